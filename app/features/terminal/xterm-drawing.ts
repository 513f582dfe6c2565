import type { Terminal } from '@xterm/xterm';

type Cell = readonly [number, number];

/** What the terminal keeps to itself of its drawing; the names are those of the pinned version, and a terminal that opens uses them. */
interface WithDrawing {
  readonly _core: {
    readonly _overviewRulerRenderer: { dispose(): void };
    readonly _renderService: {
      handleSelectionChanged(start: Cell | undefined, end: Cell | undefined, isColumns: boolean): void;
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

/**
 * Leaves out what xterm draws for nothing, to be called when it is open.
 *
 * The ruler beside the scroll bar, on which nothing is ever marked here, makes the browser lay out the page within each frame and
 * asks for one more. And each time something scrolled all rows are drawn once more for the selection, also when there is none.
 */
export function drawLess(terminal: Terminal): void {
  const { _overviewRulerRenderer: ruler, _renderService: drawing } = (terminal as unknown as WithDrawing)._core;
  ruler.dispose();
  let isSelected = true;
  const change = drawing.handleSelectionChanged;
  drawing.handleSelectionChanged = (start, end, isColumns) => {
    const wasSelected = isSelected;
    isSelected = start !== undefined || end !== undefined;
    if (isSelected || wasSelected) change.call(drawing, start, end, isColumns);
  };
}
