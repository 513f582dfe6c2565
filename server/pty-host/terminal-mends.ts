import type { IDisposable, Terminal } from '@xterm/headless';
import { insideOf, type Repeater } from './terminal-inside.ts';

/**
 * xterm 6.0 throws when a program erases up to the cursor (ED 1) while that stands in the last cell of a terminal without
 * scrollback: it looks for the line below. The worker would be lost with all its terminals. From there everything is
 * erased, which is what ED 2 does.
 */
export function guardErase(terminal: Terminal): IDisposable[] {
  const inside = insideOf(terminal);
  const erase =
    (respectProtect: boolean) =>
    ([kind]: (number | number[])[]): boolean => {
      const { x, y, lines } = inside.buffers.active;
      if (kind !== 1 || x + 1 < inside.cols || y + 1 < lines.length) return false;
      return inside._inputHandler.eraseInDisplay({ params: [2], length: 1 }, respectProtect);
    };
  return [
    terminal.parser.registerCsiHandler({ final: 'J' }, erase(false)),
    terminal.parser.registerCsiHandler({ prefix: '?', final: 'J' }, erase(true)),
  ];
}

/** The final character of a sequence, xterm's name for it, and how often it can matter. */
const REPEATERS: readonly (readonly [final: string, name: Repeater, most: (terminal: Terminal) => number])[] = [
  ['S', 'scrollUp', rowsOf],
  ['T', 'scrollDown', rowsOf],
  ['L', 'insertLines', rowsOf],
  ['M', 'deleteLines', rowsOf],
  ['I', 'cursorForwardTab', columnsOf],
  ['Z', 'cursorBackwardTab', columnsOf],
  ['b', 'repeatPrecedingCharacter', cellsOf],
];

/**
 * xterm 6.0 scrolls, inserts and tabs as often as a program says, one by one: two million lines take a minute and a half, in
 * which no other terminal of the worker is served. Beyond the size of the screen nothing changes any more, so it ends there. A
 * character is repeated until the screen is full of it, and no more: a longer run would only push the scrollback out.
 */
export function guardRepeats(terminal: Terminal): IDisposable[] {
  const handler = insideOf(terminal)._inputHandler;
  return REPEATERS.map(([final, name, most]) =>
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const enough = most(terminal);
      return typeof count === 'number' && count > enough && handler[name]({ params: [enough], length: 1 });
    }),
  );
}

/**
 * Resizes. xterm 6.0 leaves the other screen the length it had when it is not in use: after a window was made lower it
 * would have a scrollback of its own, of a few lines. It is empty at that time, so it is made anew.
 */
export function resizeTerminal(terminal: Terminal, cols: number, rows: number): void {
  terminal.resize(cols, rows);
  const { alt, active } = insideOf(terminal).buffers;
  if (active !== alt) alt.clear();
}

function rowsOf({ rows }: Terminal): number {
  return rows;
}

function columnsOf({ cols }: Terminal): number {
  return cols;
}

function cellsOf({ cols, rows }: Terminal): number {
  return cols * rows;
}
