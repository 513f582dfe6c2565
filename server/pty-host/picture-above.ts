import { linesTaken, type TakenLine } from './picture-cells.ts';
import { LinePainter } from './picture-line.ts';
import type { Links } from './picture-pen.ts';
import { hasSaved, savedCursor } from './picture-saved.ts';
import type { Inside } from '#common/xterm-inside.ts';

/**
 * What lies above the screen, as text to be written before the screen: it leaves the screen empty, with the cursor
 * somewhere. Taken at one moment, made later and in slices: the last line first, since the oldest can be missed.
 */
export class PictureAbove {
  readonly #links: Links;
  readonly #cols: number;
  readonly #rows: number;
  readonly #lines: readonly TakenLine[];
  readonly #isScreenWrapped: boolean;
  /** The line at which the cursor was saved, when that has scrolled away; and how to save it there. */
  readonly #saved: { line: number; text: string } | null;

  constructor(inside: Inside, links: Links) {
    const { normal } = inside.buffers;
    this.#links = links;
    this.#cols = inside.cols;
    this.#rows = inside.rows;
    const lines = Array.from({ length: normal.ybase }, (_, y) => normal.lines.get(y)).filter((line) => line !== undefined);
    this.#lines = linesTaken(lines, this.#cols);
    this.#isScreenWrapped = normal.lines.get(normal.ybase)?.isWrapped === true;
    const isAbove = normal.savedY < normal.ybase && hasSaved(normal);
    this.#saved = isAbove ? { line: normal.savedY, text: savedCursor(inside, normal, null) } : null;
  }

  /** The text, of at most so many bytes. Yields from time to time, so that the caller may let others go first. */
  *text(max: number): Generator<void, string, undefined> {
    const lines = this.#lines;
    const pieces: string[] = [];
    let size = this.#rows + AROUND;
    let kept = lines.length;
    let at = lines.length;
    const painter = new LinePainter({ cols: this.#cols, rows: this.#rows, links: this.#links });
    for (const piece of this.#pieces(painter)) {
      at -= 1;
      size += Buffer.byteLength(piece);
      if (size > max) break;
      pieces.push(piece);
      // A line that flows out of the one before begins nowhere by itself.
      if (lines[at]?.wrapped !== true || at === 0) kept = at;
      yield;
    }
    pieces.length = lines.length - kept;
    const count = pieces.length;
    let text = kept === 0 && (lines[0]?.wrapped ?? this.#isScreenWrapped) ? wrappedTop(this.#cols, this.#rows) : '\x1b[H';
    if (count === 0) return text;
    text += pieces.reverse().join('');
    if (this.#isScreenWrapped) text += '\x1b[X';
    // The screen is to be empty, and all of these lines above it.
    return `${text}\x1b[${this.#rows};1H${'\n'.repeat(Math.min(count, this.#rows - 1))}`;
  }

  *#pieces(painter: LinePainter): Generator<string, void, undefined> {
    let at = this.#lines.length;
    for (const piece of painter.pieces(this.#lines, this.#isScreenWrapped, (line) => line === this.#saved?.line)) {
      at -= 1;
      yield at === this.#saved?.line ? this.#saved.text + piece : piece;
    }
  }
}

/** Bytes around the lines, with room to spare. */
const AROUND = 100;

/** An empty screen whose first line is the continuation of one that is gone. */
export function wrappedTop(cols: number, rows: number): string {
  const wrap = `\x1b[H\x1b[${cols}G  `;
  const scroll = rows > 1 ? `\x1b[${rows};1H\n` : '';
  return `${wrap}${scroll}\x1b[3J\x1b[H\x1b[X`;
}
