import { BATCH_MS, FRAME_DATA_MAX } from '#common/limits.ts';

/**
 * When output goes out: the first chunk at once, so that an echo waits for nothing; what follows within 4 ms, or until
 * it fills a frame, goes together. A fixed window would cost its whole length on every key.
 */
export class OutputBatch {
  readonly #flush: () => void;
  #gathered = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  /** `bytes` more are in the ring. */
  add(bytes: number): void {
    if (this.#timer === null) {
      this.#timer = setTimeout(() => this.#windowEnds(), BATCH_MS);
      this.#flush();
      return;
    }
    this.#gathered += bytes;
    if (this.#gathered < FRAME_DATA_MAX) return;
    this.#gathered = 0;
    this.#flush();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #windowEnds(): void {
    if (this.#gathered === 0) {
      this.#timer = null;
      return;
    }
    this.#gathered = 0;
    this.#timer = setTimeout(() => this.#windowEnds(), BATCH_MS);
    this.#flush();
  }
}
