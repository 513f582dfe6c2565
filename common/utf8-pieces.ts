/**
 * Cuts a byte stream between characters.
 *
 * A terminal is written whole characters only: xterm 6.0 loses a character of three or four bytes that is cut after a
 * byte 0x80 (its decoder takes that byte's zero bits for "nothing was kept"), and dashes, quotes and bullets, U+2000 to
 * U+203F, all have one. Where output is cut is chance, so two viewers would even differ.
 */
export class Utf8Pieces {
  #kept = new Uint8Array(0);

  /** How many bytes of a character that is not complete are kept back. */
  get pending(): number {
    return this.#kept.length;
  }

  /** The next bytes of the stream: gives what is complete now, with what was kept before. */
  take(bytes: Uint8Array): Uint8Array {
    const whole = this.#kept.length === 0 ? bytes : joined(this.#kept, bytes);
    const end = whole.length - incompleteTail(whole);
    this.#kept = whole.slice(end);
    return end === whole.length ? whole : whole.subarray(0, end);
  }

  /** Forgets what was kept: another stream begins. */
  reset(): void {
    this.#kept = new Uint8Array(0);
  }
}

/** How many bytes at the end begin a character that is longer. Bytes that can be no character are left to the decoder. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue; // a continuation: its beginning lies before
    return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

/** By the lead byte, as the decoder reads it: also leads of what Unicode does not have. */
function lengthOf(lead: number): number {
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf8 ? 4 : 1;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
