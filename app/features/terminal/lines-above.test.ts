import { Terminal as Headless } from '@xterm/headless';
import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { LinesAbove } from './lines-above.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const SIZE = { cols: 20, rows: 4, scrollback: 50, allowProposedApi: true };
const ABOVE = { numbering: 7, first: 100, above: 10, savedLine: 10, continues: false };
const piece = (first: number, count: number) => ({
  ...{ viewer: 1, numbering: 7, first, count, continues: false, gone: false },
  data: bytes(Array.from({ length: count }, (_, at) => `line ${first + at}\r\n`).join('')),
});

describe.each([
  ['the browser', Terminal],
  ['the pty host', Headless],
])("in xterm's build for %s", (_name, Build) => {
  function setup() {
    const terminal = new Build(SIZE);
    let changes = 0;
    const lines = new LinesAbove({
      terminal,
      makeAside: () => new Build({ ...SIZE, rows: 2 }),
      changed: () => {
        changes += 1;
      },
    });
    const write = (text: string) => new Promise<void>((done) => terminal.write(text, done));
    const fill = (first: number, count: number) => new Promise<void>((done) => lines.fill(piece(first, count), done));
    const text = () => {
      const { active } = terminal.buffer;
      return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true));
    };
    return { terminal, lines, write, fill, text, changes: () => changes };
  }

  it('lines get the places they have from the beginning, the newest first', async () => {
    const { terminal, lines, write, fill, text, changes } = setup();
    lines.begin(ABOVE);
    await write('screen');
    lines.screenWritten(ABOVE);
    expect([terminal.buffer.active.baseY, terminal.buffer.active.viewportY, text().length]).toEqual([10, 10, 14]);
    terminal.scrollToLine(3);
    expect(lines.isInView).toBe(true);
    expect(lines.wanted).toEqual({ numbering: 7, before: 110 });
    await fill(106, 4);
    await fill(100, 6);
    expect(text().slice(0, 11)).toEqual([...Array.from({ length: 10 }, (_, at) => `line ${100 + at}`), 'screen']);
    expect(terminal.buffer.active.viewportY).toBe(3);
    expect([lines.wanted.before, lines.isInView, changes()]).toEqual([0, false, 2]);
  });

  it('lines that are dropped meanwhile take their places with them', async () => {
    const { lines, write, fill, text } = setup();
    lines.begin(ABOVE);
    await write(`${'\r\n'.repeat(3)}${'\r\nnew'.repeat(45)}`); // 55 above the screen, of which 50 are kept
    await fill(100, 10);
    expect(text().slice(0, 7)).toEqual(['line 105', 'line 106', 'line 107', 'line 108', 'line 109', '', '']);
    expect(lines.wanted.before).toBe(0);
  });

  it.each(['\x1bc', '\x1b[3J'])('nothing is missing any more after %j', async (sequence) => {
    const { lines, write } = setup();
    lines.begin(ABOVE);
    await write(sequence);
    expect(lines.wanted.before).toBe(0);
  });
});
