import { boundPieces } from './bound-pieces.ts';
import { cutText } from './cut-text.ts';
import { keepOpenLink } from './keep-open-link.ts';
import { LINK_TARGET_MAX, LINKS_MAX, MARKS_MAX, PALETTE_LIST_MAX, STRING_MAX, TITLE_MAX } from './limits.ts';
import { mendPrint } from './mend-print.ts';
import { mendPens } from './mend-pens.ts';
import { type InnerLine, type InnerLink, type Inside, insideOf, type StringReader } from './xterm-inside.ts';

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

export function guardTerminal(terminal: GuardedTerminal): void {
  const inside = insideOf(terminal);
  guardErase(terminal, inside);
  guardRepeats(terminal, inside);
  guardMarks(inside);
  guardTitles(terminal, inside);
  guardLinks(terminal, inside);
  guardPalette(terminal);
  guardStrings(inside);
  keepOpenLink(inside);
  mendPrint(inside);
  mendPens(inside);
  boundPieces(inside);
}

/**
 * xterm throws when a program erases up to the cursor (ED 1) while that stands in the last cell of a terminal without scrollback, as
 * full-screen programs have it: it looks for the line below. On a page nothing is drawn from there on, and the pty host's worker
 * would be lost with all its terminals. From that cell everything is erased, which is what ED 2 does. And when it erases the
 * scrollback (ED 3), xterm leaves a saved cursor as many rows too low, below the last one perhaps.
 */
function guardErase(terminal: GuardedTerminal, { _inputHandler, buffers }: Inside): void {
  const guard =
    (protect: boolean) =>
    ([kind]: (number | number[])[]): boolean => {
      if (kind === 3) {
        const erased = buffers.active;
        const above = erased.ybase;
        _inputHandler.eraseInDisplay({ params: [3], length: 1 }, protect);
        erased.savedY = Math.max(0, erased.savedY - above + erased.ybase);
        return true;
      }
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
 * more: a longer run would only push the scrollback out. How many of these come one after the other is bounded by the piece.
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

/** Methods of lines that count marks. */
const counting = new WeakSet<object>();
/** Whether a guarded terminal is printing. */
let isGuarded = false;

/**
 * xterm puts every combining mark that follows a character into its cell, without an end: a tower of millions costs many times its
 * bytes, is drawn, sent with each picture and repeated whole. Lines are made in many places (blank, cloned, broken anew), so that marks
 * are counted in the method that all lines of a build share; it counts only while a guarded terminal prints.
 */
function guardMarks({ buffers, _inputHandler }: Inside): void {
  countMarks(buffers.normal.lines.get(0));
  const print = _inputHandler.print.bind(_inputHandler);
  _inputHandler.print = (codes, start, end) => {
    isGuarded = true;
    try {
      print(codes, start, end);
    } finally {
      isGuarded = false;
    }
  };
}

function countMarks(line: InnerLine | undefined): void {
  const methods: Pick<InnerLine, 'addCodepointToCell'> | null = line === undefined ? null : Object.getPrototypeOf(line);
  if (typeof methods?.addCodepointToCell !== 'function') throw new Error('xterm has changed inside: lines have no addCodepointToCell');
  if (counting.has(methods)) return;
  counting.add(methods);
  const add = methods.addCodepointToCell;
  methods.addCodepointToCell = function (this: InnerLine, index, code, width) {
    const isCombined = ((this._data[index * 3] ?? 0) & IS_COMBINED) !== 0;
    if (!isGuarded || !isCombined || (this._combined[index]?.length ?? 0) < MARKS_MAX) add.call(this, index, code, width);
  };
}

/**
 * xterm keeps up to 10 MB of a string that has no end, once for each who listens to it, and character by character: 270 MB.
 * Here it is kept in pieces of some length, and less of it; by those who listen already, and by all who will.
 */
function guardStrings({ _inputHandler }: Inside): void {
  for (const readers of [_inputHandler._parser._oscParser, _inputHandler._parser._dcsParser]) {
    for (const each of Object.values(readers._handlers).flat()) boundString(each);
    const register = readers.registerHandler.bind(readers);
    readers.registerHandler = (which, reader) => {
      boundString(reader);
      return register(which, reader);
    };
  }
}

function boundString(reader: StringReader): void {
  if (typeof reader.put !== 'function') throw new Error('xterm has changed inside: readers of strings have no put');
  reader.put = (codes, start, end) => {
    if (reader._hitLimit) return;
    for (let at = start; at < end; at += AT_ONCE) {
      const text: string = Reflect.apply(String.fromCodePoint, null, codes.subarray(at, Math.min(end, at + AT_ONCE)));
      reader._data += text;
    }
    if (reader._data.length <= STRING_MAX) return;
    reader._data = '';
    reader._hitLimit = true;
  };
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

function forget(links: ReadonlyMap<number, InnerLink>, count: number): void {
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
