/** A cell as xterm packs it: colours with their kinds, and flags. */
export interface ResolvedCell {
  fg: number;
  bg: number;
}

/** Of xterm's `Attributes`, `FgFlags` and `BgFlags`: the kind of a colour, its number in the palette, and two flags. */
const KIND = 0x3000000;
const KIND_NAMED = 0x1000000;
const KIND_PALETTE = 0x2000000;
const NUMBER = 0xff;
const COLOUR = 0xffffff;
const INVERSE = 0x4000000;
const DIM = 0x8000000;
/** The theme's dim colour is its eighth: bright black. */
const DIM_COLOUR = 8;
const NAMED = 16;

/**
 * Dim text with the GPU as `terminal.css` has it without: what has no colour of its own gets the theme's dim colour, a named colour
 * stays as it is, and the rest is half transparent. `result` is what xterm made of the cell, selection and all; it is changed.
 */
export function gpuDim(cell: Readonly<ResolvedCell>, result: ResolvedCell): void {
  if ((cell.bg & DIM) === 0) return;
  const inverse = (cell.fg & INVERSE) !== 0;
  const ink = inverse ? cell.bg : cell.fg;
  const ground = inverse ? cell.fg : cell.bg;
  if (isFromPalette(ink)) {
    if ((ink & NUMBER) < NAMED) result.bg &= ~DIM;
    return;
  }
  if ((ink & KIND) !== 0 || inverse || isFromPalette(ground)) return;
  result.bg &= ~DIM;
  if (result.fg === cell.fg) result.fg = (result.fg & ~(KIND | COLOUR)) | KIND_NAMED | DIM_COLOUR;
}

function isFromPalette(colour: number): boolean {
  const kind = colour & KIND;
  return kind === KIND_NAMED || kind === KIND_PALETTE;
}
