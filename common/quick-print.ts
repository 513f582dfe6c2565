import { type InnerInput, insideOf } from './xterm-inside.ts';

/**
 * Plain text goes into the cells of an xterm 6.0 terminal by the run, not by the character. xterm asks for each one how wide it is, whether it joins
 * the one before, which charset and which link hold; for ASCII in the usual state nothing of that can matter. Half the
 * work of a terminal that reads a log was there. What is not plain is left to xterm.
 */

const WIDTH_SHIFT = 22;
const ONE_WIDE = 1 << WIDTH_SHIFT;
/** In the third word of a cell: it has more attributes than fit into its words. */
const HAS_EXTENDED = 0x10000000;
const SPACE = 0x20;
const TILDE = 0x7e;

/** From now on the terminal, of either build, takes plain text quicker. It shows the same. */
export function quickPrint(terminal: object): void {
  const { _inputHandler: handler } = insideOf(terminal);
  const print = handler.print.bind(handler);
  handler.print = (data, start, end) => {
    if (!isUsual(handler)) return print(data, start, end);
    for (let at = start; at < end; ) {
      const afterPlain = printPlain(handler, data, at, end);
      at = afterPlain;
      if (at === end) return;
      // What is not plain, and a plain one that has no room in its row.
      const afterOthers = endOfOthers(data, at + 1, end);
      print(data, at, afterOthers);
      at = afterOthers;
    }
  };
}

/** Nothing holds that changes what a character becomes. */
function isUsual({ _charsetService, _coreService, _optionsService, _curAttrData }: InnerInput): boolean {
  return (
    !_charsetService.charset &&
    !_coreService.modes.insertMode &&
    !_optionsService.rawOptions.screenReaderMode &&
    _curAttrData.extended.urlId === 0 &&
    (_curAttrData.bg & HAS_EXTENDED) === 0
  );
}

/** Puts plain characters into the cursor's row as far as there is room; gives the place of the first that is not put there. */
function printPlain(handler: InnerInput, data: Uint32Array, start: number, end: number): number {
  const { _activeBuffer: buffer, _curAttrData, _dirtyRowTracker, _parser, _unicodeService } = handler;
  const cells = buffer.lines.get(buffer.ybase + buffer.y)?._data;
  const room = handler._bufferService.cols - buffer.x;
  if (cells === undefined || room <= 0) return start;
  if (buffer.x > 0 && widthAt(cells, buffer.x - 1) === 2) return start; // half of a wide one would be written over
  const { fg, bg } = _curAttrData;
  const most = Math.min(end, start + room);
  let cell = buffer.x * 3;
  let stop = start;
  for (; stop < most; stop += 1) {
    const code = data[stop] as number;
    if (!isPlain(code)) break;
    cells[cell] = code | ONE_WIDE;
    cells[cell + 1] = fg;
    cells[cell + 2] = bg;
    cell += 3;
  }
  if (stop === start) return start;
  buffer.x += stop - start;
  _dirtyRowTracker.markDirty(buffer.y);
  _parser.precedingJoinState = _unicodeService.charProperties(data[stop - 1] ?? 0, 0);
  // The second half of a wide one whose first was written over.
  if (buffer.x < handler._bufferService.cols && (cells[cell] ?? 0) === 0) {
    cells[cell] = ONE_WIDE;
    cells[cell + 1] = fg;
    cells[cell + 2] = bg;
  }
  return stop;
}

/** Where the characters end that are not plain. */
function endOfOthers(data: Uint32Array, start: number, end: number): number {
  let at = start;
  while (at < end && !isPlain(data[at] as number)) at += 1;
  return at;
}

function isPlain(code: number): boolean {
  return code >= SPACE && code <= TILDE;
}

function widthAt(cells: Uint32Array, column: number): number {
  return (cells[column * 3] ?? 0) >> WIDTH_SHIFT;
}
