import { type PreviewRun, WIDE } from '#common/preview.ts';
import type { PreviewScreen } from '#app/live/previews.ts';
import { type Palettes, palettesOf } from '#app/parts/terminal-colours/palette.ts';
import { lookOfRun, type RunLook } from './run-look.ts';

/** So many rows are shown, each 16 px high: those at the end of a screen, which say more. */
const SHOWN = 12;

/**
 * Rows of `screen` as a preview tells them: only those that changed are written. A row has its place for good; when a screen
 * grows beyond them, what stands in them moves up and not they.
 */
export function createPainter(screen: HTMLElement): PreviewScreen {
  const rows: HTMLElement[] = [];
  const known: (readonly PreviewRun[])[] = [];
  let above = 0;
  const palettes = palettesOf(screen.ownerDocument);
  return (count, changed) => {
    known.length = count;
    for (const { at, runs } of changed) if (at < count) known[at] = runs;
    const aboveNow = Math.max(0, count - SHOWN);
    const isMoved = aboveNow !== above;
    above = aboveNow;
    while (rows.length < count - above) {
      const row = screen.ownerDocument.createElement('div');
      row.className = 'h-4';
      rows.push(row);
      screen.append(row);
    }
    for (const row of rows.splice(count - above)) row.remove();
    const written = isMoved ? rows.keys() : changed.map(({ at }) => at - above);
    for (const at of written) {
      const row = rows[at];
      if (row !== undefined) paintRow(row, known[at + above] ?? [], palettes);
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
