import { BOLD, DIM, INVERSE, ITALIC, type PreviewColour, type PreviewRun, STRIKE, UNDERLINE } from '#common/preview.ts';
import { LEAST_CONTRAST, legible, type Rgb } from '#app/parts/terminal-colours/legible.ts';
import { NAMED_TOKENS, type Palette, type Palettes } from '#app/parts/terminal-colours/palette.ts';

/** The look of a run of text: names of classes, and colours as CSS. */
export interface RunLook {
  readonly classes: string;
  /** Null: that of the terminal. */
  readonly ink: string | null;
  readonly ground: string | null;
}

type Style = Pick<PreviewRun, 'fg' | 'bg' | 'flags'>;

/** The six steps of the colour cube of xterm's 256 colours. */
const STEPS = [0, 95, 135, 175, 215, 255] as const;

const CLASSES: readonly (readonly [flag: number, name: string])[] = [
  [BOLD, 'font-semibold'],
  [ITALIC, 'italic'],
  [UNDERLINE, 'underline'],
  [STRIKE, 'line-through'],
];

/** Frames, blocks and the wedges of status lines are drawn, not read: xterm leaves their colours as they are. */
const DRAWN = /^[\u2500-\u259f\ue0a4-\ue0d6]/;

/**
 * What is dim is written in the theme's own dim colour: half transparent it could not be read. Where the program names a
 * colour that one stays, as in the terminal (`terminal.css`).
 */
export function lookOfRun(run: Style & { readonly text: string }, palettes: Palettes): RunLook {
  const classes = CLASSES.filter(([flag]) => (run.flags & flag) !== 0)
    .map(([, name]) => name)
    .join(' ');
  const isInverse = (run.flags & INVERSE) !== 0;
  const [ink, ground] = isInverse ? [run.bg, run.fg] : [run.fg, run.bg];
  if (ink === null && ground === null && !isInverse) return { classes, ink: (run.flags & DIM) === 0 ? null : 'var(--t-dim)', ground: null };
  return {
    classes,
    ink: (DRAWN.test(run.text) ? null : mendedInk(run, palettes)) ?? css(ink) ?? (isInverse ? 'var(--t-ground)' : null),
    ground: css(ground) ?? (isInverse ? 'var(--t-ink)' : null),
  };
}

/** The ink that the terminal takes where the program's own could not be read, for both themes; null where it can. */
function mendedInk({ fg, bg, flags }: Style, palettes: Palettes): string | null {
  // xterm asks half of what is dim.
  const least = (flags & DIM) === 0 ? LEAST_CONTRAST : LEAST_CONTRAST / 2;
  let isMended = false;
  const inks = (['light', 'dark'] as const).map((scheme) => {
    const palette = palettes[scheme];
    const [front, back] = [rgb(fg, palette) ?? palette.ink, rgb(bg, palette) ?? palette.ground];
    const [ink, ground] = (flags & INVERSE) === 0 ? [front, back] : [back, front];
    const made = legible(ink, ground, least);
    if (made !== ink) isMended = true;
    return `rgb(${made.join(' ')})`;
  });
  return isMended ? `light-dark(${inks.join(', ')})` : null;
}

function css(value: PreviewColour): string | null {
  if (value === null || typeof value === 'string') return value;
  const named = NAMED_TOKENS[value];
  return named === undefined ? `rgb(${fixed(value).join(' ')})` : `var(${named})`;
}

function rgb(value: PreviewColour, { named }: Palette): Rgb | null {
  if (value === null) return null;
  if (typeof value !== 'string') return named[value] ?? fixed(value);
  const all = Number.parseInt(value.slice(1), 16);
  return [all >> 16, (all >> 8) & 0xff, all & 0xff];
}

/** A colour of the palette that no theme changes: 16 to 255. */
function fixed(value: number): Rgb {
  if (value >= 232) {
    const level = 8 + (value - 232) * 10;
    return [level, level, level];
  }
  const cube = value - 16;
  return [STEPS[Math.floor(cube / 36)] ?? 0, STEPS[Math.floor(cube / 6) % 6] ?? 0, STEPS[cube % 6] ?? 0];
}
