import { groundAt, isEmpty, isOrphan, isScar, lookAt, type TakenLine, textAt, widthAt, lengthOf } from './picture-cells.ts';
import { leavesPlain, type Links, type Look, PLAIN, sameLook, sgr, UNLINK } from './picture-pen.ts';

interface Paper {
  readonly cols: number;
  readonly rows: number;
  readonly links: Links;
}

/** How the cursor gets to the next line. */
type Flow = 'feed' | 'on' | 'stay';

/**
 * Draws lines, one after the other, onto lines that are empty. Each piece begins with a plain pen at the line's first
 * column, or at the end of the line before when the text flows on by itself, and ends with a plain pen.
 */
export class LinePainter {
  readonly #paper: Paper;
  #text = '';
  #x = 0;
  #look: Look = PLAIN;
  /** Whether the last thing written was a character: a mark after it would join it. */
  #printed = false;
  /** Up to this column, and from that one on, cells hold what has to be wiped. */
  #dirtyTo = 0;
  #dirtyFrom: number;

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#dirtyFrom = paper.cols;
  }

  /**
   * The pieces of these lines, from the last to the first, each with the way to the next line. `own` says which line must
   * be begun on a row that is its own (something is to be done there first). `after` is the flag of the line after the last:
   * whether it is wrapped; null when there is none.
   */
  *pieces(lines: readonly TakenLine[], after: boolean | null, own: (at: number) => boolean): Generator<string, void, undefined> {
    let next: TakenLine | null = null;
    let nextNeedsRow = true;
    let isOnWrapped = after;
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const line = lines[at] as TakenLine;
      const flow: Flow = isOnWrapped !== true ? 'feed' : next !== null && !nextNeedsRow && this.#flowsOn(line, next) ? 'on' : 'stay';
      const before = at > 0 ? lines[at - 1] : undefined;
      const needsRow: boolean = flow === 'stay' || own(at) || this.#wounded(line);
      const flowedInto = line.wrapped && before !== undefined && !needsRow && this.#flowsOn(before, line);
      yield this.#piece(line, flow, line.wrapped && !flowedInto, isOnWrapped === null);
      next = line;
      nextNeedsRow = needsRow;
      isOnWrapped = line.wrapped;
    }
  }

  /** Whether writing the next line's first character behind this line's last one wraps just as it had. */
  #flowsOn(line: TakenLine, next: TakenLine): boolean {
    const { cols } = this.#paper;
    if (widthAt(next, 0) < 1 || isEmpty(next, 0)) return false;
    const look = lookAt(next, 0);
    if (!leavesPlain(look.bg)) return false;
    const last = cols - 1;
    if (!isEmpty(line, last)) return widthAt(line, last) === 1;
    if (widthAt(line, last) === 0) return !isOrphan(line, last);
    return widthAt(next, 0) === 2 && sameLook(look, lookAt(line, last)); // it found no room, and left its look behind
  }

  #wounded(line: TakenLine): boolean {
    for (let x = lengthOf(line) - 1; x >= 0; x -= 1) {
      if (isScar(line, x) || isOrphan(line, x)) return true;
    }
    return false;
  }

  #piece(line: TakenLine, flow: Flow, dirtyFirst: boolean, isLast: boolean): string {
    const { cols } = this.#paper;
    this.#text = '';
    this.#x = 0;
    this.#look = PLAIN;
    this.#printed = false;
    this.#dirtyTo = dirtyFirst ? 1 : 0;
    this.#dirtyFrom = cols;
    // The next line's wrap first, with blanks: the row is above it again when it is drawn.
    const isAlone = this.#paper.rows === 1;
    if (flow === 'stay' && !isAlone) {
      this.#text += `\x1b[${cols}G  \x1b[A\r`;
      this.#dirtyFrom = cols - 1;
    }
    const last = cols - 1;
    const leavesScar = flow === 'on' && isEmpty(line, last) && widthAt(line, last) === 1;
    if (this.#wounded(line)) this.#wounds(line, leavesScar ? last : cols);
    this.#cells(line, leavesScar ? last : cols);
    if (leavesScar) this.#move(last);
    this.#pen(PLAIN);
    if (flow === 'feed' && !isLast) this.#text += '\r\n';
    // Where there is but one row, a line cannot be gone back to: blanks stay in the last column.
    if (flow === 'stay') this.#text += !isAlone ? '\x1b[B\r' : this.#x === cols ? ' \r' : `\x1b[${cols}G  \r`;
    return this.#text;
  }

  /** What is left of wide characters that were cut is made as it came to be: by cutting one. Everything near it is drawn after. */
  #wounds(line: TakenLine, end: number): void {
    const { cols } = this.#paper;
    this.#dirtyTo = cols;
    for (let x = 1; x < end; x += 1) {
      if (!isOrphan(line, x)) continue;
      if (x === 1) {
        if (cols < 3) continue;
        this.#move(0);
        this.#print('\u3000', 2, lookAt(line, x));
        this.#pen(PLAIN);
        this.#text += '\x1b[2G\x1b[@\x1b[G\x1b[P';
        this.#x = 0;
        continue;
      }
      this.#move(x - 2);
      this.#print('\u3000', 2, lookAt(line, x));
      this.#pen(PLAIN);
      this.#text += `\x1b[${x}G\x1b[@`;
      this.#x = x - 1;
    }
    for (let x = 0; x < end; ) {
      const from = x;
      while (x < end && isScar(line, x)) x += 1;
      if (x > from) this.#scars(line, from, x);
      else x += 1;
    }
  }

  /** Side by side: cut from behind, each by the next; or, at the end of the row, from the front, each by the one before. */
  #scars(line: TakenLine, from: number, to: number): void {
    if (to < this.#paper.cols && !isOrphan(line, to) && !isOrphan(line, to + 1)) {
      for (let x = from; x < to; x += 1) this.#cut(x, x + 1, lookAt(line, x));
    } else {
      for (let x = to - 1; x > 0 && x >= from; x -= 1) this.#cut(x - 1, x - 1, lookAt(line, x));
    }
  }

  /** A wide character, and another in place of one of its halves: the other half is left behind, in that one's look. */
  #cut(wide: number, narrow: number, look: Look): void {
    this.#move(wide);
    this.#print('\u3000', 2, PLAIN);
    this.#move(narrow);
    this.#print(' ', 1, look);
  }

  #cells(line: TakenLine, to: number): void {
    const { cols } = this.#paper;
    const end = Math.min(to, Math.max(lengthOf(line), this.#dirtyFrom < cols ? cols : this.#dirtyTo));
    for (let x = 0; x < end; ) {
      if (isEmpty(line, x)) x = this.#gap(line, x, end);
      else {
        const width = widthAt(line, x);
        this.#move(x);
        this.#print(textAt(line, x), width, lookAt(line, x));
        x += Math.max(1, width);
      }
    }
  }

  /** Cells without text, alike: skipped when they are as they are anyway, else erased. Gives the column behind them. */
  #gap(line: TakenLine, from: number, end: number): number {
    if (isScar(line, from) || (isOrphan(line, from) && from > 0)) return from + 1;
    const bg = groundAt(line, from);
    const isDirty = (x: number) => x < this.#dirtyTo || x >= this.#dirtyFrom;
    const dirty = isDirty(from) || bg !== 0;
    let x = from + 1;
    while (
      x < end &&
      isEmpty(line, x) &&
      !isScar(line, x) &&
      !isOrphan(line, x) &&
      groundAt(line, x) === bg &&
      (isDirty(x) || bg !== 0) === dirty
    ) {
      x += 1;
    }
    if (!dirty) return x;
    this.#move(from);
    this.#pen(bg === 0 ? PLAIN : { ...PLAIN, bg });
    this.#text += x - from === 1 ? '\x1b[X' : `\x1b[${x - from}X`;
    this.#printed = false;
    return x;
  }

  #move(x: number): void {
    if (x === this.#x) return;
    const ahead = x - this.#x;
    if (x === 0) this.#text += '\r';
    else if (ahead > 0 && this.#x < this.#paper.cols) this.#text += ahead === 1 ? '\x1b[C' : `\x1b[${ahead}C`;
    else this.#text += `\x1b[${x + 1}G`;
    this.#x = x;
    this.#printed = false;
  }

  #print(text: string, width: number, look: Look): void {
    this.#pen(look);
    if (width === 0 && this.#printed) this.#text += sgr(this.#look); // or it would join the character before
    const first = String.fromCodePoint(text.codePointAt(0) ?? 0x20);
    this.#text += text === first || this.#paper.links.spend(text.length) ? text : first;
    this.#x += Math.max(1, width);
    this.#printed = true;
  }

  #pen(wanted: Look): void {
    const { links } = this.#paper;
    const now = this.#look;
    let look = links.restorable(wanted);
    if (look.link !== 0 && look.link !== now.link && !links.spend(links.open(look.link)?.length ?? 0)) look = links.drawn(look);
    if (sameLook(look, now)) return;
    this.#look = look;
    this.#printed = false;
    if (look.link !== now.link) this.#text += look.link === 0 ? UNLINK : (links.open(look.link) ?? UNLINK);
    this.#text += sgr(look);
  }
}
