import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { guardRepeats } from './guard-repeats.ts';

/** The rows after what a program printed, and where the cursor is, in a terminal of 20 columns and 4 rows. */
async function after(printed: string, guarded: boolean): Promise<unknown> {
  const terminal = new Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  if (guarded) guardRepeats(terminal);
  await new Promise<void>((done) => terminal.write(`one\r\ntwo\r\nthree\r\nfour\x1b[2;2H${printed}x`, done));
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true));
  terminal.dispose();
  return { rows, x: active.cursorX, y: active.cursorY };
}

it.each(['S', 'T', 'L', 'M', 'I', 'Z'])('CSI %s: as often as it could matter, and no longer', async (final) => {
  for (const count of ['', '2', '300']) {
    expect(await after(`\x1b[${count}${final}`, true)).toEqual(await after(`\x1b[${count}${final}`, false));
  }
  // The largest count there is: without the guard this takes longer than any test may.
  expect(await after(`\x1b[2147483647${final}`, true)).toEqual(await after(`\x1b[300${final}`, false));
});

it('CSI b: a screen full of the character, and no more', async () => {
  for (const count of ['', '2', '80']) {
    expect(await after(`o\x1b[${count}b`, true)).toEqual(await after(`o\x1b[${count}b`, false));
  }
  expect(await after('o\x1b[2147483647b', true)).toEqual(await after('o\x1b[80b', false));
  expect(await after('\x1b[2147483647b', true)).toEqual(await after('', false)); // nothing printed before it: nothing to repeat
});
