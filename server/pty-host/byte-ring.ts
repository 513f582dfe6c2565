/**
 * The last bytes of a stream, addressed by their offset in it.
 *
 * Memory grows with what was written, up to the capacity: most sessions print little, and there may be hundreds.
 */
export class ByteRing {
  readonly #capacity: number;
  #bytes: Uint8Array;
  #start = 0;
  #end = 0;

  constructor(capacity: number, initial = 16 * 1024) {
    this.#capacity = capacity;
    this.#bytes = new Uint8Array(Math.min(initial, capacity));
  }

  /** Offset of the oldest byte still held. */
  get start(): number {
    return this.#start;
  }

  /** Offset after the newest byte: how many bytes the stream had so far. */
  get end(): number {
    return this.#end;
  }

  append(chunk: Uint8Array): void {
    const tail = chunk.length > this.#capacity ? chunk.subarray(chunk.length - this.#capacity) : chunk;
    this.#end += chunk.length - tail.length;
    if (tail.length < chunk.length) this.#start = this.#end;
    this.#grow(this.#end - this.#start + tail.length);
    const size = this.#bytes.length;
    const at = this.#end % size;
    const first = Math.min(tail.length, size - at);
    this.#bytes.set(tail.subarray(0, first), at);
    if (first < tail.length) this.#bytes.set(tail.subarray(first), 0);
    this.#end += tail.length;
    this.#start = Math.max(this.#start, this.#end - size);
  }

  /**
   * At most `max` bytes from `offset` on, as a view that the next `append` may overwrite. Fewer come where the ring
   * wraps round, none at the end. `offset` must lie between start and end.
   */
  read(offset: number, max: number): Uint8Array {
    if (offset < this.#start || offset > this.#end) throw new RangeError(`offset ${offset} is outside ${this.#start}..${this.#end}`);
    const size = this.#bytes.length;
    const at = offset % size;
    const length = Math.min(max, this.#end - offset, size - at);
    return this.#bytes.subarray(at, at + length);
  }

  #grow(needed: number): void {
    let size = this.#bytes.length;
    if (needed <= size || size === this.#capacity) return;
    while (size < needed && size < this.#capacity) size = Math.min(size * 2, this.#capacity);
    const old = this.#bytes;
    this.#bytes = new Uint8Array(size);
    for (let offset = this.#start; offset < this.#end; ) {
      const from = offset % old.length;
      const length = Math.min(this.#end - offset, old.length - from, size - (offset % size));
      this.#bytes.set(old.subarray(from, from + length), offset % size);
      offset += length;
    }
  }
}
