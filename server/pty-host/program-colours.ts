import type { IDisposable, Terminal } from '@xterm/headless';
import type { Appearance } from '#common/appearance.ts';

/** xterm takes colours of these forms and no others. */
const COLOUR = /^(?:#([\da-f]{3}|[\da-f]{6}|[\da-f]{9}|[\da-f]{12})|rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4}))$/i;
const FOREGROUND = 10;
const CURSOR = 12;
/** Answers to one sequence: the whole palette. One that asks for more than that means harm. */
const ANSWERS_MAX = 256;
/** Steps of red, green and blue in the colours 16 to 231, as in every terminal of 256 colours. */
const CUBE = [0, 95, 135, 175, 215, 255];

/** Who is asked for colours. */
export interface ColourTeller {
  /** What the page's own colours are. */
  readonly appearance: () => Appearance;
  readonly answer: (text: string) => void;
}

/** Colours that the program changed, which a headless terminal does not keep; and the answers to what it asks about colours. */
export class ProgramColours {
  readonly #watches: IDisposable[];
  readonly #teller: ColourTeller | null;
  /** By number of the colour, as the program wrote it. */
  readonly #palette = new Map<number, string>();
  /** Text, background and cursor, by their OSC number. */
  readonly #special = new Map<number, string>();

  /** Without a teller no question is answered. The terminal goes on reading each sequence itself. */
  constructor({ parser }: Terminal, teller: ColourTeller | null) {
    this.#teller = teller;
    const osc = (code: number, take: (data: string) => void): IDisposable =>
      parser.registerOscHandler(code, (data) => {
        take(data);
        return false;
      });
    this.#watches = [osc(4, (data) => this.#takePalette(data.split(';'))), osc(104, (data) => this.#resetPalette(data))];
    for (let code = FOREGROUND; code <= CURSOR; code += 1) {
      this.#watches.push(
        osc(code, (data) => this.#takeSpecial(code, data.split(';'))),
        osc(code + 100, () => this.#special.delete(code)),
      );
    }
  }

  dispose(): void {
    for (const watch of this.#watches) watch.dispose();
  }

  /** Sequences that bring them back in a terminal with the person's own colours. */
  restore(): string {
    let text = '';
    for (const [index, colour] of this.#palette) text += `\x1b]4;${index};${colour}\x07`;
    for (const [code, colour] of this.#special) text += `\x1b]${code};${colour}\x07`;
    return text;
  }

  #takePalette(slots: string[]): void {
    const answers: string[] = [];
    for (let at = 0; at + 1 < slots.length; at += 2) {
      const index = numberOf(slots[at]);
      const colour = slots[at + 1] ?? '';
      if (index === null) continue;
      if (colour === '?') this.#tell(answers, `4;${index}`, (own) => this.#palette.get(index) ?? paletteColour(own, index));
      else if (isColour(colour)) this.#palette.set(index, colour);
    }
    this.#answer(answers);
  }

  #resetPalette(data: string): void {
    if (data === '') this.#palette.clear();
    for (const slot of data.split(';')) {
      const index = numberOf(slot);
      if (index !== null) this.#palette.delete(index);
    }
  }

  /** One sequence may be about the next ones too. */
  #takeSpecial(first: number, slots: string[]): void {
    const answers: string[] = [];
    for (const [at, colour] of slots.slice(0, CURSOR - first + 1).entries()) {
      const code = first + at;
      if (colour === '?') this.#tell(answers, String(code), (own) => this.#special.get(code) ?? specialColour(own, code));
      else if (isColour(colour)) this.#special.set(code, colour);
    }
    this.#answer(answers);
  }

  /** Adds the answer to one question of a sequence. */
  #tell(answers: string[], name: string, colour: (own: Appearance) => string): void {
    if (this.#teller === null || answers.length === ANSWERS_MAX) return;
    answers.push(`\x1b]${name};${rgbText(colour(this.#teller.appearance()))}\x1b\\`);
  }

  #answer(answers: string[]): void {
    if (answers.length > 0) this.#teller?.answer(answers.join(''));
  }
}

function specialColour(own: Appearance, code: number): string {
  if (code === FOREGROUND) return own.foreground;
  return code === CURSOR ? own.cursor : own.background;
}

function paletteColour(own: Appearance, index: number): string {
  const named = own.palette[index];
  if (named !== undefined) return named;
  const grey = 8 + 10 * (index - 232);
  const place = index - 16;
  const levels =
    index >= 232 ? [grey, grey, grey] : [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((step) => CUBE[step] ?? 0);
  return `#${levels.map(hex).join('')}`;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,3}$/.test(text) && Number(text) < 256 ? Number(text) : null;
}

function isColour(text: string): boolean {
  const [whole, , ...parts] = COLOUR.exec(text) ?? [];
  return whole !== undefined && parts.every((part) => part === undefined || part.length === parts[0]?.length);
}

/** A colour as xterm shows it, which keeps 8 bits of each part; as answers have it, with 16. */
function rgbText(colour: string): string {
  const [, hash, ...parts] = COLOUR.exec(colour) ?? [];
  const wide = hash === undefined ? parts.map((part) => share(part ?? '0')) : thirds(hash).map(shifted);
  return `rgb:${wide.map((level) => hex(level).repeat(2)).join('/')}`;
}

/** `rgb:` gives a share of the largest number with as many digits. */
function share(digits: string): number {
  return Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
}

/** `#` gives the first digits of a longer number. */
function shifted(digits: string): number {
  return Number.parseInt(digits.padEnd(2, '0').slice(0, 2), 16);
}

function thirds(text: string): string[] {
  const length = text.length / 3;
  return [0, 1, 2].map((at) => text.slice(at * length, (at + 1) * length));
}

function hex(level: number): string {
  return level.toString(16).padStart(2, '0');
}
