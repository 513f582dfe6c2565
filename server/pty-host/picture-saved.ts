import { type Look, lookOf, PLAIN, sameLook, sgr } from './picture-pen.ts';
import type { InnerBuffer, Inside } from '#common/xterm-inside.ts';
import { charsetFlag } from './terminal-inside.ts';

/** Whether a buffer's saved cursor is another than that of a new terminal. */
export function hasSaved(buffer: InnerBuffer): boolean {
  return buffer.savedX !== 0 || buffer.savedY !== 0 || buffer.savedCharset !== undefined || !sameLook(savedPen(buffer), PLAIN);
}

function savedPen({ savedCurAttrData: { fg, bg, extended } }: InnerBuffer): Look {
  return lookOf(fg, bg, extended);
}

/** Whether it was saved behind the last column: that can be done again only on an empty row. */
export function isSavedBehind(inside: Inside, buffer: InnerBuffer): boolean {
  return buffer.savedX >= inside.cols;
}

/**
 * Saves the cursor of this buffer as it was saved: place, pen, charset. `row` is the row of the screen, counted from 0;
 * null for the row the cursor is on. Wants plain modes and an ASCII charset, and leaves a plain pen.
 */
export function savedCursor(inside: Inside, buffer: InnerBuffer, row: number | null): string {
  const { cols } = inside;
  const { savedX, savedCharset } = buffer;
  const behind = isSavedBehind(inside, buffer);
  const column = Math.min(savedX, cols - 1) + 1;
  let text = row === null ? `\x1b[${column}G` : `\x1b[${row + 1};${column}H`;
  const flag = charsetFlag(savedCharset);
  const look = savedPen(buffer);
  const pen = sameLook(look, PLAIN) ? '' : sgr(look);
  if (behind) text += ` ${marksBehind(savedX - cols)}`;
  text += `${pen}${flag === 'B' ? '' : `\x1b(${flag}`}\x1b7${flag === 'B' ? '' : '\x1b(B'}`;
  if (pen !== '') text += '\x1b[m';
  if (behind) text += '\x1b[X';
  return row === null ? `${text}\r` : text;
}

/**
 * xterm counts marks that find no character to join even behind the last column. Any sequence keeps the first of them
 * from joining; this one means nothing.
 */
export function marksBehind(count: number): string {
  return count <= 0 ? '' : `\x1b[?0h${'\u0301'.repeat(count)}`;
}
