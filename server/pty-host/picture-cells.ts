import { COLOUR, type Look, lookOf } from './picture-pen.ts';
import type { InnerExtended, InnerLine } from '#common/xterm-inside.ts';

/** Three words a cell, and what the bits of the first say: code point or "in the table of combined text", width. */
const CELL = 3;
const TEXT = 0x3fffff;
const CODE_POINT = 0x1fffff;
const COMBINED = 0x200000;
const WIDTH_SHIFT = 22;
const EXTENDED = 0x10000000;
/** An empty cell of one column; one that is the second half of a wide character has no width either. */
const EMPTY = 1 << WIDTH_SHIFT;

/** Characters on one cell, marks included, in UTF-16; towers beyond that are cut. */
const CELL_TEXT_MAX = 256;

/** A line as it was at one moment, up to its last cell that is not just empty. */
export interface TakenLine {
  readonly words: Uint32Array;
  readonly combined: Readonly<Record<number, string>>;
  readonly extended: Readonly<Record<number, InnerExtended | undefined>>;
  readonly wrapped: boolean;
}

const NOTHING = {};

/** The line itself: to be drawn before anything else happens to it. */
export function lineNow(line: InnerLine, cols: number): TakenLine {
  const words = line._data.subarray(0, endOf(line, cols));
  return { words, combined: line._combined, extended: line._extendedAttrs, wrapped: line.isWrapped };
}

/** Copies, to be drawn at any time. All their words lie in one piece of memory: thousands of pieces take longer to get than to fill. */
export function linesTaken(lines: readonly InnerLine[], cols: number): TakenLine[] {
  const ends = lines.map((line) => endOf(line, cols));
  const memory = new Uint32Array(ends.reduce((sum, end) => sum + end, 0));
  let at = 0;
  return lines.map((line, y) => {
    const words = memory.subarray(at, at + (ends[y] ?? 0));
    words.set(line._data.subarray(0, words.length));
    at += words.length;
    return { words, combined: copied(line._combined), extended: copied(line._extendedAttrs), wrapped: line.isWrapped };
  });
}

/** Words up to the last cell that is not just empty. */
function endOf({ _data: words, length }: InnerLine, cols: number): number {
  let end = Math.min(cols, length) * CELL;
  while (end > 0 && words[end - 3] === EMPTY && words[end - 2] === 0 && words[end - 1] === 0) end -= CELL;
  return end;
}

function copied<T>(table: Readonly<Record<number, T>>): Readonly<Record<number, T>> {
  for (const _ in table) return { ...table };
  return NOTHING;
}

export function lookAt({ words, extended }: TakenLine, x: number): Look {
  const bg = words[x * CELL + 2] ?? 0;
  return lookOf(words[x * CELL + 1] ?? 0, bg, bg & EXTENDED ? extended[x] : undefined);
}

export function textAt({ words, combined }: TakenLine, x: number): string {
  const content = words[x * CELL] ?? EMPTY;
  if ((content & TEXT) === 0) return '';
  if ((content & COMBINED) === 0) return String.fromCodePoint(content & CODE_POINT);
  const text = combined[x] ?? '';
  // A pair of surrogates cut in two would be no character.
  return text.length <= CELL_TEXT_MAX ? text : text.slice(0, CELL_TEXT_MAX).replace(/[\ud800-\udbff]$/, '');
}

export function widthAt({ words }: TakenLine, x: number): number {
  return (words[x * CELL] ?? EMPTY) >> WIDTH_SHIFT;
}

export function isEmpty({ words }: TakenLine, x: number): boolean {
  return ((words[x * CELL] ?? EMPTY) & TEXT) === 0;
}

/** An empty cell that erasing cannot make: it has more than a background, since a wide character was cut in two there. */
export function isScar(line: TakenLine, x: number): boolean {
  if (!isEmpty(line, x) || widthAt(line, x) === 0) return false;
  const { words } = line;
  return (words[x * CELL + 1] ?? 0) !== 0 || ((words[x * CELL + 2] ?? 0) & ~COLOUR) !== 0;
}

/** The second half of a wide character whose first half is gone. */
export function isOrphan(line: TakenLine, x: number): boolean {
  return isEmpty(line, x) && widthAt(line, x) === 0 && (x === 0 || widthAt(line, x - 1) !== 2);
}

/** Background of an erased cell. */
export function groundAt({ words }: TakenLine, x: number): number {
  return (words[x * CELL + 2] ?? 0) & COLOUR;
}

/** Columns up to the last one that is not just empty. */
export function lengthOf({ words }: TakenLine): number {
  return words.length / CELL;
}
