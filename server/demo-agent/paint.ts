import { type Line, written } from './styled-line.ts';

/** What stands on the screen: which blocks have gone by, and the live lines below them. */
export interface Painted {
  readonly cols: number;
  readonly rows: number;
  /** Names the screen: another one is painted from its top. */
  readonly screen: number;
  /** Blocks painted, counted from the first of this screen. */
  readonly blocks: number;
  readonly live: readonly string[];
}

export interface Frame {
  readonly cols: number;
  readonly rows: number;
  readonly screen: number;
  /** Blocks so far, the forgotten ones counted. */
  readonly blocks: number;
  /** The lines of the blocks from this one on. */
  readonly linesFrom: (block: number) => readonly Line[];
  readonly live: readonly Line[];
}

/** Screen and scrollback emptied, cursor at the top. */
const ANEW = '\x1b[2J\x1b[3J\x1b[H';

/**
 * The bytes that turn what is painted into the frame. Blocks are written once and scroll away; live lines are replaced
 * in place. At another width everything is painted again, since a terminal breaks old lines in its own way.
 */
export function paint(painted: Painted | null, frame: Frame): { bytes: string; painted: Painted } {
  const { cols, rows, screen, blocks } = frame;
  // What is taller than the screen cannot be replaced: its top is left out.
  const live = frame.live.slice(-Math.max(rows - 1, 1)).map(written);
  const next: Painted = { cols, rows, screen, blocks, live };
  const isAnew = painted === null || painted.cols !== cols || painted.rows !== rows || painted.screen !== screen;
  if (isAnew) return { bytes: ANEW + [...frame.linesFrom(0).map(written), ...live].join('\r\n'), painted: next };
  if (painted.blocks === blocks && painted.live.length === live.length) return { bytes: changedRows(painted.live, live), painted: next };
  const up = painted.live.length - 1;
  const lines = [...frame.linesFrom(painted.blocks).map(written), ...live];
  return { bytes: `\r${up > 0 ? `\x1b[${up}A` : ''}\x1b[J${lines.join('\r\n')}`, painted: next };
}

/** The cursor stands on the last row, before and after. */
function changedRows(before: readonly string[], after: readonly string[]): string {
  let bytes = '';
  for (const [at, line] of after.entries()) {
    if (line === before[at]) continue;
    const up = after.length - 1 - at;
    bytes += `\r${up > 0 ? `\x1b[${up}A` : ''}${line}\x1b[K${up > 0 ? `\x1b[${up}B` : ''}`;
  }
  return bytes;
}
