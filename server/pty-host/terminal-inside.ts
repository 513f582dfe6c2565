import headless from '@xterm/headless';
import type { InnerCharset, Inside } from '#common/xterm-inside.ts';

/**
 * The inside of a headless terminal, checked: the names are those of the pinned version (`common/xterm-inside.ts`), and a test says so
 * before anybody else does.
 */

const PLACES: readonly (readonly [path: string, type: string])[] = [
  ['cols', 'number'],
  ['buffers.normal.ybase', 'number'],
  ['buffers.normal.scrollTop', 'number'],
  ['buffers.normal.scrollBottom', 'number'],
  ['buffers.normal.tabs', 'object'],
  ['buffers.normal.savedX', 'number'],
  ['buffers.normal.savedY', 'number'],
  ['buffers.normal.savedCurAttrData.fg', 'number'],
  ['buffers.normal.savedCurAttrData.updateExtended', 'function'],
  ['buffers.normal.lines.get', 'function'],
  ['buffers.normal.lines.maxLength', 'number'],
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
  ['_charsetService.setgLevel', 'function'],
  ['_charsetService.setgCharset', 'function'],
  ['_oscLinkService.getLinkData', 'function'],
  ['_oscLinkService._removeMarkerFromLink', 'function'],
  ['_inputHandler._curAttrData.bg', 'number'],
  ['_inputHandler._curAttrData.extended._ext', 'number'],
  ['_inputHandler._curAttrData.extended.urlId', 'number'],
  ['_inputHandler._windowTitle', 'string'],
  ['_inputHandler._iconName', 'string'],
  ['_inputHandler._parser.precedingJoinState', 'number'],
  ['_inputHandler._parser._oscParser.registerHandler', 'function'],
  ['_inputHandler._parser._dcsParser.registerHandler', 'function'],
  ['_inputHandler.print', 'function'],
  ['_inputHandler.saveCursor', 'function'],
  ['_inputHandler.restoreCursor', 'function'],
  ['_inputHandler.softReset', 'function'],
  ['_inputHandler.screenAlignmentPattern', 'function'],
  ['_inputHandler.eraseInDisplay', 'function'],
  ['_writeBuffer._action', 'function'],
  ['_writeBuffer._writeBuffer', 'object'],
  ['_writeBuffer._callbacks', 'object'],
  ['_writeBuffer._bufferOffset', 'number'],
  ['_writeBuffer._pendingData', 'number'],
  ['_writeBuffer._isSyncWriting', 'boolean'],
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
