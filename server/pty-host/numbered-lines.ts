import type { Terminal } from '@xterm/headless';
import type { Above } from '#common/frames.ts';
import { LINES_PIECE, LINES_PIECE_BYTES } from '#common/limits.ts';
import { lineNow, type TakenLine } from './picture-cells.ts';
import { LinePainter } from './picture-line.ts';
import { Links } from './picture-pen.ts';
import type { LinesPiece, WantedLines } from './screen-messages.ts';
import type { InnerBuffer } from '#common/xterm-inside.ts';
import { insideOf } from './terminal-inside.ts';

/** Rows of the terminal a piece is drawn in: two are enough to go back to a line that wrapped. */
const PIECE_ROWS = 2;

/**
 * The lines above the screen, each with a number that stays while older ones are dropped: a line up there does not change
 * any more, so that it can be sent at any time. They become others when the grid changes or the program resets the terminal;
 * then they are numbered anew.
 */
export class NumberedLines {
  readonly #terminal: Terminal;
  #counted: InnerBuffer | null = null;
  readonly #max: number;
  #first = 0;
  /** Not from 0: a terminal that was built anew has other lines than the one before it. */
  #numbering = Math.floor(Math.random() * 2 ** 32);

  /** `max`: lines in a piece. */
  constructor(terminal: Terminal, max = LINES_PIECE) {
    this.#terminal = terminal;
    this.#max = max;
    terminal.onResize(() => this.#renumber());
  }

  /** What lies above the screen now. */
  get above(): Above {
    const { normal } = this.#inside().buffers;
    return {
      numbering: this.#numbering,
      first: this.#first,
      above: normal.ybase,
      savedLine: normal.savedY,
      continues: normal.lines.get(normal.ybase)?.isWrapped === true,
    };
  }

  /** As many of the lines before a number as make a piece. */
  piece({ numbering, before }: WantedLines): LinesPiece {
    const inside = this.#inside();
    const { normal } = inside.buffers;
    const last = Math.min(before - this.#first, normal.ybase);
    const none = { numbering, first: before, count: 0, continues: false, gone: false, data: new Uint8Array(0) };
    if (numbering !== this.#numbering) return { ...none, gone: true };
    if (last <= 0) return none;
    const links = new Links(inside);
    const painter = new LinePainter({ cols: inside.cols, rows: PIECE_ROWS, links });
    const lines: TakenLine[] = [];
    for (let y = Math.max(0, last - this.#max); y < last; y += 1) {
      const line = normal.lines.get(y);
      if (line !== undefined) lines.push(lineNow(line, inside.cols));
    }
    const pieces: string[] = [];
    let size = 0;
    for (const piece of painter.pieces(lines, false, () => false)) {
      pieces.push(piece);
      size += Buffer.byteLength(piece);
      const at = lines.length - pieces.length;
      // A line that flows out of the one before begins nowhere by itself.
      if (size >= LINES_PIECE_BYTES && lines[at]?.wrapped !== true) break;
    }
    const continues = lines[lines.length - pieces.length]?.wrapped === true;
    const data = new TextEncoder().encode(pieces.reverse().join(''));
    return { numbering, first: this.#first + last - pieces.length, count: pieces.length, continues, gone: false, data };
  }

  #inside() {
    const inside = insideOf(this.#terminal);
    const { normal } = inside.buffers;
    if (normal !== this.#counted) {
      this.#counted = normal;
      this.#renumber();
      normal.lines.onTrim((count) => {
        this.#first += count;
      });
    }
    return inside;
  }

  #renumber(): void {
    this.#numbering = (this.#numbering + 1) % 2 ** 32;
    this.#first = 0;
  }
}
