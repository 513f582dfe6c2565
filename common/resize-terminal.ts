/** What a resize needs of either build's terminal. */
export interface ResizableTerminal {
  resize(cols: number, rows: number): void;
}

interface Line {
  readonly length: number;
  resize(cols: number, blank: unknown): void;
  getWidth(column: number): number;
  setCell(column: number, blank: unknown): void;
}

interface Buffers {
  readonly alt: {
    readonly lines: { readonly length: number; get(index: number): Line | undefined };
    getNullCell(): unknown;
    clear(): void;
  };
  readonly active: unknown;
}

/**
 * Resizes, and mends two things of xterm 6.0.
 *
 * It leaves the other screen the length it had when it is not in use: after a window was made lower it would have a scrollback of
 * its own, of a few lines. It is empty at that time, so it is made anew. And when the other screen in use becomes narrower, its lines
 * keep what lies beyond the edge, and show it when the window is wider again: nobody who came meanwhile could know of it. What lies
 * beyond the edge is gone here, and with it the half of a wide character that is left.
 */
export function resizeTerminal(terminal: ResizableTerminal, cols: number, rows: number): void {
  terminal.resize(cols, rows);
  const { alt, active } = (terminal as unknown as { readonly _core: { readonly buffers: Buffers } })._core.buffers;
  if (active !== alt) return alt.clear();
  const blank = alt.getNullCell();
  for (let y = 0; y < alt.lines.length; y += 1) {
    const line = alt.lines.get(y);
    if (line === undefined || line.length <= cols) continue;
    line.resize(cols, blank);
    if (line.getWidth(cols - 1) === 2) line.setCell(cols - 1, blank);
  }
}
