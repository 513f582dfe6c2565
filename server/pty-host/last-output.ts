import { readSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * After the program ended, a process that it left behind may hold the terminal open and even print on. We read until
 * this long nothing came, and no longer than the second number, in milliseconds.
 */
const DRAIN_QUIET_MS = 50;
const DRAIN_MAX_MS = 1000;
/** The kernel holds some 20 to 70 KB of a terminal's output. Whoever prints on without a pause is not heard beyond this. */
const REST_MAX = 256 * 1024;
const READ_SIZE = 64 * 1024;

export interface LastOutput {
  /** The program has ended, and what it left in the terminal is being read. */
  readonly draining: boolean;
}

/**
 * Brings what a program printed last. `socket` reads the master side of its terminal, `fd`; what it does not read is given to `take`.
 *
 * libuv takes the end of the program for the end of its output: once the terminal is hung up it reads 4 KB more and calls
 * that the end, though the kernel still holds the rest. And node-pty destroys the stream 200 ms after the program ended, read
 * or not: here that destroy first reads on until nothing more comes. In the end the kernel itself is asked, whatever events
 * and timers say: a busy thread hears of those in any order.
 */
export function bringLastOutput(socket: Socket, fd: number, take: (bytes: Uint8Array) => void): LastOutput {
  const destroy = socket.destroy.bind(socket);
  let draining = false;

  socket.once('end', () => readRest(fd, take));
  socket.destroy = (error?: Error) => {
    if (draining || error !== undefined || socket.destroyed || socket.readableEnded) return destroy(error);
    draining = true;
    const end = () => {
      clearTimeout(quiet);
      clearTimeout(latest);
      socket.off('data', again);
      if (!socket.destroyed) readRest(fd, take);
      destroy();
    };
    let quiet = setTimeout(end, DRAIN_QUIET_MS);
    const latest = setTimeout(end, DRAIN_MAX_MS);
    const again = () => {
      clearTimeout(quiet);
      quiet = setTimeout(end, DRAIN_QUIET_MS);
    };
    socket.on('data', again);
    socket.once('close', () => {
      clearTimeout(quiet);
      clearTimeout(latest);
    });
    socket.resume();
    return socket;
  };
  return {
    get draining() {
      return draining;
    },
  };
}

/** Reads until the kernel says that there is nothing now (EAGAIN), or nothing any more (EIO). */
function readRest(fd: number, take: (bytes: Uint8Array) => void): void {
  const buffer = new Uint8Array(READ_SIZE);
  for (let rest = REST_MAX; rest > 0; ) {
    const length = readNow(fd, buffer);
    if (length === 0) return;
    rest -= length;
    take(buffer.slice(0, length));
  }
}

function readNow(fd: number, buffer: Uint8Array): number {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN' || code === 'EIO') return 0;
    throw error;
  }
}
