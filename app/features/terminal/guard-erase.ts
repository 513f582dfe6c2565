import type { Terminal } from '@xterm/xterm';

/** What xterm 6.0 keeps to itself and this needs; a test says when an update renames it. */
interface WithEraser {
  readonly _core: { readonly _inputHandler: { eraseInDisplay(params: { params: number[]; length: number }, protect: boolean): boolean } };
}

/**
 * xterm 6.0 throws when a program erases up to the cursor (ED 1) while that stands in the last cell of a screen without
 * scrollback, as full-screen programs have it: it looks for the line below, and nothing is drawn from there on. From that cell
 * everything is erased, which is what ED 2 does. The pty host's terminals have the same guard.
 */
export function guardErase(terminal: Terminal): void {
  const eraser = (terminal as unknown as WithEraser)._core._inputHandler;
  const guard =
    (protect: boolean) =>
    ([kind]: (number | number[])[]): boolean => {
      const { active } = terminal.buffer;
      if (kind !== 1 || active.cursorX + 1 < terminal.cols || active.baseY + active.cursorY + 1 < active.length) return false;
      return eraser.eraseInDisplay({ params: [2], length: 1 }, protect);
    };
  terminal.parser.registerCsiHandler({ final: 'J' }, guard(false));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'J' }, guard(true));
}
