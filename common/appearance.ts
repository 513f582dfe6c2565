import { z } from 'zod';
import { CELL_PIXELS_MAX } from './limits.ts';

const colourSchema = z.string().regex(/^#[\da-f]{6}$/);
const pixelsSchema = z.number().positive().max(CELL_PIXELS_MAX);

/** How the page that owns a terminal draws it, as far as a program can ask. */
export const appearanceSchema = z.strictObject({
  foreground: colourSchema,
  background: colourSchema,
  cursor: colourSchema,
  /** The colours 0 to 15; the other 240 are the same everywhere. */
  palette: z.array(colourSchema).length(16),
  /** Size of one character in CSS pixels, as other terminals of a browser tell it; null while nobody has drawn one. */
  cell: z.strictObject({ width: pixelsSchema, height: pixelsSchema }).nullable(),
});
export type Appearance = z.infer<typeof appearanceSchema>;

/** What a program hears before any page has told its own: the dark theme of `app/globals.css`. */
export const FIRST_APPEARANCE: Appearance = {
  foreground: '#d5d9de',
  background: '#0c0d10',
  cursor: '#d5d9de',
  palette: [
    '#1f2328',
    '#ff8080',
    '#63d3a6',
    '#f0c674',
    '#7cc4ff',
    '#c3a6ff',
    '#76d7e0',
    '#c3c9d1',
    '#868f9b',
    '#ff9d9d',
    '#86e5bf',
    '#ffdc96',
    '#a2d6ff',
    '#d8c5ff',
    '#9ce8ef',
    '#ffffff',
  ],
  cell: null,
};

/** Whether a program that wants colours of its own should take light ones: those that go with a dark ground. */
export function isDark({ background }: Appearance): boolean {
  return brightness(background) < 128;
}

/** Weights of ITU-R BT.601: how bright a colour seems, from 0 to 255. */
function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
