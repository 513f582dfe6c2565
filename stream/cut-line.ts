import { FRAME_OUTPUT, OUTPUT_HEADER } from '#common/frames.ts';
import type { Result } from '#common/result.ts';
import type { WireEvents, Wire } from '#app/live/wire.ts';
import { servePage } from '#server/socket/page-connection.ts';
import type { PageSocket } from '#server/socket/page-socket.ts';
import type { SessionHub } from '#server/hub/session-hub.ts';
import type { ProgramSide } from './program-side.ts';
import { Way } from './way.ts';

/** How a line is cut: so much of what is on its way still arrives in each direction, and then that end notices. */
export interface Cut {
  readonly toHub: number;
  readonly toPage: number;
}

/** One WebSocket between a page and the hub, which serves it with what it serves every page with. */
export class CutLine {
  readonly toHub = new Way();
  readonly toPage = new Way();
  readonly #events: WireEvents;
  readonly #socket: ReturnType<typeof hubEnd>;
  readonly #pending = new Set<() => void>();
  #cut = false;
  #over = false;
  #spoils = false;

  /** `spoiled`: a byte of output was changed on its way. */
  constructor(events: WireEvents, program: ProgramSide, spoiled: () => void) {
    this.#events = events;
    this.#socket = hubEnd(this.toPage, (event, payload) => {
      if (this.#spoils && payload instanceof Uint8Array && spoil(payload)) {
        this.#spoils = false;
        this.#toPage(spoiled);
      }
      this.#toPage(() => events.message(event, payload), payload instanceof Uint8Array ? payload.length : JSON.stringify(payload).length);
    });
    this.toHub.send(() => {
      const hub = { attach: program.attach.bind(program), watch: program.watch.bind(program) } as unknown as SessionHub;
      servePage(this.#socket.page, { hub, log: { error: fail } as never });
      this.#toPage(() => events.up());
    });
  }

  get cut(): boolean {
    return this.#cut;
  }

  /** The page's end. */
  get wire(): Wire {
    return {
      request: (event, body) =>
        new Promise((answered, failed) => {
          this.#pending.add(() => failed(new Error('the line is over')));
          const acknowledge = (result: Result<unknown>) => this.#toPage(() => answered(result));
          this.#toHub(() => this.#socket.message(event, body, acknowledge));
        }),
      frame: (bytes) => this.#toHub(() => this.#socket.frame(bytes.slice())),
      close: () => this.breakOff({ toHub: this.toHub.length, toPage: 0 }),
    };
  }

  /** The next output that is sent comes with a wrong byte. */
  spoilNext(): void {
    this.#spoils = true;
  }

  breakOff({ toHub, toPage }: Cut): void {
    if (this.#cut) return;
    this.#cut = true;
    this.toHub.lose(toHub);
    this.toPage.lose(toPage);
    this.toHub.send(() => this.#socket.gone());
    this.toPage.send(() => {
      this.#over = true;
      for (const fails of this.#pending) fails();
      this.#events.down(null);
    });
  }

  #toHub(arrive: () => void): void {
    if (!this.#cut) this.toHub.send(arrive);
  }

  #toPage(arrive: () => void, bytes = 0): void {
    if (!this.#cut) this.toPage.send(() => !this.#over && arrive(), bytes);
  }

  /** So many of what is on its way arrive at each end. */
  arrive(count: number): void {
    this.toHub.arrive(count);
    this.toPage.arrive(count);
    this.#socket.drained();
  }
}

function fail(fields: unknown): never {
  throw new Error(`the hub logged an error: ${JSON.stringify(fields)}`);
}

/** The hub's end, as socket.io gives it to whoever serves a page. */
function hubEnd(toPage: Way, send: (event: string, payload: unknown) => void) {
  const drained: (() => void)[] = [];
  const data: ((bytes: unknown) => void)[] = [];
  const gone: (() => void)[] = [];
  let any: (...all: unknown[]) => void = () => undefined;
  const socket = {
    connected: true,
    conn: {
      on: (event: string, listener: (bytes: unknown) => void) => event === 'data' && data.push(listener),
      off: () => data.splice(0),
      write: (frame: Uint8Array) => send('terminal:frame', frame.slice()),
      close: fail,
      request: {
        socket: {
          cork: () => undefined,
          uncork: () => undefined,
          on: (event: string, listener: () => void) => event === 'drain' && drained.push(listener),
          get writableLength() {
            return toPage.bytes;
          },
        },
      },
    },
    emit: (event: string, payload: unknown) => send(event, payload),
    on: (event: string, listener: () => void) => event === 'disconnect' && gone.push(listener),
    onAny: (listener: (...all: unknown[]) => void) => {
      any = listener;
    },
  };
  return {
    page: socket as unknown as PageSocket,
    message: (event: string, body: unknown, acknowledge: (result: Result<unknown>) => void) => any(event, body, acknowledge),
    frame: (bytes: Uint8Array) => {
      for (const listener of data) listener(bytes);
    },
    drained: () => {
      for (const listener of drained) listener();
    },
    gone: () => {
      socket.connected = false;
      for (const listener of gone) listener();
    },
  };
}

/** Changes a byte of output; false when the frame has none. */
function spoil(frame: Uint8Array): boolean {
  if (frame[0] !== FRAME_OUTPUT || frame.length === OUTPUT_HEADER) return false;
  frame[OUTPUT_HEADER] = (frame[OUTPUT_HEADER] ?? 0) ^ 1;
  return true;
}
