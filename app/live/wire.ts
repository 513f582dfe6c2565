import { io } from 'socket.io-client';
import { errorBodySchema, failureSchema } from '#common/api.ts';
import { CREDENTIAL_QUERY } from '#common/credential-store.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import type { Failure } from '#common/result.ts';
import { textParser } from '#common/socket-parser.ts';

/** How long the WebSocket may take to open, and then the server to welcome it, in milliseconds. */
const OPEN_MS = 5000;
const WELCOME_MS = 5000;

/** One try to speak with the hub, from dialling to the end of the line. It never reconnects: `connection.ts` decides that. */
export interface Wire {
  /** Resolves with what the hub acknowledged; rejects at the deadline (milliseconds) or when the line ends. */
  request(event: string, body: unknown, deadline: number): Promise<unknown>;
  frame(bytes: Uint8Array): void;
  /** Ends the line without a `down`. */
  close(): void;
}

export interface WireEvents {
  up(): void;
  /** The line could not be opened, or ended. Comes once; `refusal` is what the hub said, if it said something. */
  down(refusal: Failure | null): void;
  message(event: string, payload: unknown): void;
}

export type Dial = (key: string, events: WireEvents) => Wire;

/** The page's own hub. */
export const dial: Dial = (key, events) => dialTo({}, key, events);

/** A hub at another address, and with the headers that a browser sends by itself. */
export function dialTo(where: { url?: string; extraHeaders?: Record<string, string> }, key: string, events: WireEvents): Wire {
  const { url, ...more } = where;
  const options = {
    ...more,
    path: SOCKET_PATH,
    parser: textParser,
    transports: ['websocket'],
    query: { version: String(PROTOCOL_VERSION), [CREDENTIAL_QUERY]: key },
    // A line of its own each time: nothing that was meant for an earlier one is sent on a later one.
    forceNew: true,
    reconnection: false,
    timeout: OPEN_MS,
  };
  const socket = url === undefined ? io(options) : io(url, options);
  let over = false;
  const welcome = setTimeout(() => end(null), OPEN_MS + WELCOME_MS);

  function end(refusal: Failure | null): void {
    if (over) return;
    close();
    events.down(refusal);
  }

  function close(): void {
    over = true;
    clearTimeout(welcome);
    socket.disconnect();
  }

  socket.on('connect', () => {
    clearTimeout(welcome);
    events.up();
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => end(refusalOf(error.data)));
  socket.on('disconnect', () => end(null));
  socket.onAny((event: string, payload: unknown) => {
    if (!over) events.message(event, payload);
  });

  // One line, one engine: it was made with the socket and is never replaced.
  const { engine } = socket.io;
  // A line that ends before the hub's first word: socket.io would wait for that word until its deadline.
  engine.on('close', () => end(null));
  engine.on('data', (data: unknown) => {
    const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : data; // Node has bytes already
    if (!over && frame instanceof Uint8Array) events.message('terminal:frame', frame);
  });

  return {
    request: (event, body, deadline) => socket.timeout(deadline).emitWithAck(event, body) as Promise<unknown>,
    frame(bytes) {
      if (socket.connected) engine.write(bytes);
    },
    close,
  };
}

/** A refusal comes as a failure or wrapped as the API wraps it. */
function refusalOf(data: unknown): Failure | null {
  const bare = failureSchema.safeParse(data);
  if (bare.success) return bare.data;
  const wrapped = errorBodySchema.safeParse(data);
  return wrapped.success ? wrapped.data.error : null;
}
