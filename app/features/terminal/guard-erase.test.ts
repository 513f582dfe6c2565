import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { guardErase } from './guard-erase.ts';

/** The rows of a full-screen program after what it printed, in a terminal of 4 columns and 2 rows. */
async function screenAfter(printed: string): Promise<string[]> {
  const terminal = new Terminal({ cols: 4, rows: 2, scrollback: 100, allowProposedApi: true });
  guardErase(terminal);
  await new Promise<void>((done) => terminal.write(`\x1b[?1049h${printed}`, done));
  const { active } = terminal.buffer;
  const rows = [0, 1].map((y) => active.getLine(y)?.translateToString(true) ?? '');
  terminal.dispose();
  return rows;
}

it.each([
  ['erases everything from the last cell, and goes on', 'abcd\x1b[2;1Hefgh\x1b[1Jx', ['', 'x']],
  ['also what is erased selectively', 'abcd\x1b[2;1Hefgh\x1b[?1Jx', ['', 'x']],
  ['erases up to the cursor elsewhere', 'abcd\x1b[2;1Hefgh\x1b[2;2H\x1b[1J', ['', '  gh']],
  ['leaves erasing to the end alone', 'abcd\x1b[2;1Hefgh\x1b[J', ['abcd', 'efgh']],
])('%s', async (_name, printed, rows) => {
  expect(await screenAfter(printed)).toEqual(rows);
});
