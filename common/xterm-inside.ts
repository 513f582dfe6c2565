/**
 * What xterm 6.0 keeps to itself and we need, in one place for both ends: the names are those of the pinned version, in the browser's and
 * in the headless build. Pictures read pens, saved cursors, regions, tab stops, charsets and links (docs/decisions/005-whole-pictures.md),
 * the page puts lines above its screen (009), and both bound and mend what a program could do. Tests at both ends say when an update
 * renames one of them.
 */

/** What a cell's attributes are beyond its two words: underline style and colour, link. */
export interface InnerExtended {
  /** Bits 0-25 underline colour, 26-28 underline style; what lies under a link's own dashes too. */
  readonly _ext: number;
  /** Number of the link; 0: none. */
  urlId: number;
  clone(): InnerExtended;
}

export interface InnerPen {
  fg: number;
  bg: number;
  extended: InnerExtended;
  /** Notes in the second word whether anything lies beyond them. */
  updateExtended(): void;
}

export interface InnerLine {
  /** Three words a cell: content, foreground, background. */
  readonly _data: Uint32Array;
  /** Characters with their marks. What a cell held before may be left here. */
  readonly _combined: Readonly<Record<number, string>>;
  readonly _extendedAttrs: Readonly<Record<number, InnerExtended | undefined>>;
  readonly length: number;
  isWrapped: boolean;
  clone(): InnerLine;
  resize(cols: number, blank?: unknown): void;
  getWidth(column: number): number;
  setCell(column: number, blank: unknown): void;
  setCellFromCodepoint(column: number, code: number, width: number, pen: InnerPen): void;
  addCodepointToCell(column: number, code: number, width: number): void;
}

interface Disposable {
  dispose(): void;
}

export interface InnerMarker extends Disposable {
  readonly isDisposed: boolean;
  onDispose(listener: () => void): Disposable;
}

/** Replacements of characters; compared by identity only. */
export type InnerCharset = Readonly<Record<string, string>> | undefined;

export interface InnerBuffer {
  readonly lines: {
    readonly length: number;
    maxLength: number;
    get(index: number): InnerLine | undefined;
    set(index: number, line: InnerLine): void;
    splice(start: number, removed: number, ...lines: InnerLine[]): void;
    /** The oldest lines are dropped: how many. */
    onTrim(listener: (count: number) => void): Disposable;
  };
  /** Lines above the screen, and those above what is shown. */
  ybase: number;
  ydisp: number;
  /** May be the number of columns, or more: the next character wraps. */
  x: number;
  readonly y: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly tabs: Record<number, boolean | undefined>;
  savedX: number;
  /** Counted from the first line of the scrollback. */
  savedY: number;
  readonly savedCurAttrData: InnerPen;
  readonly savedCharset: InnerCharset;
  addMarker(line: number): InnerMarker;
  getNullCell(): unknown;
}

export interface InnerModes {
  readonly applicationCursorKeys: boolean;
  readonly applicationKeypad: boolean;
  readonly bracketedPasteMode: boolean;
  readonly cursorBlink: boolean | undefined;
  readonly cursorStyle: 'block' | 'underline' | 'bar' | undefined;
  readonly origin: boolean;
  readonly reverseWraparound: boolean;
  readonly sendFocus: boolean;
  readonly synchronizedOutput: boolean;
  readonly wraparound: boolean;
}

interface InnerCore {
  readonly isCursorHidden: boolean;
  readonly modes: { readonly insertMode: boolean };
  readonly decPrivateModes: InnerModes;
}

export interface InnerLink {
  readonly id: number;
  /** One for each line on which it is. */
  readonly lines: InnerMarker[];
}

export interface InnerLinks {
  registerLink(data: { readonly id?: string; readonly uri: string }): number;
  getLinkData(id: number): { readonly id?: string; readonly uri: string } | undefined;
  readonly _dataByLinkId: ReadonlyMap<number, InnerLink>;
  /** Forgets the link with the last of its lines. */
  _removeMarkerFromLink(link: InnerLink, marker: InnerMarker): void;
}

interface Parameters {
  readonly params: number[];
  readonly length: number;
}

/** A sequence as xterm carries it out. */
type InnerSequence = (params: Parameters) => boolean;

interface InnerCharsets {
  /** What is in use, the level that was invoked, and what is designated to each. */
  readonly charset: InnerCharset;
  readonly glevel: number;
  readonly _charsets: readonly InnerCharset[];
  setgLevel(level: number): void;
  setgCharset(level: number, charset: InnerCharset): void;
}

/** A reader of one kind of string (OSC, DCS). */
export interface StringReader {
  _data: string;
  /** What it was told is too long, and is not read. */
  _hitLimit: boolean;
  put(codes: Uint32Array, start: number, end: number): void;
}

interface StringReaders {
  readonly _handlers: Readonly<Record<string, readonly StringReader[]>>;
  registerHandler(which: number, reader: StringReader): unknown;
}

export interface InnerInput {
  readonly _curAttrData: InnerPen;
  readonly _windowTitle: string;
  readonly _iconName: string;
  readonly _parser: {
    /** What the last character was, while nothing but characters came: a mark joins it, and REP repeats it. */
    precedingJoinState: number;
    readonly _oscParser: StringReaders;
    readonly _dcsParser: StringReaders;
  };
  readonly _activeBuffer: InnerBuffer;
  readonly _bufferService: { readonly cols: number };
  readonly _charsetService: InnerCharsets;
  readonly _coreService: InnerCore;
  readonly _optionsService: { readonly rawOptions: { readonly screenReaderMode: boolean } };
  readonly _unicodeService: { charProperties(code: number, preceding: number): number };
  readonly _dirtyRowTracker: { markDirty(row: number): void };
  print(codes: Uint32Array, start: number, end: number): void;
  eraseInDisplay(params: Parameters, respectProtect: boolean): boolean;
  saveCursor(params?: Parameters): boolean;
  restoreCursor(params?: Parameters): boolean;
  softReset(params: Parameters): boolean;
  screenAlignmentPattern(): boolean;
  setTitle(title: string): boolean;
  setIconName(name: string): boolean;
  setHyperlink(data: string): boolean;
  readonly scrollUp: InnerSequence;
  readonly scrollDown: InnerSequence;
  readonly insertLines: InnerSequence;
  readonly deleteLines: InnerSequence;
  readonly cursorForwardTab: InnerSequence;
  readonly cursorBackwardTab: InnerSequence;
  readonly repeatPrecedingCharacter: InnerSequence;
}

/** What is written and not parsed yet. */
export interface InnerWrites {
  readonly _writeBuffer: (string | Uint8Array)[];
  /** Who is to be told after each of them. */
  readonly _callbacks: ((() => void) | undefined)[];
  /** The one that is parsed now. */
  readonly _bufferOffset: number;
  /** Bytes. */
  _pendingData: number;
  readonly _isSyncWriting: boolean;
  _action(data: string | Uint8Array, resumed?: boolean): unknown;
}

export interface Inside {
  readonly cols: number;
  readonly rows: number;
  readonly buffers: { readonly normal: InnerBuffer; readonly alt: InnerBuffer & { clear(): void }; readonly active: InnerBuffer };
  readonly coreService: InnerCore;
  readonly coreMouseService: { readonly activeProtocol: string; readonly activeEncoding: string };
  readonly optionsService: { readonly rawOptions: { readonly convertEol: boolean; readonly cursorBlink: boolean } };
  readonly _charsetService: InnerCharsets;
  /** Scrolls what is shown, as a person does: it stays there when more is printed. */
  readonly _bufferService: { scrollLines(count: number): void };
  readonly _oscLinkService: InnerLinks;
  readonly _inputHandler: InnerInput;
  readonly _writeBuffer: InnerWrites;
  writeSync(data: string | Uint8Array): void;
}

/** A terminal's inside, live, of either build. */
export function insideOf(terminal: object): Inside {
  return (terminal as { readonly _core: Inside })._core;
}
