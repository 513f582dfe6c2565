import { crc32 } from 'node:zlib';
import { RING_BYTES } from '#common/limits.ts';
import type { ByteRing } from './byte-ring.ts';

/** How far two remembered places lie apart, in bytes: that much has to be read again, at most, to know one between them. */
const STEP = RING_BYTES / 32;

/** The CRC-32 of a stream from its first byte on, known at every offset that lies at least a step behind the ring's start. */
export class StreamChecksum {
  readonly #ring: ByteRing;
  /** Oldest first; those that the ring no longer reaches are dropped. */
  #places: { offset: number; sum: number }[] = [{ offset: 0, sum: 0 }];
  #offset = 0;
  #sum = 0;

  constructor(ring: ByteRing) {
    this.#ring = ring;
  }

  /** To be told each piece of the stream when it is in the ring. */
  append(bytes: Uint8Array): void {
    this.#offset += bytes.length;
    this.#sum = crc32(bytes, this.#sum);
    const last = this.#places.at(-1);
    if (last !== undefined && this.#offset - last.offset < STEP) return;
    this.#places.push({ offset: this.#offset, sum: this.#sum });
    const held = this.#places.findIndex(({ offset }) => offset >= this.#ring.start);
    if (held > 0) this.#places.splice(0, held);
  }

  /** The checksum of all bytes before `offset`; null when it is not known any more, or not yet. */
  at(offset: number): number | null {
    if (offset > this.#offset) return null;
    const place = this.#places.findLast((each) => each.offset <= offset && each.offset >= this.#ring.start);
    if (place === undefined) return null;
    let { offset: at, sum } = place;
    while (at < offset) {
      const bytes = this.#ring.read(at, offset - at);
      sum = crc32(bytes, sum);
      at += bytes.length;
    }
    return sum;
  }
}
