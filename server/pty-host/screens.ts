import { Worker } from 'node:worker_threads';
import type { ScreenText } from '#common/api.ts';
import type { Appearance } from '#common/appearance.ts';
import { failure, type Result, success } from '#common/result.ts';
import type { FromScreens, LinesPiece, Picture, ScreenPicture, ToScreens, WantedLines } from './screen-messages.ts';
import type { ScreenListener } from './screen-terminal.ts';
import { Silence } from './silence.ts';

/** What the worker thread looks like from outside; a test gives one that never starts a thread. */
export interface ScreenPort {
  post(message: ToScreens, transfer: ArrayBuffer[]): void;
  onMessage(listener: (message: FromScreens) => void): void;
  /** The thread is gone and all its terminals with it. */
  onLost(listener: (reason: string) => void): void;
  close(): Promise<void>;
}

/** Starts the worker from its source text, read once: a rebuild under a running pty host must not change it. */
export function startScreenWorker(source: string): ScreenPort {
  const worker = new Worker(source, { eval: true, name: 'screens' });
  let closing = false;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (listener) => worker.on('message', listener),
    onLost: (listener) => {
      let reason = 'it ended';
      worker.on('error', (error) => {
        reason = String(error);
      });
      worker.on('exit', () => {
        if (!closing) listener(reason);
      });
    },
    close: async () => {
      closing = true;
      await worker.terminate();
    },
  };
}

/** One headless terminal on the worker. */
export interface Screen {
  /** The bytes are given away: their buffer is moved to the worker. */
  write(bytes: Uint8Array<ArrayBuffer>): void;
  resize(cols: number, rows: number): void;
  /** What the page that owns it looks like, for a program that asks. */
  appear(appearance: Appearance): void;
  /** The terminal after everything written so far. */
  picture(): Promise<Result<Picture>>;
  /** The same without the lines above the screen, which can be had with `lines`. */
  screen(): Promise<Result<ScreenPicture>>;
  lines(wanted: WantedLines): Promise<Result<LinesPiece>>;
  text(options: { scrollback: boolean }): Promise<Result<ScreenText>>;
  /** Whether the owner wants to hear of previews. Switching on tells the whole one. */
  preview(on: boolean): void;
  close(): void;
}

/** How a terminal begins: its grid, the offset of the first byte it will be written, and what its page looks like. */
export interface Opening {
  readonly cols: number;
  readonly rows: number;
  readonly offset: number;
  readonly appearance?: Appearance;
}

export interface ScreenOwner extends ScreenListener {
  /** The worker was lost and started anew: what the fresh terminal needs to look as before. */
  rebuild(): Opening & { replay: Uint8Array<ArrayBuffer> };
}

/**
 * A worker that is lost again within this time, in milliseconds, may have died of what it was given to read: then the
 * terminals begin empty, and show what is printed from there on.
 */
const LOST_AGAIN_MS = 60_000;
/** Between loss and restart, doubling while it goes on: a fault that comes at once must not keep the machine busy. */
const RESTART_FIRST_MS = 50;
const RESTART_MAX_MS = 5000;

/** All headless terminals of this pty host. */
export class Screens {
  readonly #start: () => ScreenPort;
  readonly #log: (message: string) => void;
  readonly #owners = new Map<number, ScreenOwner>();
  readonly #previewed = new Set<number>();
  readonly #requests = new Map<number, (message: FromScreens) => void>();
  readonly #silence = new Silence({
    ask: () => this.#port.post({ kind: 'ping' }, []),
    hangs: () => this.#hangs(),
  });
  #port: ScreenPort;
  #serial = 0;
  #losses = 0;
  #lostAt = Number.NEGATIVE_INFINITY;
  #restart: NodeJS.Timeout | null = null;

  constructor(start: () => ScreenPort, log: (message: string) => void) {
    this.#start = start;
    this.#log = log;
    this.#port = this.#connect();
  }

  open(opening: Opening & { replay?: Uint8Array<ArrayBuffer> }, owner: ScreenOwner): Screen {
    this.#serial += 1;
    const id = this.#serial;
    this.#owners.set(id, owner);
    this.#post({ kind: 'open', id, ...opening });
    return {
      write: (bytes) => {
        this.#post({ kind: 'write', id, bytes }, [bytes.buffer]);
      },
      resize: (cols, rows) => this.#post({ kind: 'resize', id, cols, rows }),
      appear: (appearance) => this.#post({ kind: 'appear', id, appearance }),
      picture: async () => {
        const answer = await this.#request((request) => ({ kind: 'serialize', id, request }));
        return answer.kind === 'serialized' ? success(answer.picture) : unavailable(answer);
      },
      screen: async () => {
        const answer = await this.#request((request) => ({ kind: 'screen', id, request }));
        return answer.kind === 'screen' ? success(answer.picture) : unavailable(answer);
      },
      lines: async (wanted) => {
        const answer = await this.#request((request) => ({ kind: 'lines', id, request, wanted }));
        return answer.kind === 'lines' ? success(answer.lines) : unavailable(answer);
      },
      text: async ({ scrollback }) => {
        const answer = await this.#request((request) => ({ kind: 'text', id, request, scrollback }));
        return answer.kind === 'text' ? success(answer.screen) : unavailable(answer);
      },
      preview: (on) => {
        if (on) this.#previewed.add(id);
        else this.#previewed.delete(id);
        this.#post({ kind: 'preview', id, on });
      },
      close: () => {
        this.#previewed.delete(id);
        if (this.#owners.delete(id)) this.#post({ kind: 'close', id });
      },
    };
  }

  async close(): Promise<void> {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#silence.end();
    this.#failRequests('the pty host is ending');
    await this.#port.close();
  }

  #request(make: (request: number) => ToScreens): Promise<FromScreens> {
    this.#serial += 1;
    const request = this.#serial;
    if (this.#restart !== null) return Promise.resolve({ kind: 'failed', request, reason: 'the screen worker is starting anew' });
    return new Promise((answered) => {
      this.#requests.set(request, answered);
      this.#post(make(request));
    });
  }

  /** Without a worker nothing is posted: what is missed then is in the rebuilding. */
  #post(message: ToScreens, transfer: ArrayBuffer[] = []): void {
    if (this.#restart !== null) return;
    this.#port.post(message, transfer);
    this.#silence.posted();
  }

  #connect(): ScreenPort {
    const port = this.#start();
    // One that was given up may still say what it said before.
    port.onMessage((message) => {
      if (port === this.#port) this.#take(message);
    });
    port.onLost((reason) => {
      if (port === this.#port && this.#restart === null) this.#lost(reason);
    });
    return port;
  }

  #take(message: FromScreens): void {
    switch (message.kind) {
      case 'parsed':
        return this.#owners.get(message.id)?.parsed(message.bytes);
      case 'answer':
        return this.#owners.get(message.id)?.answer(message.text);
      case 'preview':
        return this.#owners.get(message.id)?.preview(message);
      case 'title':
        return this.#owners.get(message.id)?.title(message.title);
      case 'pong':
        return this.#silence.answered();
      default: {
        const answered = this.#requests.get(message.request);
        this.#requests.delete(message.request);
        answered?.(message);
      }
    }
  }

  #hangs(): void {
    const ending = this.#port.close();
    this.#lost('it did not answer any more');
    ending.catch((error: unknown) => this.#log(`the screen worker could not be ended: ${String(error)}`));
  }

  #lost(reason: string): void {
    this.#silence.end();
    const now = performance.now();
    this.#losses = now - this.#lostAt < LOST_AGAIN_MS ? this.#losses + 1 : 1;
    this.#lostAt = now;
    this.#log(`the screen worker was lost (${reason}), ${this.#losses} times in a row`);
    this.#failRequests('the screen worker was lost');
    const pause = Math.min(RESTART_FIRST_MS * 2 ** (this.#losses - 1), RESTART_MAX_MS);
    this.#restart = setTimeout(() => this.#begin(), pause);
  }

  /** Builds every terminal anew on a fresh worker. */
  #begin(): void {
    this.#restart = null;
    this.#port = this.#connect();
    for (const [id, owner] of this.#owners) {
      const { replay, ...place } = owner.rebuild();
      this.#post({ kind: 'open', id, ...place, ...(this.#losses > 1 ? { offset: place.offset + replay.length } : { replay }) });
    }
    for (const id of this.#previewed) this.#post({ kind: 'preview', id, on: true });
  }

  #failRequests(reason: string): void {
    for (const [request, answered] of this.#requests) answered({ kind: 'failed', request, reason });
    this.#requests.clear();
  }
}

function unavailable(answer: FromScreens): Result<never> {
  const reason = answer.kind === 'failed' ? answer.reason : 'the screen worker gave an unexpected answer';
  return failure('screen_unavailable', `The screen of this session cannot be read: ${reason}. Try again.`);
}
