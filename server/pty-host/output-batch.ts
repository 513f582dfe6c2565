import { BATCH_MS, FRAME_DATA_MAX } from '#common/limits.ts';

export interface OutputBatchOptions {
  /** What came is due for the viewers. */
  readonly send: () => void;
  /** What was sent is due for whoever can wait: with each full frame, and at the end of each window. */
  readonly settle: (at: 'full' | 'end') => void;
}

/**
 * When output goes out: the first chunk at once, so that an echo waits for nothing; what follows within 4 ms, or until
 * it fills a frame, goes together. A fixed window would cost its whole length on every key.
 */
export class OutputBatch {
  readonly #options: OutputBatchOptions;
  #gathered = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: OutputBatchOptions) {
    this.#options = options;
  }

  /** `bytes` more are in the ring. */
  add(bytes: number): void {
    if (this.#timer === null) {
      this.#timer = setTimeout(() => this.#windowEnds(), BATCH_MS);
      this.#options.send();
      return;
    }
    this.#gathered += bytes;
    if (this.#gathered < FRAME_DATA_MAX) return;
    this.#gathered = 0;
    this.#options.send();
    this.#options.settle('full');
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #windowEnds(): void {
    this.#timer = null;
    if (this.#gathered > 0) {
      this.#gathered = 0;
      this.#timer = setTimeout(() => this.#windowEnds(), BATCH_MS);
      this.#options.send();
    }
    this.#options.settle('end');
  }
}
