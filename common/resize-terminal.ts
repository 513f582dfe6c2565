/** What a resize needs of either build's terminal. */
export interface ResizableTerminal {
  readonly cols: number;
  resize(cols: number, rows: number): void;
}

interface Line {
  readonly length: number;
  resize(cols: number, blank: unknown): void;
  getWidth(column: number): number;
  setCell(column: number, blank: unknown): void;
}

interface Buffer {
  readonly lines: { readonly length: number; get(index: number): Line | undefined };
  getNullCell(): unknown;
  clear(): void;
}

interface Buffers {
  readonly normal: Buffer;
  readonly alt: Buffer;
  readonly active: unknown;
}

/**
 * Resizes, and mends three things of xterm 6.0.
 *
 * It leaves the other screen the length it had when it is not in use: after a window was made lower it would have a scrollback of
 * its own, of a few lines. It is empty at that time, so it is made anew. When the other screen in use becomes narrower, its lines
 * keep what lies beyond the edge, and show it when the window is wider again: nobody who came meanwhile could know of it. What lies
 * beyond the edge is gone here. And a wide character of which the edge leaves the first half makes it throw when the window
 * is wider again: the half counts as two cells, for which there is no room. Such a half is gone, too, wherever it comes from.
 */
export function resizeTerminal(terminal: ResizableTerminal, cols: number, rows: number): void {
  const { normal, alt, active } = (terminal as unknown as { readonly _core: { readonly buffers: Buffers } })._core.buffers;
  dropHalves(normal, terminal.cols);
  terminal.resize(cols, rows);
  dropHalves(normal, cols);
  if (active !== alt) return alt.clear();
  cutLines(alt, cols);
  dropHalves(alt, cols);
}

function cutLines(buffer: Buffer, cols: number): void {
  for (let y = 0; y < buffer.lines.length; y += 1) {
    const line = buffer.lines.get(y);
    if (line !== undefined && line.length > cols) line.resize(cols, buffer.getNullCell());
  }
}

/** Empties the cells of the last column that hold the first half of a wide character. */
function dropHalves(buffer: Buffer, cols: number): void {
  for (let y = 0; y < buffer.lines.length; y += 1) {
    const line = buffer.lines.get(y);
    if (line?.getWidth(cols - 1) === 2) line.setCell(cols - 1, buffer.getNullCell());
  }
}
