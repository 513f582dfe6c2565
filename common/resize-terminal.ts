/** What a resize needs of either build's terminal. */
export interface ResizableTerminal {
  resize(cols: number, rows: number): void;
}

interface Buffers {
  readonly alt: { clear(): void };
  readonly active: unknown;
}

/**
 * Resizes. xterm 6.0 leaves the other screen the length it had when it is not in use: after a window was made lower it
 * would have a scrollback of its own, of a few lines. It is empty at that time, so it is made anew.
 */
export function resizeTerminal(terminal: ResizableTerminal, cols: number, rows: number): void {
  terminal.resize(cols, rows);
  const { alt, active } = (terminal as unknown as { readonly _core: { readonly buffers: Buffers } })._core.buffers;
  if (active !== alt) alt.clear();
}
