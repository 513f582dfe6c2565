import { BOLD, DIM, INVERSE, ITALIC, PREVIEW_ROWS, type PreviewColour, type PreviewRun, STRIKE, UNDERLINE, WIDE } from '#common/preview.ts';
import type { PreviewScreen } from '#app/live/previews.ts';

/** The look of a run of text: names of classes, and colours as CSS. */
export interface RunLook {
  readonly classes: string;
  /** Null: that of the terminal. */
  readonly ink: string | null;
  readonly ground: string | null;
}

/** The sixteen colours that the theme names, in the order of the terminal's palette. */
const NAMED = [
  '--t-black',
  '--t-red',
  '--t-green',
  '--t-yellow',
  '--t-blue',
  '--t-magenta',
  '--t-cyan',
  '--t-white',
  '--t-dim',
  '--t-bright-red',
  '--t-bright-green',
  '--t-bright-yellow',
  '--t-bright-blue',
  '--t-bright-magenta',
  '--t-bright-cyan',
  '--t-bright-white',
] as const;

/** The six steps of the colour cube of xterm's 256 colours. */
const STEPS = [0, 95, 135, 175, 215, 255] as const;

const CLASSES: readonly (readonly [flag: number, name: string])[] = [
  [BOLD, 'font-semibold'],
  [ITALIC, 'italic'],
  [UNDERLINE, 'underline'],
  [STRIKE, 'line-through'],
];

/**
 * What is dim is written in the theme's own dim colour: half transparent it could not be read. Where the program names a
 * colour that one stays, since what it would be dimmed to is not known to be legible.
 */
export function lookOfRun({ fg, bg, flags }: Pick<PreviewRun, 'fg' | 'bg' | 'flags'>): RunLook {
  const classes = CLASSES.filter(([flag]) => (flags & flag) !== 0).map(([, name]) => name);
  const ink = colour(fg);
  const ground = colour(bg);
  if ((flags & DIM) !== 0 && ink === null && ground === null && (flags & INVERSE) === 0) {
    return { classes: classes.join(' '), ink: 'var(--t-dim)', ground };
  }
  if ((flags & INVERSE) === 0) return { classes: classes.join(' '), ink, ground };
  return { classes: classes.join(' '), ink: ground ?? 'var(--t-ground)', ground: ink ?? 'var(--t-ink)' };
}

function colour(value: PreviewColour): string | null {
  if (value === null || typeof value === 'string') return value;
  const named = NAMED[value];
  if (named !== undefined) return `var(${named})`;
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const cube = value - 16;
  const [red, green, blue] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => STEPS[step] ?? 0);
  return `rgb(${red} ${green} ${blue})`;
}

function grey(level: number): string {
  return `rgb(${level} ${level} ${level})`;
}

/** Rows of `screen` as a preview tells them: only those that changed are written. */
export function createPainter(screen: HTMLElement): PreviewScreen {
  const rows: HTMLElement[] = [];
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
      if (row !== undefined) paintRow(row, runs);
    }
  };
}

/** A character with what is joined to it. */
const CHARACTER = /[^\p{M}\p{Cf}][\p{M}\p{Cf}]*/gu;

/** The pieces of a run that get an element each: its wide characters one by one, whatever font they come from; else all of it. */
export function piecesOf({ text, flags }: Pick<PreviewRun, 'text' | 'flags'>): readonly string[] {
  return (flags & WIDE) === 0 ? [text] : (text.match(CHARACTER) ?? []);
}

function paintRow(row: HTMLElement, runs: readonly PreviewRun[]): void {
  row.replaceChildren(
    ...runs.flatMap((run) => {
      const look = lookOfRun(run);
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
