import type { Appearance } from '#common/appearance.ts';
import type { Above, Lines } from '#common/frames.ts';
import type { Wanted } from './lines-above.ts';

export interface Grid {
  readonly cols: number;
  readonly rows: number;
}

export interface ScreenContent {
  readonly grid: Grid;
  readonly data: Uint8Array;
  /** Lines that are still to come; null when `data` has all. */
  readonly above: Above | null;
}

/** The terminal that shows the stream. What changes it takes effect in the order of the calls, after what was written before. */
export interface Screen {
  write(data: Uint8Array, parsed: () => void): void;
  /** Empties the terminal, gives it this grid and writes `data`, which rebuilds it. */
  restore(content: ScreenContent, parsed: () => void): void;
  resize(grid: Grid): void;
  /** Which lines above the screen are missing: those before this number, the newest first; none with 0. */
  wanted(): Wanted;
  /** Puts lines that were missing into their places. */
  fill(lines: Lines, filled: () => void): void;
  /** The grid that would fill the room there is; null while it has none. */
  proposal(): Grid | null;
  /** How it looks, for a program that asks. */
  appearance(): Appearance;
}
