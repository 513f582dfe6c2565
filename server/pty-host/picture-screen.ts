import { wrappedTop } from './picture-above.ts';
import { placed } from './picture-cursor.ts';
import { lineNow, type TakenLine } from './picture-cells.ts';
import { LinePainter } from './picture-line.ts';
import { restoredCharsets, restoredModes } from './picture-modes.ts';
import { ENTER, LEAVE, type Links } from './picture-pen.ts';
import { hasSaved, isSavedBehind, savedCursor } from './picture-saved.ts';
import type { InnerBuffer, Inside } from '#common/xterm-inside.ts';

/** Default tab stops are so many columns apart. */
const TAB = 8;

/**
 * Both screens with all their state, as text for an empty terminal of the same size, or for one that was written what lies
 * above. Everything is drawn in plain modes; then those of the program are set; the cursor comes last. `isAlone`: nothing above
 * has saved the cursor.
 */
export function screenText(inside: Inside, links: Links, isAlone: boolean): string {
  const { normal, alt, active } = inside.buffers;
  const isAlt = active === alt;
  let text = screen(inside, links, normal, isAlone);
  if (isAlt) {
    text += placed(inside, links, normal);
    text += ENTER;
    if (alt.lines.get(alt.ybase)?.isWrapped === true) text += wrappedTop(inside.cols, inside.rows);
    text += screen(inside, links, alt, true);
  } else if (hasSaved(alt)) {
    // That screen is empty, but keeps its saved cursor for the next time.
    text += `${ENTER}${savedCursor(inside, alt, rowOfSaved(inside, alt))}${LEAVE}`;
  }
  return text + restoredCharsets(inside) + restoredModes(inside) + placed(inside, links, active);
}

/** One screen: its lines, its tab stops, its saved cursor, its scroll region. */
function screen(inside: Inside, links: Links, buffer: InnerBuffer, savesAbove: boolean): string {
  const { cols, rows } = inside;
  const saved =
    hasSaved(buffer) && (savesAbove || buffer.savedY >= buffer.ybase) ? savedCursor(inside, buffer, rowOfSaved(inside, buffer)) : '';
  const first = isSavedBehind(inside, buffer) ? saved : '';
  let text = `${first}\x1b[H${drawnLines(inside, links, buffer)}${tabs(buffer, cols)}`;
  if (first === '') text += saved;
  const { scrollTop, scrollBottom } = buffer;
  if (scrollTop !== 0 || scrollBottom !== rows - 1) text += `\x1b[${scrollTop + 1};${scrollBottom + 1}r`;
  return text;
}

function drawnLines(inside: Inside, links: Links, buffer: InnerBuffer): string {
  const { cols, rows } = inside;
  const lines: TakenLine[] = [];
  for (let y = 0; y < rows; y += 1) {
    const line = buffer.lines.get(buffer.ybase + y);
    if (line !== undefined) lines.push(lineNow(line, cols));
  }
  // Empty lines at the end are there already.
  while (lines.length > 0 && lines.at(-1)?.words.length === 0 && lines.at(-1)?.wrapped === false) lines.pop();
  const painter = new LinePainter({ cols, rows, links });
  return [...painter.pieces(lines, null, (at) => at === 0)].reverse().join('');
}

function rowOfSaved({ rows }: Inside, buffer: InnerBuffer): number {
  return Math.min(Math.max(buffer.savedY - buffer.ybase, 0), rows - 1);
}

function tabs(buffer: InnerBuffer, cols: number): string {
  let text = '';
  for (let x = 0; x < cols; x += 1) {
    const isSet = buffer.tabs[x] === true;
    if (isSet !== (x % TAB === 0)) text += `\x1b[${x + 1}G${isSet ? '\x1bH' : '\x1b[g'}`;
  }
  return text;
}
