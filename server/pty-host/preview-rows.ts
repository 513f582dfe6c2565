import type { IBuffer, IBufferCell, Terminal } from '@xterm/headless';
import {
  BOLD,
  DIM,
  INVERSE,
  ITALIC,
  PREVIEW_COLS,
  PREVIEW_ROWS,
  type PreviewColour,
  type PreviewRow,
  type PreviewRun,
  STRIKE,
  UNDERLINE,
  WIDE,
} from '#common/preview.ts';

/** The last rows of a screen that hold anything, as styled runs. */
export function previewRows(terminal: Terminal): PreviewRun[][] {
  const buffer = terminal.buffer.active;
  const bottom = lastRow(buffer, terminal.rows);
  const top = Math.max(0, bottom - PREVIEW_ROWS + 1);
  const rows: PreviewRun[][] = [];
  for (let y = top; y <= bottom; y += 1) rows.push(runsOf(buffer, buffer.baseY + y, Math.min(terminal.cols, PREVIEW_COLS)));
  return rows;
}

/** Remembers what was given last, and gives only the rows that differ. */
export class PreviewDiff {
  #last: string[] = [];

  /** Null when nothing differs. */
  changes(rows: PreviewRun[][]): { count: number; rows: PreviewRow[] } | null {
    const written = rows.map((runs) => JSON.stringify(runs));
    const changed = rows.map((runs, at) => ({ at, runs })).filter(({ at }) => written[at] !== this.#last[at]);
    const same = changed.length === 0 && written.length === this.#last.length;
    this.#last = written;
    return same ? null : { count: rows.length, rows: changed };
  }
}

/** The row of the cursor, or a lower one that holds text: an empty lower half of a screen says nothing. */
function lastRow(buffer: IBuffer, rows: number): number {
  for (let y = rows - 1; y > buffer.cursorY; y -= 1) {
    if ((buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '') !== '') return y;
  }
  return buffer.cursorY;
}

function runsOf(buffer: IBuffer, y: number, cols: number): PreviewRun[] {
  const line = buffer.getLine(y);
  const runs: PreviewRun[] = [];
  let cell: IBufferCell | undefined;
  for (let x = 0; x < cols; x += 1) {
    cell = line?.getCell(x, cell);
    if (cell === undefined) break;
    if (cell.getWidth() === 0) continue; // the second half of a wide character
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    const style = { fg: colour(cell, 'fg'), bg: colour(cell, 'bg'), flags: cell.isInvisible() ? 0 : flags(cell) };
    const shown = cell.isInvisible() ? ' '.repeat(cell.getWidth()) : text;
    if (last !== undefined && last.fg === style.fg && last.bg === style.bg && last.flags === style.flags) last.text += shown;
    else runs.push({ text: shown, ...style });
  }
  return withoutEmptyEnd(runs);
}

/** Spaces at the end of a row that are not painted. */
function withoutEmptyEnd(runs: PreviewRun[]): PreviewRun[] {
  for (let last = runs.at(-1); last !== undefined; last = runs.at(-1)) {
    if (last.bg !== null || (last.flags & (INVERSE | UNDERLINE | STRIKE)) !== 0) break;
    last.text = last.text.trimEnd();
    if (last.text !== '') break;
    runs.pop();
  }
  return runs;
}

function flags(cell: IBufferCell): number {
  return (
    (cell.isBold() ? BOLD : 0) |
    (cell.isDim() ? DIM : 0) |
    (cell.isItalic() ? ITALIC : 0) |
    (cell.isUnderline() ? UNDERLINE : 0) |
    (cell.isInverse() ? INVERSE : 0) |
    (cell.isStrikethrough() ? STRIKE : 0) |
    (cell.getWidth() === 2 ? WIDE : 0)
  );
}

function colour(cell: IBufferCell, which: 'fg' | 'bg'): PreviewColour {
  const value = which === 'fg' ? cell.getFgColor() : cell.getBgColor();
  if (which === 'fg' ? cell.isFgDefault() : cell.isBgDefault()) return null;
  if (which === 'fg' ? cell.isFgPalette() : cell.isBgPalette()) return value;
  return `#${value.toString(16).padStart(6, '0')}`;
}
