import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { LINK_TARGET_MAX, LINKS_MAX, MARKS_MAX, TITLE_MAX } from '#common/limits.ts';
import { insideOf } from '#common/xterm-inside.ts';

/** The rows after what a program printed, and where the cursor is, in a terminal of 20 columns and 4 rows. */
async function after(printed: string, guarded: boolean): Promise<unknown> {
  const terminal = new Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  if (guarded) guardTerminal(terminal);
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

/** The rows of a full-screen program after what it printed, in a terminal of 4 columns and 2 rows. */
async function screenAfter(printed: string): Promise<string[]> {
  const terminal = new Terminal({ cols: 4, rows: 2, scrollback: 100, allowProposedApi: true });
  guardTerminal(terminal);
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

/** A terminal of a page after what a program printed, and what a title listener heard of it. */
async function pageAfter(...printed: string[]) {
  const terminal = new Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  guardTerminal(terminal);
  const titles: string[] = [];
  terminal.onTitleChange((title) => titles.push(title));
  for (const each of printed) await new Promise<void>((done) => terminal.write(each, done));
  return { terminal, titles, cell: terminal.buffer.active.getLine(0)?.getCell(0)?.getChars() ?? '' };
}

it('a tower of combining marks ends', async () => {
  expect((await pageAfter(`e${'\u0301'.repeat(20)}x`)).cell).toBe(`e${'\u0301'.repeat(20)}`);
  const { cell, terminal } = await pageAfter(`e${'\u0301'.repeat(100_000)}x\x1b[H\x1b[C\x1b[Hy${'\u0301'.repeat(100_000)}\x1b[100000000b`);
  expect(cell).toBe(`y${'\u0301'.repeat(MARKS_MAX - 1)}`);
  expect(terminal.buffer.active.getLine(3)?.getCell(10)?.getChars()).toBe(cell);
});

it('titles are cut, and not through a character', async () => {
  const { titles } = await pageAfter(
    '\x1b]2;short\x07',
    `\x1b]0;${'😀'.repeat(9000)}\x07`,
    `\x1b]2;x${'😀'.repeat(9000)}\x07`,
    `\x1b]1;${'i'.repeat(9000)}\x07`,
  );
  expect(titles).toEqual(['short', '😀'.repeat(TITLE_MAX / 2), `x${'😀'.repeat(TITLE_MAX / 2 - 1)}`]);
});

/** Where the links of the first cells of the first row lead to. */
function targets(terminal: Terminal, cells: number): (string | undefined)[] {
  const inside = insideOf(terminal);
  const line = inside.buffers.active.lines.get(0);
  return Array.from({ length: cells }, (_, x) => inside._oscLinkService.getLinkData(line?._extendedAttrs[x]?.urlId ?? 0)?.uri);
}

it('a link whose target is too long is none', async () => {
  const long = `http://a/${'x'.repeat(LINK_TARGET_MAX)}`;
  const { terminal } = await pageAfter(`\x1b]8;;http://b/\x07b\x1b]8;;${long}\x07a\x1b]8;;\x07`);
  expect(targets(terminal, 2)).toEqual(['http://b/', undefined]);
});

it('of very many links the oldest are forgotten, the newest lead on', async () => {
  const drawn = Array.from({ length: 3 * LINKS_MAX }, (_, at) => `\x1b[1;${(at % 9) + 1}H\x1b]8;;http://a/${at}\x07x\x1b]8;;\x07`);
  const { terminal } = await pageAfter(drawn.join(''));
  expect(insideOf(terminal)._oscLinkService._dataByLinkId.size).toBeLessThanOrEqual(LINKS_MAX);
  const last = 3 * LINKS_MAX - 1;
  expect(targets(terminal, 9).sort()).toEqual(Array.from({ length: 9 }, (_, at) => `http://a/${last - at}`).sort());
});

it.each(['9;done', '9;4;1;50', '777;notify;title;body', '99;i=1:d=0;hello', '1337;SetMark'])(
  'OSC %s, a notice of the program, does nothing',
  async (data) => {
    const { terminal, titles } = await pageAfter(`\x1b]${data}\x07a`, `\x1b]${data}\x1b\\b`);
    expect(titles).toEqual([]);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('ab');
  },
);
