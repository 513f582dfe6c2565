import type { Terminal } from '@xterm/xterm';

/** What xterm 6.0 does as often as it is told, one by one, by the final character of its sequence. */
const REPEATERS = {
  S: 'scrollUp',
  T: 'scrollDown',
  L: 'insertLines',
  M: 'deleteLines',
  I: 'cursorForwardTab',
  Z: 'cursorBackwardTab',
} as const;

type Repeater = (typeof REPEATERS)[keyof typeof REPEATERS];

/** What xterm keeps to itself and this needs; a test says when an update renames it. */
interface WithRepeaters {
  readonly _core: { readonly _inputHandler: Readonly<Record<Repeater, (params: { params: number[]; length: number }) => boolean>> };
}

/**
 * A program that asks to scroll, insert or tab two million times would stop the page for a minute and a half. Beyond the size of
 * the screen nothing changes any more, so it ends there. The pty host's terminals have the same guard.
 */
export function guardRepeats(terminal: Terminal): void {
  const handler = (terminal as unknown as WithRepeaters)._core._inputHandler;
  for (const [final, name] of Object.entries(REPEATERS)) {
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const enough = 'IZ'.includes(final) ? terminal.cols : terminal.rows;
      return typeof count === 'number' && count > enough && handler[name]({ params: [enough], length: 1 });
    });
  }
}
