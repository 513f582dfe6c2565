import type { Inside } from './xterm-inside.ts';

/** Words of a cell; the first of them is 0 in the second half of a wide character. */
const CELL = 3;

/**
 * While lines do not wrap, xterm 6.0 skips a wide character that finds no room in the last column, and takes this column for the left-over
 * half of another: a wide character that stands there is left without its second half, or is erased, depending on where
 * the output was cut into pieces. A mark that joins nothing takes this half as well. Here the character is erased.
 */
export function mendPrint(inside: Inside): void {
  const { buffers, coreService, _inputHandler } = inside;
  const print = _inputHandler.print.bind(_inputHandler);
  _inputHandler.print = (codes, start, end) => {
    print(codes, start, end);
    if (coreService.decPrivateModes.wraparound) return;
    const { active } = buffers;
    const last = inside.cols - 1;
    if (active.x < last) return;
    const line = active.lines.get(active.ybase + active.y);
    if (line?.getWidth(last - 1) === 2 && line._data[last * CELL] !== 0)
      line.setCellFromCodepoint(last - 1, 0, 1, _inputHandler._curAttrData);
  };
}
