import { insideOf } from './xterm-inside.ts';

/**
 * Resizes. xterm 6.0 leaves the other screen the length it had when it is not in use: after a window was made lower it would
 * have a scrollback of its own, of a few lines. It is empty at that time, so it is made anew, as in the pty host.
 */
export function resizeTerminal(terminal: { resize(cols: number, rows: number): void }, cols: number, rows: number): void {
  terminal.resize(cols, rows);
  const { alt, active } = insideOf(terminal).buffers;
  if (active !== alt) alt.clear();
}
