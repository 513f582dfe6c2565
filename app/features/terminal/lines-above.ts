import type { Above, Lines } from '#common/frames.ts';
import { linkBringer } from './bring-links.ts';
import { type InnerBuffer, type Inside, insideOf } from '#common/xterm-inside.ts';

/** What the lines need of a terminal: that of the page, or the headless one of a test. */
export interface LinedTerminal {
  readonly rows: number;
  write(data: Uint8Array, parsed: () => void): void;
  refresh?(start: number, end: number): void;
}

export interface LinesAboveParts {
  readonly terminal: LinedTerminal;
  /** A terminal that nobody sees, as wide as that one, of two rows, that keeps as many lines and counts widths alike. */
  readonly makeAside: () => LinedTerminal & { dispose(): void };
  /** Lines came, or some that were missing are not needed any more. */
  readonly changed: () => void;
}

/** Of a picture that is whole: nothing is to come, and its lines have no numbers. */
export const NOTHING_ABOVE: Above = { numbering: 0, first: 0, above: 0, savedLine: 0, continues: false };

/** Where a person reads above the screen. */
interface Place {
  readonly numbering: number;
  /** Number of the line at the top of the view. */
  readonly line: number;
  /** How many lines the view stands above the screen. */
  readonly up: number;
}

/** Which lines are wanted next: those before this number; none with 0. */
export interface Wanted {
  readonly numbering: number;
  readonly before: number;
}

/**
 * The lines above the screen, which come when the screen is long in use.
 *
 * Their places are there from the beginning, as blank lines: so what the program does meanwhile has the same effect as if they
 * were there, a line has its place at any time, and nothing moves when it is filled. A piece is drawn in a terminal aside, and
 * its lines are put into their places. Lines that are dropped, since there are too many or the program erased them, take their
 * places with them; when it resets the terminal, there are none any more.
 */
export class LinesAbove {
  readonly #parts: LinesAboveParts;
  /** The buffer with the places; null when nothing is missing. */
  #buffer: InnerBuffer | null = null;
  #numbering = 0;
  /** Number of the oldest line there is, and of the oldest that is not missing. */
  #first = 0;
  #known = 0;
  #following: { dispose(): void } | null = null;
  /** Where a person read before the terminal was reset; null at the screen. */
  #place: Place | null = null;

  constructor(parts: LinesAboveParts) {
    this.#parts = parts;
  }

  /** The terminal is about to be reset for another screen: keeps the reader's place in mind. */
  leave(): void {
    const { active, normal } = this.#inside.buffers;
    const up = active === normal ? normal.ybase - normal.ydisp : 0;
    this.#place = up > 0 ? { numbering: this.#numbering, line: this.#first + normal.ydisp, up } : null;
  }

  /** The terminal was reset and has its grid: makes the places, before the screen is written. */
  begin(above: Above): void {
    this.close();
    const { normal } = this.#inside.buffers;
    const top = normal.lines.get(0);
    if (top === undefined) return;
    if (above.above > 0) {
      // Without cells, as no line of the terminal is: five thousand of 200 columns are 12 MB, and a click on a card waits for them.
      const blank = top.clone();
      blank.resize(0);
      const blanks = Array.from({ length: above.above }, () => blank.clone());
      normal.lines.splice(0, 0, ...blanks);
      normal.ybase += above.above;
      normal.ydisp = normal.ybase;
    }
    top.isWrapped = above.continues;
    this.#numbering = above.numbering;
    this.#first = above.first;
    this.#known = above.first + above.above;
    this.#buffer = above.above > 0 ? normal : null;
    // Also when none is missing: a reader's place is told by the numbers of the lines.
    this.#following = normal.lines.onTrim((count) => {
      this.#first += count;
      if (this.#buffer !== null) this.#parts.changed();
    });
  }

  /** The screen is written: what its text could not say, and the reader's place. */
  screenWritten(above: Above): void {
    const { normal } = this.#inside.buffers;
    if (above.savedLine < above.above) normal.savedY = above.savedLine;
    this.#return(above);
  }

  /** What is missing still, the newest first. */
  get wanted(): Wanted {
    if (this.#buffer !== null && (this.#buffer !== this.#inside.buffers.normal || this.#known <= this.#first)) this.#buffer = null;
    return { numbering: this.#numbering, before: this.#buffer === null ? 0 : this.#known };
  }

  /** Whether a missing line is in view. */
  get isInView(): boolean {
    const { active } = this.#inside.buffers;
    return this.wanted.before > 0 && active === this.#buffer && active.ydisp < this.#known - this.#first;
  }

  /** Puts lines into their places, if they are still the ones that are missing next. */
  fill(piece: Lines, filled: () => void): void {
    if (!this.#isNext(piece)) return;
    const aside = this.#parts.makeAside();
    aside.write(piece.data, () => {
      if (this.#isNext(piece)) this.#take(piece, insideOf(aside));
      aside.dispose();
      filled();
    });
  }

  close(): void {
    this.#buffer = null;
    this.#following?.dispose();
    this.#following = null;
  }

  /** Back to the line that was read, if it is known by its number; else as far above the screen as it was. */
  #return({ numbering }: Above): void {
    const place = this.#place;
    this.#place = null;
    const { active, normal } = this.#inside.buffers;
    if (place === null || active !== normal) return;
    const isNumbered = numbering === place.numbering && numbering !== NOTHING_ABOVE.numbering;
    const top = isNumbered ? place.line - this.#first : normal.ybase - place.up;
    this.#inside._bufferService.scrollLines(Math.max(0, top) - normal.ydisp);
  }

  get #inside(): Inside {
    return insideOf(this.#parts.terminal);
  }

  #isNext({ numbering, first, count }: Lines): boolean {
    const { wanted } = this;
    return count > 0 && wanted.numbering === numbering && first + count === wanted.before;
  }

  #take({ first, count, continues }: Lines, aside: Inside): void {
    const buffer = this.#buffer;
    if (buffer === null) return;
    const bringLinks = linkBringer(aside, this.#inside);
    for (let at = 0; at < count; at += 1) {
      const index = first + at - this.#first;
      const line = aside.buffers.normal.lines.get(at);
      if (index < 0 || line === undefined) continue;
      bringLinks(line, index);
      if (at === 0) line.isWrapped = continues;
      buffer.lines.set(index, line);
    }
    this.#known = first;
    const { terminal } = this.#parts;
    if (this.#inside.buffers.active === buffer && buffer.ydisp < first + count - this.#first) terminal.refresh?.(0, terminal.rows - 1);
    this.#parts.changed();
  }
}
