import { writeSync } from 'node:fs';

/** A terminal that is full is tried again after so many milliseconds: at first, and at most, doubled while it takes nothing. */
const AGAIN_MIN_MS = 1;
const AGAIN_MAX_MS = 32;
/** So many bytes it is given in one turn, however quickly the program reads: others want the thread. */
const TURN_MAX = 64 * 1024;
/** Pieces that wait are joined up to this length: a key costs many times its byte. */
const JOINED_MAX = 4096;

export interface TerminalWriterOptions {
  /** The master side of the terminal, not blocking. */
  readonly fd: number;
  /** Whether that descriptor is still the terminal's: once closed, its number may be another one's. */
  readonly isOpen: () => boolean;
  /** The terminal has taken all that was written. */
  readonly drained: () => void;
  /** As `writeSync` of Node: gives how many bytes were taken; throws EAGAIN when none can be. */
  readonly put?: (fd: number, bytes: Uint8Array) => number;
}

/**
 * Writes input to a terminal, and keeps what it does not take until the program reads.
 *
 * Not by the stream of node-pty: libuv takes the master side of a terminal for one that blocks, and when that is full, writes to it
 * in an endless loop: one program that does not read its input would hold the thread of all sessions until it does. And no event
 * of Node tells that such a descriptor can be written again, so it is tried.
 */
export class TerminalWriter {
  readonly #options: TerminalWriterOptions;
  #waiting: Uint8Array[] = [];
  #unread = 0;
  #pause = AGAIN_MIN_MS;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: TerminalWriterOptions) {
    this.#options = options;
  }

  /** Bytes that the terminal has not taken. */
  get unread(): number {
    return this.#unread;
  }

  /** In order. The bytes must not change afterwards. After the end they go nowhere. */
  write(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.length + bytes.length <= JOINED_MAX)
      this.#waiting[this.#waiting.length - 1] = Buffer.concat([last, bytes]);
    else this.#waiting.push(bytes);
    this.#unread += bytes.length;
    if (this.#timer === null) this.#work();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
    this.#unread = 0;
  }

  #work(): void {
    this.#timer = null;
    if (!this.#options.isOpen()) return this.close();
    const before = this.#unread;
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const taken = this.#put(first);
      if (taken === 'gone') return this.close();
      this.#unread -= taken;
      if (taken < first.length) this.#waiting[0] = first.subarray(taken);
      else this.#waiting.shift();
      const inTurn = before - this.#unread;
      if (taken < first.length || (inTurn >= TURN_MAX && this.#unread > 0)) return this.#tryAgain(inTurn > 0);
    }
    this.#pause = AGAIN_MIN_MS;
    this.#options.drained();
  }

  #tryAgain(hasTaken: boolean): void {
    this.#pause = hasTaken ? AGAIN_MIN_MS : Math.min(this.#pause * 2, AGAIN_MAX_MS);
    this.#timer = setTimeout(() => this.#work(), this.#pause);
  }

  /** How many bytes were taken; `gone`: nobody will ever take any, since the terminal is hung up. */
  #put(bytes: Uint8Array): number | 'gone' {
    const { fd, put = writeSync } = this.#options;
    try {
      return put(fd, bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN' || code === 'EINTR') return 0;
      if (code === 'EIO') return 'gone';
      throw error;
    }
  }
}
