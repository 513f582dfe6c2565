import type { IDisposable, Terminal } from '@xterm/headless';
import { type ColourTeller, ProgramColours } from './program-colours.ts';

/**
 * What only a page's terminal keeps, and the headless one does not: changed colours, and whether the program has had a
 * say in blinking, which is otherwise the person's choice. Watched through parser handlers that let the terminal go on.
 */
export class TerminalMemory {
  readonly #colours: ProgramColours;
  readonly #watches: IDisposable[];
  #blink: boolean | null = null;

  constructor(terminal: Terminal, teller: ColourTeller | null = null) {
    this.#colours = new ProgramColours(terminal, teller);
    const modes = (final: 'h' | 'l'): IDisposable =>
      terminal.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        if (params.includes(12)) this.#blink = final === 'h';
        return false;
      });
    this.#watches = [modes('h'), modes('l')];
  }

  dispose(): void {
    this.#colours.dispose();
    for (const watch of this.#watches) watch.dispose();
  }

  /** Sequences that bring it back in a terminal with the person's own colours. */
  restore(): string {
    const blink = this.#blink === null ? '' : `\x1b[?12${this.#blink ? 'h' : 'l'}`;
    return this.#colours.restore() + blink;
  }
}
