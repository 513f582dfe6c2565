export interface NewestOptions<Key, Value> {
  /** The other end has so much unread that this has to wait. */
  readonly isFull: () => boolean;
  readonly send: (key: Key, value: Value) => void;
  /** What is to be told when neither was: as short as the newer one may be. */
  readonly merge: (older: Value, newer: Value) => Value;
}

/** Tells what counts only in its newest form. While the other end reads nothing, one of each key waits. */
export class Newest<Key, Value> {
  readonly #options: NewestOptions<Key, Value>;
  readonly #waiting = new Map<Key, Value>();

  constructor(options: NewestOptions<Key, Value>) {
    this.#options = options;
  }

  tell(key: Key, value: Value): void {
    const { isFull, send, merge } = this.#options;
    const older = this.#waiting.get(key);
    if (older !== undefined) this.#waiting.set(key, merge(older, value));
    else if (isFull()) this.#waiting.set(key, value);
    else send(key, value);
  }

  /** There may be room again. */
  drained(): void {
    for (const [key, value] of this.#waiting) {
      if (this.#options.isFull()) return;
      this.#waiting.delete(key);
      this.#options.send(key, value);
    }
  }
}
