import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { SCROLLBACK_LINES } from '#common/limits.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { type Recorded, recordings, stepsBetween } from '#server/pty-host/recorded.ts';
import { ScreenTerminal } from '#server/pty-host/screen-terminal.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { makeTerminal, PageSide } from './page-side.ts';

/** Another seed and more runs search further; see CONTRIBUTING. */
const SEED = Number(process.env.BECKON_TEST_SEED ?? 8);
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 120);
const SEARCH_MS = 590_000;

const SILENT = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };
const ALL = recordings();

/** A program that is played, its terminal in the pty host, and a page that comes to see it. */
class Played {
  readonly page = new PageSide(SCROLLBACK_LINES);
  readonly #recorded: Recorded;
  readonly #host: ScreenTerminal;
  #characters = new Utf8Pieces();
  #at = 0;
  #isAttached = false;

  constructor(recorded: Recorded) {
    this.#recorded = recorded;
    this.#host = new ScreenTerminal({ ...recorded.sizes[0], offset: 0 }, SILENT);
  }

  /** Plays on up to this byte. */
  async play(to: number): Promise<void> {
    for (const step of stepsBetween(this.#recorded, this.#at, to)) {
      if (step instanceof Uint8Array) {
        this.#host.write(step.slice());
        this.#at += step.length;
        if (this.#isAttached) this.page.write(this.#characters.take(step));
        continue;
      }
      this.#host.resize(step.cols, step.rows);
      if (!this.#isAttached) continue;
      if (this.page.lines.wanted.before === 0) this.page.resize(step.cols, step.rows);
      else await this.attach();
    }
    await this.#settled();
  }

  /** The page gets the screen as it is now. */
  async attach(): Promise<void> {
    await this.#settled();
    const { offset, cols, rows, data, ...above } = this.#host.screen();
    this.#characters = new Utf8Pieces();
    this.page.restore({ grid: { cols, rows }, data, above });
    this.page.write(this.#characters.take(this.#recorded.bytes.subarray(offset, this.#at)));
    this.#isAttached = true;
  }

  /** The page gets all lines above. */
  fill(): void {
    while (this.page.lines.wanted.before > 0) this.page.fill({ viewer: 1, ...this.#host.lines(this.page.lines.wanted) });
  }

  close(): void {
    this.#host.dispose();
  }

  #settled(): Promise<void> {
    return new Promise((done) => this.#host.settled(done));
  }
}

function lookOf(recorded: Recorded): unknown {
  const { cols, rows } = recorded.sizes[0];
  const terminal = makeTerminal(cols, rows, SCROLLBACK_LINES);
  guardTerminal(terminal);
  for (const step of stepsBetween(recorded, 0, recorded.bytes.length)) {
    if (step instanceof Uint8Array) insideOf(terminal).writeSync(step);
    else resizeTerminal(terminal, step.cols, step.rows);
  }
  return lookOfTerminal(terminal, true);
}

it('a page that attaches anywhere in what a program prints, and gets the lines above later, ends like one that saw it all', {
  timeout: SEARCH_MS,
}, async () => {
  expect(ALL.map(({ name }) => name)).toContain('claude-code');
  const looks = new Map(ALL.map((recorded) => [recorded, lookOf(recorded)]));
  const place = fc.record({
    recorded: fc.constantFrom(...ALL),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    later: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ recorded, at, later }) => {
      const { length } = recorded.bytes;
      const cut = Math.round(length * at);
      const played = new Played(recorded);
      await played.play(cut);
      await played.attach();
      // Some of the rest is printed before the lines come.
      await played.play(cut + Math.round((length - cut) * later));
      played.fill();
      await played.play(length);
      played.fill();
      expect(lookOfTerminal(played.page.terminal, true)).toEqual(looks.get(recorded));
      played.close();
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
});
