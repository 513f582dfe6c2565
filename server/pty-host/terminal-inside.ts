import headless from '@xterm/headless';

/**
 * What @xterm/headless keeps to itself and a picture needs: pen, saved cursors, scroll regions, tab stops, charsets, links.
 * None of it is in the public interface, and a copy kept by watching the stream would be a second terminal that must be
 * wrong in the same places (docs/decisions/005-whole-pictures.md). The names are those of the pinned version; `insideOf`
 * throws when one of them is gone, and a test says so before anybody else does.
 */

/** What a cell's attributes are beyond its two words: underline style and colour, link. */
export interface InnerExtended {
  /** Bits 0-25 underline colour, 26-28 underline style; what lies under a link's own dashes too. */
  readonly _ext: number;
  /** 0: no link. */
  readonly urlId: number;
}

export interface InnerLine {
  /** Three words a cell: content, foreground, background. */
  readonly _data: Uint32Array;
  readonly _combined: Readonly<Record<number, string>>;
  readonly _extendedAttrs: Readonly<Record<number, InnerExtended | undefined>>;
  readonly length: number;
  readonly isWrapped: boolean;
}

export interface InnerPen {
  readonly fg: number;
  readonly bg: number;
  readonly extended: InnerExtended;
}

/** Replacements of characters; compared by identity only. */
export type InnerCharset = Readonly<Record<string, string>> | undefined;

export interface InnerBuffer {
  readonly lines: {
    readonly length: number;
    get(index: number): InnerLine | undefined;
    /** The oldest lines are dropped: how many. */
    onTrim(listener: (count: number) => void): unknown;
  };
  /** Lines above the screen. */
  readonly ybase: number;
  /** May be the number of columns, or more: the next character wraps. */
  readonly x: number;
  readonly y: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly tabs: Readonly<Record<number, boolean | undefined>>;
  readonly savedX: number;
  /** Counted from the first line of the scrollback. */
  readonly savedY: number;
  readonly savedCurAttrData: { readonly fg: number; readonly bg: number };
  readonly savedCharset: InnerCharset;
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

export interface Inside {
  readonly cols: number;
  readonly rows: number;
  readonly buffers: { readonly normal: InnerBuffer; readonly alt: InnerBuffer & { clear(): void }; readonly active: InnerBuffer };
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly modes: { readonly insertMode: boolean };
    readonly decPrivateModes: InnerModes;
  };
  readonly coreMouseService: { readonly activeProtocol: string; readonly activeEncoding: string };
  readonly optionsService: { readonly rawOptions: { readonly convertEol: boolean; readonly cursorBlink: boolean } };
  readonly _charsetService: { readonly charset: InnerCharset; readonly glevel: number; readonly _charsets: readonly InnerCharset[] };
  readonly _oscLinkService: { getLinkData(id: number): { readonly id?: string; readonly uri: string } | undefined };
  readonly _inputHandler: {
    readonly _curAttrData: InnerPen;
    readonly _windowTitle: string;
    readonly _iconName: string;
    /** What the last character was, while nothing but characters came: a mark joins it, and REP repeats it. */
    readonly _parser: { readonly precedingJoinState: number };
    eraseInDisplay(params: { params: number[]; length: number }, respectProtect: boolean): boolean;
  };
  writeSync(data: string | Uint8Array): void;
}

const PLACES: readonly (readonly [path: string, type: string])[] = [
  ['cols', 'number'],
  ['buffers.normal.ybase', 'number'],
  ['buffers.normal.scrollTop', 'number'],
  ['buffers.normal.scrollBottom', 'number'],
  ['buffers.normal.tabs', 'object'],
  ['buffers.normal.savedX', 'number'],
  ['buffers.normal.savedY', 'number'],
  ['buffers.normal.savedCurAttrData.fg', 'number'],
  ['buffers.normal.lines.get', 'function'],
  ['buffers.normal.lines.onTrim', 'function'],
  ['buffers.alt.x', 'number'],
  ['buffers.alt.clear', 'function'],
  ['buffers.active.y', 'number'],
  ['coreService.isCursorHidden', 'boolean'],
  ['coreService.modes.insertMode', 'boolean'],
  ['coreService.decPrivateModes.wraparound', 'boolean'],
  ['coreService.decPrivateModes.synchronizedOutput', 'boolean'],
  ['coreMouseService.activeProtocol', 'string'],
  ['coreMouseService.activeEncoding', 'string'],
  ['optionsService.rawOptions.convertEol', 'boolean'],
  ['_charsetService.glevel', 'number'],
  ['_charsetService._charsets', 'object'],
  ['_oscLinkService.getLinkData', 'function'],
  ['_inputHandler._curAttrData.bg', 'number'],
  ['_inputHandler._curAttrData.extended._ext', 'number'],
  ['_inputHandler._curAttrData.extended.urlId', 'number'],
  ['_inputHandler._windowTitle', 'string'],
  ['_inputHandler._iconName', 'string'],
  ['_inputHandler._parser.precedingJoinState', 'number'],
  ['_inputHandler.eraseInDisplay', 'function'],
  ['writeSync', 'function'],
];

/** A terminal's inside, live. Throws when the library has changed inside: then the pinned version is not the one this knows. */
export function insideOf(terminal: headless.Terminal): Inside {
  const core: unknown = Reflect.get(terminal, '_core');
  for (const [path, type] of PLACES) {
    const found = at(core, path);
    if (typeof found !== type) throw new Error(`the headless terminal has changed inside: ${path} is ${typeof found}, not ${type}`);
  }
  const line = at(core, 'buffers.normal.lines') as Inside['buffers']['normal']['lines'];
  if (!(line.get(0)?._data instanceof Uint32Array)) throw new Error('the headless terminal has changed inside: its lines are no words');
  return core as Inside;
}

function at(core: unknown, path: string): unknown {
  let value = core;
  for (const name of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return value;
}

/** Final characters that designate a charset; each other one is the same as one of these. */
const FLAGS = '0A4C5RQKYEZH7=';
let flagOf: Map<InnerCharset, string> | null = null;

/** The final character that designates this charset; `B` for ASCII. The tables are found by designating each one once. */
export function charsetFlag(charset: InnerCharset): string {
  if (flagOf === null) {
    const probe = new headless.Terminal({ cols: 2, rows: 1, allowProposedApi: true, logLevel: 'off' });
    const inside = insideOf(probe);
    flagOf = new Map();
    for (const flag of FLAGS) {
      inside.writeSync(`\x1b(${flag}`);
      const found = inside._charsetService._charsets[0];
      if (found !== undefined && !flagOf.has(found)) flagOf.set(found, flag);
    }
    probe.dispose();
  }
  return flagOf.get(charset) ?? 'B';
}
