import { lineNow, lookAt, type TakenLine, textAt, widthAt } from './picture-cells.ts';
import { COLOUR, ENTER, LEAVE, type Links, type Look, lookOf, PLAIN, sameLook, sgr, UNLINK, written } from './picture-pen.ts';
import { marksBehind } from './picture-saved.ts';
import type { InnerBuffer, Inside } from '#common/xterm-inside.ts';

/** Bits of xterm's word on the last character that hold its width. */
const WIDTH_SHIFT = 1;
const WIDTH_MASK = 3;

/**
 * Puts the cursor where it was, behind the last column too, with the pen in hand; and so that the next character meets
 * the one before as it would have: a mark joins it, a repetition repeats it. For the active buffer all modes are set
 * already; for the other one, which was left, there are none yet, and only the place counts.
 */
export function placed(inside: Inside, links: Links, buffer: InnerBuffer): string {
  const { cols } = inside;
  const isActive = buffer === inside.buffers.active;
  const isOrigin = isActive && inside.coreService.decPrivateModes.origin;
  const held = inside._inputHandler._curAttrData;
  const pen = isActive ? links.restorable(lookOf(held.fg, held.bg, held.extended)) : PLAIN;
  const inner = buffer.lines.get(buffer.ybase + buffer.y);
  const line = inner === undefined ? null : lineNow(inner, cols);
  const isOutside = isOrigin && (buffer.y < buffer.scrollTop || buffer.y > buffer.scrollBottom);
  const goTo = (x: number) => `\x1b[${buffer.y + 1 - (isOrigin && !isOutside ? buffer.scrollTop : 0)};${x + 1}H`;

  const width = isActive ? (inside._inputHandler._parser.precedingJoinState >> WIDTH_SHIFT) & WIDTH_MASK : 0;
  if (width > 0 && line !== null && !isOutside) {
    const before = buffer.x - width;
    const text = rewritable(inside, line, before, width);
    if (text !== null && sameLook(links.restorable(lookAt(line, before)), written(pen))) {
      return `${goTo(before)}${made(pen, links)}${room(inside, width)}${text}`;
    }
    // A wide character that found no room in the last column, without wrapping, changes nothing.
    if (width === 2 && !inside.coreService.decPrivateModes.wraparound && buffer.x === cols - 1) {
      return `${goTo(buffer.x)}${made(pen, links)}\u3000`;
    }
  }
  if (buffer.x < cols && !isOutside) return `${goTo(buffer.x)}${made(pen, links)}`;

  const behind = marksBehind(buffer.x - cols);
  if (buffer.x >= cols && line !== null && !isOutside) {
    const before = widthAt(line, cols - 1) === 0 && textAt(line, cols - 1) === '' ? cols - 2 : cols - 1;
    const text = rewritable(inside, line, before, cols - before === 2 ? 2 : widthAt(line, before));
    const look = links.restorable(lookAt(line, before));
    if (text !== null) {
      return `${goTo(before)}${made(look, links)}${room(inside, cols - before)}${text}${behind}${made(pen, links)}`;
    }
  }
  // The place is taken along from the other screen, which is empty again after that. That screen itself has no such help,
  // but a row without any text can be made anew from behind its end.
  if (buffer !== inside.buffers.normal) {
    const bg = line === null ? null : erased(line, cols);
    const row = bg === null || isOutside ? '' : `\x1b[m ${sgr({ ...PLAIN, bg })}\x1b[1K${behind}`;
    return `${goTo(cols - 1)}${row}${made(pen, links)}`;
  }
  const row = `\x1b[${buffer.y + 1};${Math.min(buffer.x, cols - 1) + 1}H`;
  return `${ENTER}${row}${buffer.x >= cols ? ` ${behind}` : ''}${LEAVE}${isActive ? made(pen, links) : ''}`;
}

/** The background of a row on which nothing is; null when there is something, or not one background. */
function erased(line: TakenLine, cols: number): number | null {
  const first = lookAt(line, 0);
  for (let x = 0; x < cols; x += 1) {
    if (textAt(line, x) !== '' || widthAt(line, x) !== 1 || !sameLook(lookAt(line, x), first)) return null;
  }
  return sameLook(first, { ...PLAIN, bg: first.bg & COLOUR }) ? first.bg : null;
}

/** The text of a cell when writing it again makes the same cell; null otherwise. */
function rewritable(inside: Inside, line: TakenLine, x: number, width: number): string | null {
  if (x < 0 || widthAt(line, x) !== width) return null;
  const text = textAt(line, x);
  const code = text.codePointAt(0) ?? 0;
  if (text === '' || (code < 0x7f && inside._charsetService.charset?.[String.fromCodePoint(code)])) return null;
  return text;
}

/** In insert mode a character that is written again pushes the rest of its line away, unless it was taken out before. */
function room(inside: Inside, width: number): string {
  return inside.coreService.modes.insertMode ? `\x1b[${width}P` : '';
}

function made(pen: Look, links: Links): string {
  return `${pen.link === 0 ? UNLINK : (links.open(pen.link) ?? UNLINK)}${sgr(pen)}`;
}
