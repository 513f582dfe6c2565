import { FRAME_CONTROL } from './frames.ts';
import { CONTROL_MAX, FRAME_MAX } from './limits.ts';

/**
 * How frames travel on the pty host's socket: u32 length (big-endian, of what follows) | u8 type | rest.
 *
 * A control frame is JSON in UTF-8. All other frames are those of `frames.ts`, whose first byte is that type.
 */

const LENGTH_SIZE = 4;
/** A frame of at most so many bytes is copied behind its length: one buffer costs a socket less than two. */
const JOINED_MAX = 4096;

/** As much of a socket as a frame needs. */
export interface FrameSink {
  cork(): void;
  uncork(): void;
  write(bytes: Uint8Array): unknown;
}

/** Writes a frame with its length before it. The sink keeps `frame`: nobody may write to it again. */
export function writeFrame(sink: FrameSink, frame: Uint8Array): void {
  if (frame.length <= JOINED_MAX) {
    const whole = new Uint8Array(LENGTH_SIZE + frame.length);
    whole.set(frameLength(frame.length));
    whole.set(frame, LENGTH_SIZE);
    sink.write(whole);
    return;
  }
  sink.cork();
  sink.write(frameLength(frame.length));
  sink.write(frame);
  sink.uncork();
}

export function frameLength(size: number): Uint8Array {
  const header = new Uint8Array(LENGTH_SIZE);
  new DataView(header.buffer).setUint32(0, size);
  return header;
}

/** A whole control frame, length included. */
export function encodeControl(message: unknown, encode: (text: string) => Uint8Array): Uint8Array {
  const body = encode(JSON.stringify(message));
  const frame = new Uint8Array(LENGTH_SIZE + 1 + body.length);
  new DataView(frame.buffer).setUint32(0, body.length + 1);
  frame[LENGTH_SIZE] = FRAME_CONTROL;
  frame.set(body, LENGTH_SIZE + 1);
  return frame;
}

/**
 * Cuts a byte stream into frames. `push` gives each whole frame (type byte first) to `take`; a frame that lies within
 * one chunk is a view into it. Returns false, and takes no more, when a length is impossible: the stream is broken and
 * the connection must be closed.
 */
export class FrameSplitter {
  #parts: Uint8Array[] = [];
  #held = 0;
  #broken = false;
  readonly #take: (frame: Uint8Array) => void;

  constructor(take: (frame: Uint8Array) => void) {
    this.#take = take;
  }

  push(chunk: Uint8Array): boolean {
    if (this.#broken) return false;
    let rest = chunk;
    if (this.#held > 0) {
      this.#parts.push(chunk);
      this.#held += chunk.length;
      const needed = this.#needed();
      if (needed === null) return false;
      if (this.#held < needed) return true;
      rest = this.#join();
    }
    return this.#cut(rest);
  }

  #cut(bytes: Uint8Array): boolean {
    let at = 0;
    while (bytes.length - at >= LENGTH_SIZE) {
      const size = readLength(bytes, at);
      if (!possible(size)) return this.#break();
      const end = at + LENGTH_SIZE + size;
      if (end > bytes.length) break;
      const frame = bytes.subarray(at + LENGTH_SIZE, end);
      if (frame[0] === FRAME_CONTROL && size > CONTROL_MAX) return this.#break();
      this.#take(frame);
      at = end;
    }
    const left = bytes.subarray(at);
    this.#parts = left.length > 0 ? [left] : [];
    this.#held = left.length;
    return true;
  }

  /** Bytes that must be held before anything can be cut; null when the length is impossible. */
  #needed(): number | null {
    if (this.#held < LENGTH_SIZE) return LENGTH_SIZE;
    if ((this.#parts[0]?.length ?? 0) < LENGTH_SIZE) this.#parts = [this.#join()];
    const size = readLength(this.#parts[0] as Uint8Array, 0);
    if (possible(size)) return LENGTH_SIZE + size;
    this.#break();
    return null;
  }

  #join(): Uint8Array {
    const whole = new Uint8Array(this.#held);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  #break(): false {
    this.#broken = true;
    this.#parts = [];
    this.#held = 0;
    return false;
  }
}

function readLength(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, LENGTH_SIZE).getUint32(0);
}

function possible(size: number): boolean {
  return size >= 1 && size <= FRAME_MAX;
}
