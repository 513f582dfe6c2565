import { BATCH_MS, FRAME_DATA_MAX } from '#common/limits.ts';
import type { Beat } from './beat.ts';

export interface OutputBatchOptions {
  /** Somebody waits for what comes now, an echo or an answer. */
  readonly isAwaited: () => boolean;
  /** Of all sessions. */
  readonly beat: Beat;
  /** What came is due for the viewers. */
  readonly send: () => void;
  /** What was sent is due for whoever can wait: with each full frame, and at the end of each window. */
  readonly settle: (at: 'full' | 'end') => void;
}

/**
 * When output goes out. What is awaited, at once, so that an echo waits for nothing; what follows within 4 ms, or until it fills a
 * frame, goes together: a fixed window would cost its whole length on every key. What nobody waits for goes with the next beat, or when
 * it fills a frame.
 */
export class OutputBatch {
  readonly #options: OutputBatchOptions;
  #gathered = 0;
  #window: NodeJS.Timeout | null = null;
  #onBeat = false;

  constructor(options: OutputBatchOptions) {
    this.#options = options;
  }

  /** `bytes` more are in the ring. */
  add(bytes: number): void {
    this.#gathered += bytes;
    if (this.#window === null) {
      if (this.#options.isAwaited()) return this.#sendAtOnce();
      if (!this.#onBeat) this.#options.beat.join(this.#beatCame);
      this.#onBeat = true;
    }
    if (this.#gathered < FRAME_DATA_MAX) return;
    this.#send();
    this.#options.settle('full');
  }

  /** Nothing more will come for a while: what was gathered waits for nothing. */
  rest(): void {
    if (this.#gathered > 0) this.#send();
  }

  close(): void {
    if (this.#window !== null) clearTimeout(this.#window);
    this.#window = null;
    this.#options.beat.leave(this.#beatCame);
    this.#onBeat = false;
  }

  #send(): void {
    this.#gathered = 0;
    this.#options.send();
  }

  #sendAtOnce(): void {
    this.#window = setTimeout(() => this.#windowEnds(), BATCH_MS);
    this.#send();
  }

  #windowEnds(): void {
    this.#window = null;
    if (this.#gathered > 0) this.#sendAtOnce();
    this.#options.settle('end');
  }

  readonly #beatCame = (): void => {
    this.#onBeat = false;
    if (this.#gathered > 0 && this.#window === null) this.#send();
    this.#options.settle('end');
  };
}
