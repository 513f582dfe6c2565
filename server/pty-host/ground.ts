import { SEQUENCE_MAX } from '#common/limits.ts';

/**
 * Finds the last byte at which a terminal parser was in its ground state and its UTF-8 decoder held nothing.
 *
 * A snapshot taken while a sequence is half read shows the screen from before that sequence, so its offset must be the
 * sequence's first byte: the rest then comes again, whole. States and transitions are those of the VT500 parser as
 * xterm.js has them (a fuzz test compares both); only what decides "ground or not" is kept.
 */

const GROUND = 0;
const ESCAPE = 1;
const ESCAPE_INTERMEDIATE = 2;
const CSI_ENTRY = 3;
const CSI_PARAMETER = 4;
const CSI_INTERMEDIATE = 5;
const CSI_IGNORE = 6;
const OSC = 7;
/** SOS, PM and APC: text that nobody reads. */
const STRING = 8;
const DCS_ENTRY = 9;
const DCS_PARAMETER = 10;
const DCS_INTERMEDIATE = 11;
const DCS_IGNORE = 12;
const DCS_PASSTHROUGH = 13;

/** Beginnings of sequences that end like the state's own, and do nothing. */
const OPENERS: Record<number, string> = {
  [ESCAPE]: '\x1b',
  [ESCAPE_INTERMEDIATE]: '\x1b#',
  [CSI_ENTRY]: '\x1b[1?',
  [CSI_PARAMETER]: '\x1b[1?',
  [CSI_INTERMEDIATE]: '\x1b[1?',
  [CSI_IGNORE]: '\x1b[1?',
  [OSC]: '\x1b]9999;',
  [STRING]: '\x1b_',
  [DCS_ENTRY]: '\x1bP1?',
  [DCS_PARAMETER]: '\x1bP1?',
  [DCS_INTERMEDIATE]: '\x1bP1?',
  [DCS_IGNORE]: '\x1bP1?',
  [DCS_PASSTHROUGH]: '\x1bP1?',
};

/** Where a control takes effect at once, in the midst of a sequence. */
const ACTING: ReadonlySet<number> = new Set([ESCAPE, ESCAPE_INTERMEDIATE, CSI_ENTRY, CSI_PARAMETER, CSI_INTERMEDIATE, CSI_IGNORE]);

/** Stands for every printable character beyond ASCII. */
const NON_ASCII = 0xa0;

export class GroundTracker {
  #offset = 0;
  #ground = 0;
  #state = GROUND;
  /** UTF-8: continuation bytes still missing, and the code point so far. */
  #missing = 0;
  #code = 0;
  #length = 0;
  /** The sequence under way, as far as it has not taken effect; and whether something of it has. */
  #begun = '';
  #hasActed = false;

  /** Offset after the last byte in ground state. */
  get ground(): number {
    return this.#ground;
  }

  /**
   * Where a picture of this moment goes on, and what must be written after it. Usually at the last ground state, with
   * nothing. A control within a sequence must not come again: then it goes on right here, behind the sequence without it. So it does,
   * when a sequence has become too long to be kept (nobody may hold its beginning any more), behind the beginning of one of
   * the same kind that the terminal ignores.
   */
  get resume(): { offset: number; opener: string } {
    const isShort = this.#offset - this.#ground <= SEQUENCE_MAX;
    if (isShort && !this.#hasActed) return { offset: this.#ground, opener: '' };
    const begun = this.#missing > 0 ? this.#length - this.#missing : 0;
    return { offset: this.#offset - begun, opener: isShort ? this.#begun : (OPENERS[this.#state] ?? '') };
  }

  push(bytes: Uint8Array): void {
    if (!this.#pushEnd(bytes)) this.#pushAll(bytes);
  }

  /** An escape begins anew, whatever came before it: where all is in ground after the last one, nothing else needs to be read. */
  #pushEnd(bytes: Uint8Array): boolean {
    const begin = bytes.lastIndexOf(0x1b);
    if (begin <= 0) return false;
    const end = new GroundTracker();
    end.#pushAll(bytes.subarray(begin));
    if (end.#ground !== end.#offset) return false;
    this.#state = GROUND;
    this.#missing = 0;
    this.#begun = '';
    this.#hasActed = false;
    this.#offset += bytes.length;
    this.#ground = this.#offset;
    return true;
  }

  #pushAll(bytes: Uint8Array): void {
    const length = bytes.length;
    let at = 0;
    while (at < length) {
      const byte = bytes[at] as number;
      if (byte < 0x80) {
        this.#missing = 0; // a sequence that breaks off is dropped by the decoder
        if (this.#state !== GROUND || byte === 0x1b) this.#step(byte);
        at += 1;
        if (this.#state !== GROUND) continue;
        // The common case: plain text up to the next escape or non-ASCII byte.
        while (at < length && (bytes[at] as number) < 0x80 && bytes[at] !== 0x1b) at += 1;
        this.#ground = this.#offset + at;
        continue;
      }
      if (this.#missing > 0 && byte < 0xc0) this.#continue(byte);
      else this.#lead(byte);
      at += 1;
      if (this.#state === GROUND && this.#missing === 0) this.#ground = this.#offset + at;
    }
    this.#offset += length;
  }

  #lead(byte: number): void {
    this.#missing = 0;
    if (byte < 0xc0 || byte >= 0xf8) return; // no lead byte: skipped by the decoder
    this.#length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    this.#missing = this.#length - 1;
    this.#code = byte & (0x7f >> this.#length);
  }

  #continue(byte: number): void {
    this.#code = (this.#code << 6) | (byte & 0x3f);
    this.#missing -= 1;
    if (this.#missing > 0) return;
    const code = this.#code;
    const floor = this.#length === 2 ? 0x80 : this.#length === 3 ? 0x800 : 0x10000;
    if (code < floor || (code >= 0xd800 && code <= 0xdfff) || code === 0xfeff || code > 0x10ffff) return; // dropped by the decoder
    this.#step(Math.min(code, NON_ASCII));
  }

  #step(code: number): void {
    const before = this.#state;
    this.#state = next(before, code);
    if (this.#state === GROUND || code === 0x1b || (code >= 0x80 && code < NON_ASCII)) {
      this.#begun = '';
      // The first byte of what ends a string has it carried out.
      this.#hasActed = code === 0x1b && (before === OSC || before === DCS_PASSTHROUGH);
    } else if (code < 0x20 && ACTING.has(before)) {
      this.#hasActed = true;
      return;
    }
    if ((ACTING.has(this.#state) || this.#hasActed) && this.#begun.length <= SEQUENCE_MAX) this.#begun += String.fromCharCode(code);
  }
}

function next(state: number, code: number): number {
  if (code === 0x18 || code === 0x1a) return GROUND;
  if (code === 0x1b) return ESCAPE;
  if (code >= 0x80 && code < NON_ASCII) return afterC1(code);
  switch (state) {
    case ESCAPE:
      return afterEscape(code);
    case ESCAPE_INTERMEDIATE:
      return code < 0x30 || code === 0x7f ? state : GROUND;
    case OSC:
      return code === 0x07 ? GROUND : OSC;
    case STRING:
      return code === NON_ASCII ? GROUND : STRING;
    case DCS_IGNORE:
    case DCS_PASSTHROUGH:
      return state;
    case CSI_IGNORE:
      return code >= 0x40 && code < 0x7f ? GROUND : CSI_IGNORE;
    case CSI_ENTRY:
    case CSI_PARAMETER:
    case CSI_INTERMEDIATE:
      return afterParameter(state, code, { parameter: CSI_PARAMETER, intermediate: CSI_INTERMEDIATE, ignore: CSI_IGNORE, final: GROUND });
    case DCS_ENTRY:
    case DCS_PARAMETER:
    case DCS_INTERMEDIATE:
      return afterParameter(state, code, {
        parameter: DCS_PARAMETER,
        intermediate: DCS_INTERMEDIATE,
        ignore: DCS_IGNORE,
        final: DCS_PASSTHROUGH,
      });
    default:
      return GROUND;
  }
}

function afterC1(code: number): number {
  if (code === 0x9b) return CSI_ENTRY;
  if (code === 0x9d) return OSC;
  if (code === 0x90) return DCS_ENTRY;
  return code === 0x98 || code === 0x9e || code === 0x9f ? STRING : GROUND;
}

function afterEscape(code: number): number {
  if (code < 0x20 || code === 0x7f) return ESCAPE;
  if (code < 0x30) return ESCAPE_INTERMEDIATE;
  if (code === 0x5b) return CSI_ENTRY;
  if (code === 0x5d) return OSC;
  if (code === 0x50) return DCS_ENTRY;
  return code === 0x58 || code === 0x5e || code === 0x5f ? STRING : GROUND;
}

/** CSI and DCS have the same grammar: parameters, intermediates, a final byte. */
function afterParameter(
  state: number,
  code: number,
  to: { parameter: number; intermediate: number; ignore: number; final: number },
): number {
  if (code < 0x20 || code === 0x7f) return state;
  if (code < 0x30) return to.intermediate;
  if (code < 0x40) {
    if (state === to.intermediate) return to.ignore;
    return state === to.parameter && code >= 0x3c ? to.ignore : to.parameter;
  }
  return code === NON_ASCII ? GROUND : to.final;
}
