import { z } from 'zod';
import { sessionIdSchema } from './session.ts';

/**
 * Previews: the last rows of a session's screen as styled text, for a card. Not a terminal: nothing can be typed into
 * it, and it never has a say in the size of one.
 */

/** Rows of a preview, counted from the last row that holds anything. */
export const PREVIEW_ROWS = 16;
/** Cells of a row that are taken; a card is narrower than any terminal it shows. */
export const PREVIEW_COLS = 160;
/** At most four pictures a second: more could not be read. */
export const PREVIEW_EVERY_MS = 250;

/** Bits of a run's style. */
export const BOLD = 1;
export const DIM = 2;
export const ITALIC = 4;
export const UNDERLINE = 8;
export const INVERSE = 16;
export const STRIKE = 32;
/** Each character of the run takes two cells. */
export const WIDE = 64;

/** A palette index (0-255), a colour as `#rrggbb`, or null for the theme's own. */
const colourSchema = z.union([z.int().min(0).max(255), z.string().regex(/^#[0-9a-f]{6}$/), z.null()]);
export type PreviewColour = z.infer<typeof colourSchema>;

/** Text with one style. */
export const previewRunSchema = z.object({ text: z.string(), fg: colourSchema, bg: colourSchema, flags: z.int().min(0).max(127) });
export type PreviewRun = z.infer<typeof previewRunSchema>;

/** `at` counts from the top of the preview; a row that is not named is as it was. */
export const previewRowSchema = z.object({
  at: z
    .int()
    .min(0)
    .max(PREVIEW_ROWS - 1),
  runs: z.array(previewRunSchema),
});
export type PreviewRow = z.infer<typeof previewRowSchema>;

export const previewSchema = z.object({
  session: sessionIdSchema,
  /** How many rows there are now; rows beyond are no more. */
  count: z.int().min(0).max(PREVIEW_ROWS),
  rows: z.array(previewRowSchema).max(PREVIEW_ROWS),
});
export type Preview = z.infer<typeof previewSchema>;

/** Both changes as one; a row beyond the count of the newer is no more. */
export function mergePreviews(older: Preview, newer: Preview): Preview {
  const rows = new Map([...older.rows, ...newer.rows].map((row) => [row.at, row]));
  return { ...newer, rows: [...rows.values()].filter(({ at }) => at < newer.count) };
}
