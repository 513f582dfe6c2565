import { type InnerBuffer, insideOf } from './xterm-inside.ts';

/** What a resize needs of either build's terminal. */
export interface ResizableTerminal {
  resize(cols: number, rows: number): void;
}

/** The first of a cell's three words: its width from this bit on. All of it is 0 in the second half of a wide character. */
const WIDTH_SHIFT = 22;
const CELL = 3;

/**
 * Resizes, and mends what xterm 6.0 leaves behind in a terminal of another size: states that no program could have made, so that nobody
 * who comes later could be brought there.
 *
 * - The other screen keeps the length it had when it is not in use: after a window was made lower it would have a scrollback of its own,
 *   of a few lines. It is empty at that time, so it is made anew.
 * - When the other screen in use becomes narrower, its lines keep what lies beyond the edge, and show it when the window is wider again.
 *   Here it is gone.
 * - Wide characters lose a half at the edge, or where lines are broken anew; one whose first half the edge has left makes it throw when the
 *   window is wider again. Here the other half goes with it.
 * - When lines are broken anew and there are too many, it writes a piece of one that is dropped over the last line of the screen, unless
 *   its list happens to begin at the first place of its memory. Here it always does.
 * - Tab stops stay beyond the edge, and a saved cursor below the last row or above the first line. Here the cursor comes along, as xterm
 *   has it for columns.
 * - A mark after the resize joins whatever is now before the cursor. Here it joins nothing.
 */
export function resizeTerminal(terminal: ResizableTerminal, cols: number, rows: number): void {
  const inside = insideOf(terminal);
  const before = inside.cols;
  if (before === cols && inside.rows === rows) return;
  const { normal, alt, active } = inside.buffers;
  beginAnew(normal);
  terminal.resize(cols, rows);
  if (active === alt) cutLines(alt, cols);
  else alt.clear();
  for (const buffer of [normal, alt]) {
    if (before !== cols) mendHalves(buffer, cols);
    buffer.savedX = Math.min(buffer.savedX, cols - 1);
    buffer.savedY = Math.max(0, Math.min(buffer.savedY, buffer.ybase + rows - 1));
    for (const stop in buffer.tabs) if (Number(stop) >= cols) delete buffer.tabs[stop];
  }
  inside._inputHandler._parser.precedingJoinState = 0;
}

/** The list gets other memory, with the same lines. */
function beginAnew({ lines }: InnerBuffer): void {
  lines.maxLength += 1;
  lines.maxLength -= 1;
}

function cutLines(buffer: InnerBuffer, cols: number): void {
  const blank = buffer.getNullCell();
  for (let y = 0; y < buffer.lines.length; y += 1) {
    const line = buffer.lines.get(y);
    if (line !== undefined && line.length > cols) line.resize(cols, blank);
  }
}

/** Looks at each cell: 3 ms for ten thousand lines of 100 columns. */
function mendHalves(buffer: InnerBuffer, cols: number): void {
  const blank = buffer.getNullCell();
  for (let y = 0; y < buffer.lines.length; y += 1) {
    const line = buffer.lines.get(y);
    if (line === undefined) continue;
    const words = line._data;
    for (let x = 0; x < cols; x += 1) {
      const content = words[x * CELL] as number;
      const width = content >> WIDTH_SHIFT;
      if (width === 1 || (width === 0 && content !== 0)) continue; // a mark that found no character stands alone
      if (width === 2 && x + 1 < cols && words[(x + 1) * CELL] === 0) x += 1;
      else line.setCell(x, blank);
    }
  }
}
