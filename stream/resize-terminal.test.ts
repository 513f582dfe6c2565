import { expect, it } from 'vitest';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { makeTerminal } from './page-side.ts';

interface Grid {
  readonly cols: number;
  readonly rows: number;
}

/** What stands in a terminal of 8 columns and 2 rows after all this. */
function after(pieces: readonly (string | Grid)[]): string[] {
  const terminal = makeTerminal(8, 2, 20);
  for (const piece of pieces) {
    if (typeof piece === 'string') insideOf(terminal).writeSync(piece);
    else resizeTerminal(terminal, piece.cols, piece.rows);
  }
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
  terminal.dispose();
  return lines;
}

const [NARROW, WIDE] = [
  { cols: 7, rows: 2 },
  { cols: 8, rows: 2 },
];

it('a window that cuts a wide character in half can be made wider again, and the rest of the line is there', () => {
  expect(after([' aa日日日日日日', NARROW, '\r\n', WIDE])).toEqual([' aa日日', '日日日', '']);
});

it('also when a program has pushed it over the edge', () => {
  const pushed = [{ cols: 12, rows: 5 }, '日本日日日日日日日本\x1b[C日本', NARROW, "   aaa\x1b['}"];
  expect(after([...pushed, WIDE])).toEqual(['日本日日', '日日', '      a', 'a']);
});

it('on the other screen nothing is left beyond the edge, and no half at it', () => {
  expect(after(['\x1b[?1049h日日日日', NARROW, WIDE])).toEqual(['日日日', '']);
});
