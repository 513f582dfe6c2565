import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { beyondText, type Piece, wildStream } from '#server/pty-host/wild-stream.ts';
import { HostSide } from './host-side.ts';
import { PageSide } from './page-side.ts';

/** Another seed and more runs search further; see CONTRIBUTING. */
const SEED = Number(process.env.BECKON_TEST_SEED ?? 4);
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 400);
const SEARCH_MS = 590_000;
/** Small, so that everything happens at the edges: lines are dropped. */
const SCROLLBACK = 12;
/** Of all runs, those in which no screen was taken that is beyond text (see `beyondText`); of 10,000 one was left out. */
const COMPARED = 0.95;

/** A wild stream of which much scrolls away: behind each piece come so many lines. */
const scrolling = fc
  .tuple(wildStream, fc.array(fc.constantFrom(0, 0, 0, 1, 2, 7), { minLength: 1, maxLength: 20 }))
  .map(([stream, feeds]) => {
    const fed = (pieces: readonly Piece[]) =>
      pieces.flatMap((piece, at): Piece[] => [piece, ...Array.from({ length: feeds[at % feeds.length] ?? 0 }, () => '\r\nx')]);
    return { before: fed(stream.before), after: fed(stream.after) };
  });

/** What happens next, besides: the program prints, the page reads on, asks, gets what it asked for, or attaches anew. */
const steps = fc.array(fc.constantFrom('print', 'print', 'print', 'read', 'read', 'ask', 'get', 'attach'), { maxLength: 60 });

/** Both ends, with what is on its way between them. */
class Both {
  readonly host = new HostSide(SCROLLBACK);
  readonly page = new PageSide(SCROLLBACK);
  readonly #coming: (() => void)[] = [];
  #isWhole = false;
  /** A screen was to be shown that no text can bring back. */
  beyond = false;

  attach(): void {
    this.beyond ||= beyondText(this.host.terminal);
    const { screen } = this.host;
    this.#isWhole = false;
    this.#coming.length = 0; // what was on its way was for the screen before
    this.#coming.push(() => this.page.restore(screen));
  }

  print(piece: Piece): void {
    this.host.take(piece);
    if (typeof piece === 'string') this.#coming.push(() => this.page.write(piece));
    // A terminal that has all its lines changes its grid by itself; any other one gets the screen anew.
    else if (this.#isWhole && this.#coming.length === 0) this.page.resize(piece.cols, piece.rows);
    else this.attach();
  }

  read(): void {
    this.#coming.shift()?.();
  }

  /** What is asked for is served at once; it arrives behind all that is on its way, or before. */
  ask(isFirst: boolean): void {
    if (this.#coming.length > 0 && !isFirst) return;
    const { wanted } = this.page.lines;
    if (wanted.before === 0) {
      this.#isWhole = this.#coming.length === 0;
      return;
    }
    const piece = { viewer: 1, ...this.host.lines.piece(wanted) };
    if (isFirst) this.page.fill(piece);
    else this.#coming.push(() => this.page.fill(piece));
  }

  finish(): void {
    while (this.#coming.length > 0) this.read();
    for (let asked = 0; this.page.lines.wanted.before > 0; asked += 1) {
      if (asked > SCROLLBACK) throw new Error('asks without an end');
      this.page.fill({ viewer: 1, ...this.host.lines.piece(this.page.lines.wanted) });
    }
  }
}

describe('a screen and the lines above it, in pieces', () => {
  it('make the same terminal, whatever happens meanwhile, and what comes after has the same effect', { timeout: SEARCH_MS }, () => {
    let compared = 0;
    fc.assert(
      fc.property(scrolling, scrolling, steps, ({ before, after: rest }, { before: meanwhile, after }, order) => {
        const both = new Both();
        for (const piece of before) both.host.take(piece);
        both.attach();
        const next = [...meanwhile, ...after];
        for (const step of order) {
          if (step === 'print') {
            const piece = next.shift();
            if (piece !== undefined) both.print(piece);
          } else if (step === 'read') both.read();
          else if (step === 'attach') both.attach();
          else both.ask(step === 'ask');
        }
        both.finish();
        if (both.beyond) return;
        const { host, page } = both;
        compared += 1;
        expect(page.sent).toEqual([]);
        expect(lookOfTerminal(page.terminal, true)).toEqual(lookOfTerminal(host.terminal, true));
        for (const piece of rest) {
          host.take(piece);
          if (typeof piece === 'string') page.write(piece);
          else page.resize(piece.cols, piece.rows);
        }
        expect(lookOfTerminal(page.terminal, false)).toEqual(lookOfTerminal(host.terminal, false));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(compared).toBeGreaterThan(RUNS * COMPARED);
  });

  it('have no title when the program took its own back while the page was away', () => {
    const both = new Both();
    both.host.take('\x1b]0;two\x07');
    both.attach();
    both.finish();
    expect(lookOfTerminal(both.page.terminal, true)).toMatchObject({ title: 'two' });
    both.host.take('\x1b]0;\x07');
    both.attach();
    both.finish();
    expect(lookOfTerminal(both.page.terminal, true)).toMatchObject({ title: '' });
  });

  it('are asked for no more when the program resets the terminal, or erases them', () => {
    for (const [sequence, left] of [
      ['\x1bc', 0],
      ['\x1b[3J', 0],
      ['\x1b[2J', 8],
    ] as const) {
      const both = new Both();
      for (let line = 0; line < 12; line += 1) both.host.take('\r\nx');
      both.attach();
      both.read();
      expect(both.page.lines.wanted.before).toBe(8);
      both.print(sequence);
      both.read();
      expect([sequence, both.page.lines.wanted.before]).toEqual([sequence, left]);
    }
  });
});
