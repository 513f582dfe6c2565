/** A shell of a server under test with one viewer, as its page would have it; without a picture. */
export interface Terminal {
  type(text: string): void;
  /** What the viewer's terminal would be given, as it arrives. Gives its undo. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Ends the shell and resolves when it is gone. */
  close(): Promise<void>;
}

/** A connection to a server under test. */
export interface Door {
  open(): Promise<Terminal>;
  close(): void;
}

/** How long anything may take to appear, in milliseconds. */
const PATIENCE_MS = 30_000;
/** Kept of the output when a text is looked for: longer than any such text and what a snapshot adds behind it. */
const TAIL = 2048;

/** Resolves with the time (`performance.now()`) at which `text` stood at the end of the output, save for some bytes. */
export function untilText(terminal: Terminal, text: string): Promise<number> {
  let tail = '';
  return until(terminal, `"${text}"`, (bytes) => {
    const last = bytes.subarray(Math.max(0, bytes.length - TAIL));
    tail = (tail + Buffer.from(last.buffer, last.byteOffset, last.length).toString('latin1')).slice(-TAIL);
    return tail.includes(text);
  });
}

/** Resolves with the time at which a chunk of output met the condition. */
export function until(terminal: Terminal, what: string, met: (bytes: Uint8Array) => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`${what} did not appear within ${PATIENCE_MS / 1000} s.`));
    }, PATIENCE_MS);
    const stop = terminal.onBytes((bytes) => {
      if (!met(bytes)) return;
      const at = performance.now();
      clearTimeout(timer);
      stop();
      resolve(at);
    });
  });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
