import { PREVIEW_ROWS, type PreviewRun, WIDE } from '#common/preview.ts';
import type { PreviewScreen } from '#app/live/previews.ts';
import { type Palettes, palettesOf } from '#app/parts/terminal-colours/palette.ts';
import { lookOfRun, type RunLook } from './run-look.ts';

/** Rows of `screen` as a preview tells them: only those that changed are written. */
export function createPainter(screen: HTMLElement): PreviewScreen {
  const rows: HTMLElement[] = [];
  const palettes = palettesOf(screen.ownerDocument);
  return (count, changed) => {
    while (rows.length < Math.min(count, PREVIEW_ROWS)) {
      const row = screen.ownerDocument.createElement('div');
      row.className = 'h-4';
      rows.push(row);
      screen.append(row);
    }
    for (const row of rows.splice(count)) row.remove();
    for (const { at, runs } of changed) {
      const row = rows[at];
      if (row !== undefined) paintRow(row, runs, palettes);
    }
  };
}

/** A character with what is joined to it. */
const CHARACTER = /[^\p{M}\p{Cf}][\p{M}\p{Cf}]*/gu;

/** The pieces of a run that get an element each: its wide characters one by one, whatever font they come from; else all of it. */
export function piecesOf({ text, flags }: Pick<PreviewRun, 'text' | 'flags'>): readonly string[] {
  return (flags & WIDE) === 0 ? [text] : (text.match(CHARACTER) ?? []);
}

function paintRow(row: HTMLElement, runs: readonly PreviewRun[], palettes: Palettes): void {
  row.replaceChildren(
    ...runs.flatMap((run) => {
      const look = lookOfRun(run, palettes);
      return piecesOf(run).map((text) => painted(row.ownerDocument, text, look, (run.flags & WIDE) !== 0));
    }),
  );
}

function painted(page: Document, text: string, { classes, ink, ground }: RunLook, isWide: boolean): string | HTMLElement {
  if (!isWide && classes === '' && ink === null && ground === null) return text;
  const span = page.createElement('span');
  span.textContent = text;
  if (classes !== '') span.className = classes;
  if (isWide) span.classList.add('inline-block', 'h-4', 'w-[2ch]', 'align-top');
  // Through CSSOM: the page's policy allows no style attributes.
  if (ink !== null) span.style.color = ink;
  if (ground !== null) {
    span.classList.add('inline-block', 'h-4', 'align-top'); // no stripes between the rows
    span.style.backgroundColor = ground;
  }
  return span;
}
