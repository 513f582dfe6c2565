import type { Terminal } from '@xterm/xterm';

/**
 * What xterm 6.0 does as often as it is told, one by one: the final character of its sequence, xterm's name for it, and how
 * often it can matter.
 */
const REPEATERS = [
  ['S', 'scrollUp', rowsOf],
  ['T', 'scrollDown', rowsOf],
  ['L', 'insertLines', rowsOf],
  ['M', 'deleteLines', rowsOf],
  ['I', 'cursorForwardTab', columnsOf],
  ['Z', 'cursorBackwardTab', columnsOf],
  ['b', 'repeatPrecedingCharacter', cellsOf],
] as const;

type Repeater = (typeof REPEATERS)[number][1];

/** What xterm keeps to itself and this needs; a test says when an update renames it. */
interface WithRepeaters {
  readonly _core: { readonly _inputHandler: Readonly<Record<Repeater, (params: { params: number[]; length: number }) => boolean>> };
}

/**
 * A program that asks to scroll, insert or tab two million times would stop the page for a minute and a half. Beyond the size of
 * the screen nothing changes any more, so it ends there. A character is repeated until the screen is full of it, and no more:
 * a longer run would only push the scrollback out. The pty host's terminals have the same guard.
 */
export function guardRepeats(terminal: Terminal): void {
  const handler = (terminal as unknown as WithRepeaters)._core._inputHandler;
  for (const [final, name, most] of REPEATERS) {
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const enough = most(terminal);
      return typeof count === 'number' && count > enough && handler[name]({ params: [enough], length: 1 });
    });
  }
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
