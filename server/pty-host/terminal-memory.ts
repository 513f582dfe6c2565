import type { IBuffer, IDisposable, Terminal } from '@xterm/headless';

interface Region {
  readonly top: number;
  readonly bottom: number;
}

/**
 * What a terminal knows and the serialize addon leaves out: cursor visibility and shape, mouse encoding, scroll region,
 * title. Watched through parser handlers that let the terminal itself go on.
 */
export class TerminalMemory {
  readonly #terminal: Terminal;
  readonly #watches: IDisposable[];
  #cursorHidden = false;
  #cursorShape = 0;
  #mouseEncoding: 0 | 1006 | 1016 = 0;
  /** xterm has one for each buffer; that of the other buffer is forgotten when it is left. */
  readonly #regions: { normal: Region | null; alternate: Region | null } = { normal: null, alternate: null };
  #title = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    const { parser } = terminal;
    this.#watches = [
      parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => this.#setModes(modes, true)),
      parser.registerCsiHandler({ prefix: '?', final: 'l' }, (modes) => this.#setModes(modes, false)),
      parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([shape]) => {
        this.#cursorShape = typeof shape === 'number' && shape <= 6 ? shape : 0;
        return false;
      }),
      parser.registerCsiHandler({ final: 'r' }, ([top, bottom]) => this.#setRegion(top, bottom)),
      parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#reset(false)),
      parser.registerEscHandler({ final: 'c' }, () => this.#reset(true)),
      terminal.onTitleChange((title) => {
        this.#title = title;
      }),
      terminal.onResize(() => {
        this.#regions.normal = null; // the terminal drops them too
        this.#regions.alternate = null;
      }),
      terminal.buffer.onBufferChange(({ type }) => {
        if (type === 'normal') this.#regions.alternate = null;
      }),
    ];
  }

  dispose(): void {
    for (const watch of this.#watches) watch.dispose();
  }

  /** Sequences that, after the serialized screen, bring back the rest. They leave the cursor where it is. */
  restore(): string {
    const { active } = this.#terminal.buffer;
    let text = '';
    if (this.#title !== '') text += `\x1b]2;${this.#title}\x07`;
    if (this.#mouseEncoding !== 0) text += `\x1b[?${this.#mouseEncoding}h`;
    if (this.#cursorShape !== 0) text += `\x1b[${this.#cursorShape} q`;
    text += this.#restoreRegion(active);
    if (this.#cursorHidden) text += '\x1b[?25l';
    return text;
  }

  /** The normal buffer's own, to be written before the other buffer is entered. */
  restoreNormal(): string {
    return this.#restoreRegion(this.#terminal.buffer.normal);
  }

  /** Setting a region homes the cursor; with origin mode on, rows count from the region's top. */
  #restoreRegion(buffer: IBuffer): string {
    const region = this.#regions[buffer.type];
    if (region === null) return '';
    const isOrigin = this.#terminal.modes.originMode && buffer.type === this.#terminal.buffer.active.type;
    const row = isOrigin ? buffer.cursorY - region.top + 1 : buffer.cursorY;
    return `\x1b[${region.top};${region.bottom}r\x1b[${row + 1};${buffer.cursorX + 1}H`;
  }

  #setModes(modes: (number | number[])[], on: boolean): false {
    for (const mode of modes) {
      if (mode === 25) this.#cursorHidden = !on;
      if (mode === 1006 || mode === 1016) this.#mouseEncoding = on ? mode : 0;
    }
    return false;
  }

  #setRegion(top: number | number[] | undefined, bottom: number | number[] | undefined): false {
    const { rows } = this.#terminal;
    const first = typeof top === 'number' && top > 0 ? top : 1;
    const last = typeof bottom === 'number' && bottom > 0 && bottom <= rows ? bottom : rows;
    if (first < last) this.#regions[this.#terminal.buffer.active.type] = first === 1 && last === rows ? null : { top: first, bottom: last };
    return false;
  }

  #reset(full: boolean): false {
    this.#cursorHidden = false;
    this.#cursorShape = 0;
    this.#regions[this.#terminal.buffer.active.type] = null;
    if (full) {
      this.#mouseEncoding = 0;
      this.#regions.normal = null;
    }
    return false;
  }
}
