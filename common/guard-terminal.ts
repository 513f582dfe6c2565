import { cutText } from './cut-text.ts';
import { LINK_TARGET_MAX, LINKS_MAX, MARKS_MAX, PALETTE_LIST_MAX, STRING_MAX, TITLE_MAX } from './limits.ts';

/**
 * What a program could do to an xterm 6.0 terminal, and with it to all others of its thread, is bounded here: for the browser's and
 * the headless build alike, so that both ends go on showing the same.
 */

/** As much of either build's terminal as its guards need. */
export interface GuardedTerminal {
  readonly cols: number;
  readonly rows: number;
  readonly buffer: {
    readonly active: { readonly cursorX: number; readonly cursorY: number; readonly baseY: number; readonly length: number };
  };
  readonly parser: {
    registerCsiHandler(id: { prefix?: string; final: string }, handler: (params: (number | number[])[]) => boolean): unknown;
    registerOscHandler(code: number, handler: (data: string) => boolean): unknown;
  };
}

/** The final character of a sequence, xterm's name for what it does one by one, and how often that can matter. */
const REPEATERS = [
  ['S', 'scrollUp', rowsOf],
  ['T', 'scrollDown', rowsOf],
  ['L', 'insertLines', rowsOf],
  ['M', 'deleteLines', rowsOf],
  ['I', 'cursorForwardTab', columnsOf],
  ['Z', 'cursorBackwardTab', columnsOf],
  ['b', 'repeatPrecedingCharacter', cellsOf],
] as const;

type Sequence = (params: { params: number[]; length: number }) => boolean;

interface Line {
  /** Three words a cell; the first says what is in it. */
  readonly _data: Uint32Array;
  /** Characters with their marks. What a cell held before may be left here. */
  readonly _combined: Readonly<Record<number, string>>;
}

/** What all lines share. */
interface LineMethods {
  addCodepointToCell(this: Line, index: number, code: number, width: number): void;
}

/** What all readers of strings (OSC, DCS) share. */
interface StringMethods {
  put(this: { _data: string; _hitLimit: boolean }, codes: Uint32Array, start: number, end: number): void;
}

interface Link {
  readonly lines: readonly { dispose(): void }[];
}

/** What xterm keeps to itself and this needs; tests at both ends say when an update renames it. */
interface Inside {
  readonly buffers: { readonly normal: { readonly lines: { get(index: number): object | undefined } } };
  readonly _oscLinkService: { readonly _dataByLinkId: ReadonlyMap<number, Link> };
  readonly _inputHandler: Readonly<Record<(typeof REPEATERS)[number][1], Sequence>> & {
    eraseInDisplay(params: { params: number[]; length: number }, respectProtect: boolean): boolean;
    setTitle(title: string): boolean;
    setIconName(name: string): boolean;
    setHyperlink(data: string): boolean;
    /** Those who listen to each kind of string. */
    readonly _parser: Readonly<Record<'_oscParser' | '_dcsParser', { readonly _handlers: Readonly<Record<string, readonly object[]>> }>>;
  };
}

export function guardTerminal(terminal: GuardedTerminal): void {
  const inside = (terminal as unknown as { readonly _core: Inside })._core;
  guardErase(terminal, inside);
  guardRepeats(terminal, inside);
  guardMarks(inside);
  guardTitles(terminal, inside);
  guardLinks(terminal, inside);
  guardPalette(terminal);
  guardStrings(inside);
}

/**
 * xterm throws when a program erases up to the cursor (ED 1) while that stands in the last cell of a terminal without scrollback, as
 * full-screen programs have it: it looks for the line below. On a page nothing is drawn from there on, and the pty host's worker
 * would be lost with all its terminals. From that cell everything is erased, which is what ED 2 does.
 */
function guardErase(terminal: GuardedTerminal, { _inputHandler }: Inside): void {
  const guard =
    (protect: boolean) =>
    ([kind]: (number | number[])[]): boolean => {
      const { active } = terminal.buffer;
      if (kind !== 1 || active.cursorX + 1 < terminal.cols || active.baseY + active.cursorY + 1 < active.length) return false;
      return _inputHandler.eraseInDisplay({ params: [2], length: 1 }, protect);
    };
  terminal.parser.registerCsiHandler({ final: 'J' }, guard(false));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'J' }, guard(true));
}

/**
 * xterm scrolls, inserts and tabs as often as a program says, one by one: two million lines take a minute and a half. Beyond the
 * size of the screen nothing changes any more, so it ends there. A character is repeated until the screen is full of it, and no
 * more: a longer run would only push the scrollback out.
 */
function guardRepeats(terminal: GuardedTerminal, { _inputHandler }: Inside): void {
  for (const [final, name, most] of REPEATERS) {
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const enough = most(terminal);
      return typeof count === 'number' && count > enough && _inputHandler[name]({ params: [enough], length: 1 });
    });
  }
}

/** In the first word of a cell: it holds a character with marks. */
const IS_COMBINED = 0x200000;
/** Characters that are made a text at once: more arguments than that, and some engines refuse the call. */
const AT_ONCE = 4096;

/** All terminals of a build share their methods, so that each is bounded once. */
const bounded = new WeakSet<object>();

/**
 * xterm puts every combining mark that follows a character into its cell, without an end: a tower of millions costs many times its
 * bytes, is drawn, sent with each picture and repeated whole.
 */
function guardMarks({ buffers }: Inside): void {
  const methods = methodsOf<LineMethods>(buffers.normal.lines.get(0), 'addCodepointToCell');
  if (bounded.has(methods)) return;
  bounded.add(methods);
  const add = methods.addCodepointToCell;
  methods.addCodepointToCell = function (index, code, width) {
    const isCombined = ((this._data[index * 3] ?? 0) & IS_COMBINED) !== 0;
    if (!isCombined || (this._combined[index]?.length ?? 0) < MARKS_MAX) add.call(this, index, code, width);
  };
}

/**
 * xterm keeps up to 10 MB of a string that has no end, once for each who listens to it, and character by character: 270 MB.
 * Here it is kept in pieces of some length, and less of it.
 */
function guardStrings({ _inputHandler }: Inside): void {
  for (const { _handlers } of [_inputHandler._parser._oscParser, _inputHandler._parser._dcsParser]) {
    const methods = methodsOf<StringMethods>(Object.values(_handlers)[0]?.[0], 'put');
    if (bounded.has(methods)) continue;
    bounded.add(methods);
    methods.put = function (codes, start, end) {
      if (this._hitLimit) return;
      for (let at = start; at < end; at += AT_ONCE) {
        const text: string = Reflect.apply(String.fromCodePoint, null, codes.subarray(at, Math.min(end, at + AT_ONCE)));
        this._data += text;
      }
      if (this._data.length <= STRING_MAX) return;
      this._data = '';
      this._hitLimit = true;
    };
  }
}

function methodsOf<Methods extends object>(one: object | undefined, name: keyof Methods & string): Methods {
  const methods: unknown = one === undefined ? null : Object.getPrototypeOf(one);
  if (typeof methods !== 'object' || methods === null || !(name in methods)) throw new Error(`xterm has changed inside: no ${name}`);
  return methods as Methods;
}

/** xterm keeps titles of up to 10 MB, and each picture of the terminal would have them. */
function guardTitles({ parser }: GuardedTerminal, { _inputHandler }: Inside): void {
  for (const code of [0, 1, 2]) {
    parser.registerOscHandler(code, (data) => {
      if (data.length <= TITLE_MAX) return false;
      const title = cutText(data, TITLE_MAX);
      if (code !== 1) _inputHandler.setTitle(title);
      if (code !== 2) _inputHandler.setIconName(title);
      return true;
    });
  }
}

/**
 * xterm keeps every link until its line is gone, however long its target is; a program that draws a link in one place again and
 * again has all of them kept, and each costs a little with every further line. So the oldest are forgotten: their cells
 * lead nowhere then. A target that is too long is none.
 */
function guardLinks({ parser }: GuardedTerminal, { _oscLinkService, _inputHandler }: Inside): void {
  const links = _oscLinkService._dataByLinkId;
  parser.registerOscHandler(8, (data) => {
    if (links.size >= LINKS_MAX) forget(links, LINKS_MAX / 4);
    return data.length > LINK_TARGET_MAX && _inputHandler.setHyperlink(';');
  });
}

/**
 * xterm takes a list of palette colours (OSC 4) apart in a time that grows by its square: 100 KB take a second, and 4 MB half an hour.
 * A list that is longer than any palette is not read; nor is one that takes colours back.
 */
function guardPalette({ parser }: GuardedTerminal): void {
  for (const code of [4, 104]) parser.registerOscHandler(code, (data) => data.length > PALETTE_LIST_MAX);
}

function forget(links: ReadonlyMap<number, Link>, count: number): void {
  // A link goes with the last of the lines it is on.
  for (const { lines } of [...links.values()].slice(0, count)) for (const line of [...lines]) line.dispose();
}

function rowsOf({ rows }: GuardedTerminal): number {
  return rows;
}

function columnsOf({ cols }: GuardedTerminal): number {
  return cols;
}

function cellsOf({ cols, rows }: GuardedTerminal): number {
  return cols * rows;
}
