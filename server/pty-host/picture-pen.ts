import type { InnerExtended, Inside } from '#common/xterm-inside.ts';

/** Bits of a cell's two attribute words and of the word beyond them, as in xterm's buffer constants. */
export const COLOUR = 0x03ffffff;
const COLOUR_MODE = 0x03000000;
const PALETTE_16 = 0x01000000;
const PALETTE_256 = 0x02000000;
const INVERSE = 0x04000000;
const BOLD = 0x08000000;
const UNDERLINE = 0x10000000;
const BLINK = 0x20000000;
const INVISIBLE = 0x40000000;
const STRIKE = 0x80000000 | 0;
const ITALIC = 0x04000000;
const DIM = 0x08000000;
const EXTENDED = 0x10000000;
const PROTECTED = 0x20000000;
const OVERLINE = 0x40000000;
const UNDERLINE_SHIFT = 26;
/** How a link is drawn. */
const DASHED = 5;

/** VTE's limit, for the same reason: longer ones are no addresses but a way to fill memory. */
const URI_MAX = 2083;

/**
 * Bytes that one picture spends on link targets and on marks. A screen has up to half a million cells: with an address on
 * each, or a tower of marks, it would be larger than any frame. Those beyond come without.
 */
const EXTRAS_MAX = 2 * 1024 * 1024;

/** How a character is written: two words, and what the second one says lies beyond them. */
export interface Look {
  readonly fg: number;
  readonly bg: number;
  /** Underline style, 0 to 5, under a link's own dashes. */
  readonly style: number;
  readonly colour: number;
  /** xterm's number of the link; 0 for none. */
  readonly link: number;
}

export const PLAIN: Look = { fg: 0, bg: 0, style: 0, colour: 0, link: 0 };

/** Words of a pen are signed, those of a cell are not. */
export function lookOf(signedFg: number, signedBg: number, extended: InnerExtended | undefined): Look {
  const fg = signedFg >>> 0;
  const bg = signedBg >>> 0;
  if (extended === undefined) return fg === 0 && bg === 0 ? PLAIN : { fg, bg, style: 0, colour: 0, link: 0 };
  return { fg, bg, style: (extended._ext >> UNDERLINE_SHIFT) & 7, colour: extended._ext & COLOUR, link: extended.urlId };
}

export function sameLook(one: Look, other: Look): boolean {
  return (
    one === other ||
    (one.fg === other.fg && one.bg === other.bg && one.style === other.style && one.colour === other.colour && one.link === other.link)
  );
}

/** How a cell looks that this pen writes: what lies beyond its two words goes along only when they say so. */
export function written(look: Look): Look {
  return look.bg & EXTENDED ? look : { ...look, style: 0, colour: 0, link: 0 };
}

/** Whether what is erased or scrolled in while this pen is in hand is uncoloured. */
export function leavesPlain(bg: number): boolean {
  return (bg & COLOUR_MODE) === 0;
}

/** From any pen to this one, links apart. */
export function sgr(look: Look): string {
  const { fg, bg, style, colour } = look;
  let codes = plainCodes(fg, bg);
  if (fg & UNDERLINE) codes += style > 1 ? `;4:${style}` : ';4';
  if (colour !== 0) codes += underlineColour(colour);
  const text = codes === '' ? '\x1b[m' : `\x1b[0${codes}m`;
  return bg & PROTECTED ? `${text}\x1b[1"q` : text;
}

function plainCodes(fg: number, bg: number): string {
  let codes = '';
  if (fg & BOLD) codes += ';1';
  if (bg & DIM) codes += ';2';
  if (bg & ITALIC) codes += ';3';
  if (fg & BLINK) codes += ';5';
  if (fg & INVERSE) codes += ';7';
  if (fg & INVISIBLE) codes += ';8';
  if (fg & STRIKE) codes += ';9';
  if (bg & OVERLINE) codes += ';53';
  return codes + ground(fg, 30, 90, '38') + ground(bg, 40, 100, '48');
}

function ground(word: number, dark: number, bright: number, direct: string): string {
  const value = word & 0xffffff;
  switch (word & COLOUR_MODE) {
    case 0:
      return '';
    case PALETTE_16:
      return `;${(value & 0xff) < 8 ? dark + (value & 0xff) : bright + (value & 0xff) - 8}`;
    case PALETTE_256:
      return `;${direct};5;${value & 0xff}`;
    default:
      return `;${direct};2;${value >> 16};${(value >> 8) & 0xff};${value & 0xff}`;
  }
}

function underlineColour(word: number): string {
  const value = word & 0xffffff;
  if ((word & COLOUR_MODE) === COLOUR_MODE) return `;58:2::${value >> 16}:${(value >> 8) & 0xff}:${value & 0xff}`;
  return `;58:5:${value & 0xff}`;
}

/** To the other screen, which is empty, and back, with the cursor in its place. */
export const ENTER = '\x1b[?1047h';
export const LEAVE = '\x1b[?1047l';

export const UNLINK = '\x1b]8;;\x07';

/** Links of one terminal as sequences. A link whose target xterm has dropped, or that is absurdly long, is only drawn as one. */
export class Links {
  readonly #inside: Inside;
  #room = EXTRAS_MAX;
  readonly #opens = new Map<number, string | null>();

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  /** Whether there is room for so much more beyond plain characters. */
  spend(size: number): boolean {
    this.#room -= size;
    return this.#room >= 0;
  }

  /** How a link is drawn that cannot be one. */
  drawn(look: Look): Look {
    return { ...look, fg: (look.fg | UNDERLINE) >>> 0, style: DASHED, link: 0 };
  }

  /** The look as it can be restored. */
  restorable(look: Look): Look {
    if (look.link === 0 || this.open(look.link) !== null) return look;
    return this.drawn(look);
  }

  /**
   * The sequence that opens it. Where the program gave no id, cells still belong together (a long address over two
   * lines): they get one of ours, since each opening without an id is another link.
   */
  open(link: number): string | null {
    const known = this.#opens.get(link);
    if (known !== undefined) return known;
    const data = this.#inside._oscLinkService.getLinkData(link);
    const text =
      data === undefined || data.uri.length > URI_MAX || (data.id?.length ?? 0) > URI_MAX
        ? null
        : `\x1b]8;id=${data.id ?? `~${link}`};${data.uri}\x07`;
    this.#opens.set(link, text);
    return text;
  }
}
