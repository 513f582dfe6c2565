import { BEAT_MS } from '#common/limits.ts';

/**
 * One timer for all that nobody waits for: what comes meanwhile from many sessions goes out together, and wakes every process on its
 * way once. It rests when nothing is due.
 */
export class Beat {
  #due = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;

  /** Calls once, at the next beat. */
  join(call: () => void): void {
    this.#due.add(call);
    this.#timer ??= setTimeout(() => this.#fire(), BEAT_MS);
  }

  leave(call: () => void): void {
    this.#due.delete(call);
    if (this.#due.size > 0 || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  #fire(): void {
    const due = this.#due;
    this.#due = new Set();
    this.#timer = null;
    for (const call of due) {
      try {
        call();
      } catch (error) {
        // For the log of the process: the others have nothing to do with it, and would wait for their turn for ever.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
