import type { Terminal } from '@xterm/xterm';

/** What the terminal keeps to itself of its drawing; the names are those of the pinned version, and a terminal that opens uses them. */
interface WithDrawing {
  readonly _core: {
    readonly _renderService: {
      _renderRows(start: number, end: number): void;
      _handleIntersectionChange(entry: { readonly isIntersecting: boolean }): void;
    };
  };
}

/** Draws all rows now and not with the next frame, seen or not. */
export function drawNow(terminal: Terminal): void {
  (terminal as unknown as WithDrawing)._core._renderService._renderRows(0, terminal.rows - 1);
}

/**
 * Lets it draw with the next frame. xterm draws nothing while it is out of view, and hears only after that frame that it came
 * into view: a screen that is there by then would be a frame late.
 */
export function resumeDrawing(terminal: Terminal): void {
  (terminal as unknown as WithDrawing)._core._renderService._handleIntersectionChange({ isIntersecting: true });
}
