import type { Wanted } from '#app/features/terminal/lines-above.ts';
import type { Grid, Screen, ScreenContent } from '#app/features/terminal/screen.ts';
import { type Appearance, FIRST_APPEARANCE } from '#common/appearance.ts';
import type { Lines } from '#common/frames.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { PageSide } from './page-side.ts';

/** The screen that a page gives to its link, on a headless terminal. It reads what it was given when it is told to. */
export class PageScreen implements Screen {
  readonly side: PageSide;
  /** The grid that would fill the room. */
  room: Grid = { cols: 12, rows: 5 };
  readonly #characters = new Utf8Pieces();
  readonly #unread: (() => void)[] = [];
  readonly #given: () => void;

  /** `given`: there is something to read. */
  constructor(scrollback: number, linesChanged: () => void, given: () => void = () => undefined) {
    this.side = new PageSide(scrollback, linesChanged);
    this.#given = given;
  }

  get unread(): number {
    return this.#unread.length;
  }

  /** Reads the next of what it was given. */
  read(): void {
    this.#unread.shift()?.();
  }

  write(data: Uint8Array, parsed: () => void): void {
    const whole = this.#characters.take(data);
    this.#give(() => {
      this.side.write(whole);
      parsed();
    });
  }

  restore(content: ScreenContent, parsed: () => void): void {
    this.#characters.reset();
    this.#give(() => {
      this.side.restore(content);
      parsed();
    });
  }

  resize({ cols, rows }: Grid): void {
    this.#give(() => this.side.resize(cols, rows));
  }

  wanted(): Wanted {
    return this.side.lines.wanted;
  }

  fill(lines: Lines, filled: () => void): void {
    this.side.fill(lines, filled);
  }

  proposal(): Grid {
    return this.room;
  }

  appearance(): Appearance {
    return FIRST_APPEARANCE;
  }

  #give(read: () => void): void {
    this.#unread.push(read);
    this.#given();
  }
}
