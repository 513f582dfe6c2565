import type { IDisposable, Terminal } from '@xterm/headless';

/** xterm takes colours of these forms and no others. */
const COLOUR = /^(?:#(?:[\da-f]{3}|[\da-f]{6}|[\da-f]{9}|[\da-f]{12})|rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4}))$/i;
const FOREGROUND = 10;
const CURSOR = 12;

/**
 * What only a page's terminal keeps, and the headless one does not: changed colours, and whether the program has had a
 * say in blinking, which is otherwise the person's choice. Watched through parser handlers that let the terminal go on.
 */
export class TerminalMemory {
  readonly #watches: IDisposable[];
  /** By number of the colour, as the program wrote it. */
  readonly #palette = new Map<number, string>();
  /** Text, background and cursor, by their OSC number. */
  readonly #special = new Map<number, string>();
  #blink: boolean | null = null;

  constructor({ parser }: Terminal) {
    const osc = (code: number, take: (data: string) => void): IDisposable =>
      parser.registerOscHandler(code, (data) => {
        take(data);
        return false;
      });
    const modes = (final: 'h' | 'l'): IDisposable =>
      parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        if (params.includes(12)) this.#blink = final === 'h';
        return false;
      });
    this.#watches = [
      modes('h'),
      modes('l'),
      osc(4, (data) => this.#setPalette(data.split(';'))),
      osc(104, (data) => this.#resetPalette(data)),
    ];
    for (let code = FOREGROUND; code <= CURSOR; code += 1) {
      this.#watches.push(
        osc(code, (data) => this.#setSpecial(code, data.split(';'))),
        osc(code + 100, () => this.#special.delete(code)),
      );
    }
  }

  dispose(): void {
    for (const watch of this.#watches) watch.dispose();
  }

  /** Sequences that bring it back in a terminal with the person's own colours. */
  restore(): string {
    let text = '';
    for (const [index, colour] of this.#palette) text += `\x1b]4;${index};${colour}\x07`;
    for (const [code, colour] of this.#special) text += `\x1b]${code};${colour}\x07`;
    if (this.#blink !== null) text += `\x1b[?12${this.#blink ? 'h' : 'l'}`;
    return text;
  }

  #setPalette(slots: string[]): void {
    for (let at = 0; at + 1 < slots.length; at += 2) {
      const index = numberOf(slots[at]);
      const colour = slots[at + 1] ?? '';
      if (index !== null && isColour(colour)) this.#palette.set(index, colour);
    }
  }

  #resetPalette(data: string): void {
    if (data === '') this.#palette.clear();
    for (const slot of data.split(';')) {
      const index = numberOf(slot);
      if (index !== null) this.#palette.delete(index);
    }
  }

  /** One sequence may set the next ones too. */
  #setSpecial(first: number, slots: string[]): void {
    for (const [at, colour] of slots.entries()) {
      if (first + at <= CURSOR && isColour(colour)) this.#special.set(first + at, colour);
    }
  }
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,3}$/.test(text) && Number(text) < 256 ? Number(text) : null;
}

function isColour(text: string): boolean {
  const [whole, ...parts] = COLOUR.exec(text) ?? [];
  return whole !== undefined && parts.every((part) => part === undefined || part.length === parts[0]?.length);
}
