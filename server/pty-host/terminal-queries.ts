import type { Terminal } from '@xterm/headless';
import { type Appearance, isDark } from '#common/appearance.ts';

/** A program with this mode on is told when the colours change (the DEC private mode that Contour introduced). */
const COLOUR_REPORTS = 2031;
/** Of `CSI ? n`: whether colours are dark or light, and the report of it. */
const ASKS_SCHEME = 996;
const SCHEME = 997;
/** Of `CSI t` (XTWINOPS): size of the text, and of one character, in pixels. */
const TEXT_PIXELS = 14;
const CELL_PIXELS = 16;

/** What xterm must be allowed to answer, or to let others answer: sizes, and nothing of the window around them. */
export const SIZE_QUERIES = { getWinSizePixels: true, getCellSizePixels: true, getWinSizeChars: true } as const;

/**
 * Answers what programs ask and a headless terminal does not know: what the owner's page looks like. Colours themselves are answered
 * in `program-colours.ts`, everything else by xterm.
 */
export class TerminalQueries {
  readonly #terminal: Terminal;
  readonly #answer: (text: string) => void;
  #appearance: Appearance;
  #wantsReports = false;

  constructor(terminal: Terminal, appearance: Appearance, answer: (text: string) => void) {
    this.#terminal = terminal;
    this.#appearance = appearance;
    this.#answer = answer;
    const { parser } = terminal;
    parser.registerCsiHandler({ final: 't' }, (params) => this.#answerWith(this.#sizeOf(params)));
    parser.registerCsiHandler({ prefix: '?', final: 'n' }, ([what]) => this.#answerWith(what === ASKS_SCHEME ? this.#scheme : null));
    parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, ([mode]) =>
      this.#answerWith(mode === COLOUR_REPORTS ? `\x1b[?${COLOUR_REPORTS};${this.#wantsReports ? 1 : 2}$y` : null),
    );
    const modes = (final: 'h' | 'l') =>
      parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        if (params.includes(COLOUR_REPORTS)) this.#wantsReports = final === 'h';
        return false;
      });
    modes('h');
    modes('l');
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#wantsReports = false;
      return false;
    });
  }

  get appearance(): Appearance {
    return this.#appearance;
  }

  /** The page that owns the terminal looks like this now. Gives what the program is to be told of it. */
  appear(appearance: Appearance): string {
    const before = this.#appearance;
    this.#appearance = appearance;
    return this.#wantsReports && colours(appearance) !== colours(before) ? this.#scheme : '';
  }

  get #scheme(): string {
    return `\x1b[?${SCHEME};${isDark(this.#appearance) ? 1 : 2}n`;
  }

  #sizeOf([what, kind]: (number | number[])[]): string | null {
    const { cols, rows } = this.#terminal;
    const { cell } = this.#appearance;
    if (cell === null) return null;
    if (what === CELL_PIXELS) return `\x1b[6;${Math.round(cell.height)};${Math.round(cell.width)}t`;
    // With a 2 it asks for the window, whose frame is nobody's business.
    return what === TEXT_PIXELS && kind !== 2 ? `\x1b[4;${Math.round(cell.height * rows)};${Math.round(cell.width * cols)}t` : null;
  }

  /** Null: that is for others to answer. */
  #answerWith(text: string | null): boolean {
    if (text !== null) this.#answer(text);
    return text !== null;
  }
}

function colours({ foreground, background, cursor, palette }: Appearance): string {
  return [foreground, background, cursor, ...palette].join();
}
