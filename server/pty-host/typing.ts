import { TYPING_MS } from '#common/limits.ts';

/** Knows where keys came last: what prints elsewhere leaves the cores to their echo. */
export class Typing {
  /** Monotonic milliseconds. */
  readonly #now: () => number;
  #last: { into: unknown; at: number } | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A key came for this one, or somebody opened it. */
  key(into: unknown): void {
    this.#last = { into, at: this.#now() };
  }

  /** Whether somebody types into another one than this. */
  isElsewhere(than: unknown): boolean {
    return this.#last !== null && this.#last.into !== than && this.#now() - this.#last.at < TYPING_MS;
  }
}
