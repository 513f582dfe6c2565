import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { BOLD, INVERSE, PREVIEW_ROWS, type PreviewRun, WIDE } from '#common/preview.ts';
import { PreviewDiff, previewRows } from './preview-rows.ts';

async function screen(text: string, rows = 24): Promise<PreviewRun[][]> {
  const terminal = new headless.Terminal({ cols: 40, rows, allowProposedApi: true, logLevel: 'off' });
  await new Promise<void>((done) => terminal.write(text, done));
  const preview = previewRows(terminal);
  terminal.dispose();
  return preview;
}

const plain = (text: string) => ({ text, fg: null, bg: null, flags: 0 });

describe('previewRows', () => {
  it('are the rows down to the cursor, spaces at their ends cut', async () => {
    expect(await screen('one  \r\n\r\n$ ')).toEqual([[plain('one')], [], [plain('$')]]);
  });

  it('are the last ones of a full screen', async () => {
    const all = await screen(Array.from({ length: 60 }, (_, at) => `line ${at}`).join('\r\n'));
    expect(all).toHaveLength(PREVIEW_ROWS);
    expect(all.at(-1)).toEqual([plain('line 59')]);
  });

  it('go down to text below the cursor', async () => {
    expect((await screen('top\x1b[6;1Hbottom\x1b[1;1H')).at(-1)).toEqual([plain('bottom')]);
  });

  it('hold styles as runs', async () => {
    expect(await screen('a\x1b[1;31mb\x1b[0;48;2;1;2;255mc \x1b[0;7md\x1b[0;38;5;200me')).toEqual([
      [
        plain('a'),
        { text: 'b', fg: 1, bg: null, flags: BOLD },
        { text: 'c ', fg: null, bg: '#0102ff', flags: 0 },
        { text: 'd', fg: null, bg: null, flags: INVERSE },
        { text: 'e', fg: 200, bg: null, flags: 0 },
      ],
    ]);
  });

  it('take a wide character once, and show nothing of hidden text', async () => {
    expect(await screen('日本\x1b[8msecret 日\x1b[0m!')).toEqual([[{ ...plain('日本'), flags: WIDE }, plain('         !')]]);
  });
});

describe('PreviewDiff', () => {
  it('gives all rows, then only those that changed, then nothing', () => {
    const diff = new PreviewDiff();
    expect(diff.changes([[plain('a')], [plain('b')]])).toEqual({
      count: 2,
      rows: [
        { at: 0, runs: [plain('a')] },
        { at: 1, runs: [plain('b')] },
      ],
    });
    expect(diff.changes([[plain('a')], [plain('c')]])).toEqual({ count: 2, rows: [{ at: 1, runs: [plain('c')] }] });
    expect(diff.changes([[plain('a')], [plain('c')]])).toBeNull();
    expect(diff.changes([[plain('a')]])).toEqual({ count: 1, rows: [] });
  });
});
