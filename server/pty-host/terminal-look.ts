import type headless from '@xterm/headless';
import type { InnerBuffer, InnerLine, InnerPen, Inside } from '#common/xterm-inside.ts';
import { charsetFlag, insideOf } from './terminal-inside.ts';

/**
 * For tests: everything about a terminal that a person could see or a later byte could bring to light. `targets`: where
 * links lead to as well; xterm forgets that when a line is erased on which a link once was.
 */
export function lookOfTerminal(terminal: headless.Terminal, targets: boolean): unknown {
  const inside = insideOf(terminal);
  const { normal, alt, active } = inside.buffers;
  const { charset, glevel, _charsets } = inside._charsetService;
  const input = inside._inputHandler;
  return {
    size: [inside.cols, inside.rows],
    normal: look(inside, normal, targets),
    alternate: active === alt ? look(inside, alt, targets) : saved(inside, alt),
    active: active === alt ? 'alternate' : 'normal',
    modes: { ...inside.coreService.decPrivateModes, ...inside.coreService.modes },
    hidden: inside.coreService.isCursorHidden,
    newline: inside.optionsService.rawOptions.convertEol,
    blink: inside.optionsService.rawOptions.cursorBlink,
    mouse: [inside.coreMouseService.activeProtocol, inside.coreMouseService.activeEncoding],
    charsets: [charsetFlag(charset), glevel, ...[0, 1, 2, 3].map((at) => charsetFlag(_charsets[at]))],
    pen: penOf(input._curAttrData),
    title: input._windowTitle,
    joins: (input._parser.precedingJoinState >> 1) & 3,
  };
}

function look(inside: Inside, buffer: InnerBuffer, targets: boolean): unknown {
  const lines: string[] = [];
  for (let y = 0; y < buffer.lines.length; y += 1) lines.push(lineOf(inside, buffer.lines.get(y), targets));
  const stops = Array.from({ length: inside.cols }, (_, x) => x).filter((x) => buffer.tabs[x]);
  return {
    lines,
    base: buffer.ybase,
    x: buffer.x,
    y: buffer.y,
    region: [buffer.scrollTop, buffer.scrollBottom],
    stops,
    saved: saved(inside, buffer),
  };
}

function saved(inside: Inside, buffer: InnerBuffer): unknown {
  return [buffer.savedX, buffer.savedY, penOf(buffer.savedCurAttrData), charsetFlag(buffer.savedCharset), inside.cols];
}

function lineOf(inside: Inside, line: InnerLine | undefined, targets: boolean): string {
  if (line === undefined) return 'none';
  let text = line.isWrapped ? '~' : '|';
  for (let x = 0; x < Math.min(line.length, inside.cols); x += 1) {
    const content = line._data[x * 3] ?? 0;
    const fg = line._data[x * 3 + 1] ?? 0;
    const bg = line._data[x * 3 + 2] ?? 0;
    const chars = content & 0x200000 ? line._combined[x] : content & 0x1fffff ? String.fromCodePoint(content & 0x1fffff) : '\u00b7';
    const width = content >> 22;
    const extended = bg & 0x10000000 ? line._extendedAttrs[x] : undefined;
    text += `${chars}${width === 1 ? '' : width}${styleOf(inside, fg, bg, extended, targets)}`;
  }
  return text.replace(/\u00b7+$/u, '');
}

function styleOf(inside: Inside, fg: number, bg: number, extended: InnerPen['extended'] | undefined, targets: boolean): string {
  const isUnderlined = (fg & 0x10000000) !== 0;
  // Where no line is under a cell, its style and colour are kept and never seen; a plain line needs neither.
  const isPlain = extended === undefined || (extended.urlId === 0 && (!isUnderlined || beyond(extended).startsWith('1 0 ')));
  if (isPlain) {
    const seenBg = bg & ~0x10000000;
    return fg === 0 && seenBg === 0 ? '' : `<${words(fg, seenBg)}>`;
  }
  const style = (extended._ext >> 26) & 7;
  const colour = extended._ext & 0x3ffffff;
  const target = extended.urlId === 0 ? undefined : inside._oscLinkService.getLinkData(extended.urlId)?.uri;
  // A link has dashes of its own.
  const isDashed = extended.urlId !== 0 || (isUnderlined && style === 5);
  if (isDashed) return `<${words(fg & ~0x10000000, bg)} dashed ${seen(colour)}${targets && target ? ` ${target}` : ''}>`;
  return `<${words(fg, bg)} ${style} ${seen(colour)}>`;
}

function penOf({ fg, bg, extended }: InnerPen): unknown {
  return [words(fg, bg), beyond(extended)];
}

/** A colour that was a palette colour after a direct one keeps parts of it, which nobody ever sees. */
function words(fg: number, bg: number): string {
  return `${seen(fg)} ${seen(bg)}`;
}

function seen(word: number): string {
  const mode = (word >> 24) & 3;
  const mask = mode === 3 ? 0xffffffff : mode === 0 ? 0xff000000 : 0xff0000ff;
  return ((word & mask) >>> 0).toString(16);
}

function beyond(extended: InnerPen['extended']): string {
  const style = (extended._ext >> 26) & 7;
  const colour = extended._ext & 0x3ffffff;
  return `${style} ${seen(colour)} ${extended.urlId === 0 ? '' : 'link'}`;
}
