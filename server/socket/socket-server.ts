import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { SOCKET_MESSAGE_MAX } from '#common/limits.ts';
import { type HubEvents, type PageEvents, PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import type { Failure } from '#common/result.ts';
import { textParser } from '#common/socket-parser.ts';
import type { Caller, Gate } from '#server/gate/gate.ts';
import type { SessionHub } from '#server/hub/session-hub.ts';
import type { Log } from '#server/log.ts';
import { servePage } from './page-connection.ts';

/** The live door: board patches and terminals over socket.io. It checks and translates; the hub does. */
export interface SocketServer {
  /** Takes over an upgrade to SOCKET_PATH that the gate has let in. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, caller: Caller): void;
  /** Tells every page that the hub stops on purpose and ends the connections. Safe to call twice. */
  close(): Promise<void>;
}

/** A page that does not answer for the sum of both, in milliseconds, is gone: laptops sleep with open sockets. */
const PING_EVERY_MS = 10_000;
const PING_WAIT_MS = 8_000;
/** A connection that joined nothing after this long is closed, in milliseconds. */
const JOIN_WITHIN_MS = 10_000;
/** How long a page may take to read the farewell when the hub stops, in milliseconds. */
const FAREWELL_MS = 500;

type SocketData = { caller: Caller };

export function createSocketServer({ hub, gate, log }: { hub: SessionHub; gate: Pick<Gate, 'onRevoked'>; log: Log }): SocketServer {
  const admitted = new WeakMap<IncomingMessage, Caller>();
  let closed = false;

  // A server that never listens: upgrades come from the hub's own listeners, after the gate, through `engine.handleUpgrade`.
  const io = new Server<PageEvents, HubEvents, Record<string, never>, SocketData>(createServer(), {
    path: SOCKET_PATH,
    parser: textParser,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: SOCKET_MESSAGE_MAX,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_WAIT_MS,
    connectTimeout: JOIN_WITHIN_MS,
    // Second lock on the same door: only what went through `handleUpgrade` below has a caller.
    allowRequest: (request, decide) => decide(null, admitted.has(request)),
  });

  io.use((socket, next) => {
    const caller = admitted.get(socket.request);
    if (caller === undefined)
      return next(refusal({ code: 'unauthorized', message: 'A credential is needed. Open the link that `npm start` prints.' }));
    const { version } = socket.handshake.query;
    if (version !== String(PROTOCOL_VERSION)) {
      return next(
        refusal({
          code: 'protocol_mismatch',
          message: `This page speaks version ${JSON.stringify(String(version ?? 'none').slice(0, 20))}, the server version ${PROTOCOL_VERSION}. Reload the page.`,
        }),
      );
    }
    socket.data.caller = caller;
    next();
  });
  io.on('connection', (socket) => servePage(socket, { hub, log }));

  const forget = gate.onRevoked((login) => {
    for (const socket of io.sockets.sockets.values()) {
      const { caller } = socket.data;
      const ended = login === null ? caller.kind !== 'local' : caller.kind === 'page' && caller.login === login;
      if (ended) socket.disconnect(true);
    }
  });

  return {
    handleUpgrade(request, socket, head, caller) {
      if (closed) return void socket.destroy();
      admitted.set(request, caller);
      // engine.io names its request type after a header it adds itself; to Node it is the one it gave us.
      io.engine.handleUpgrade(request as Parameters<typeof io.engine.handleUpgrade>[0], socket, head);
    },
    async close() {
      if (closed) return;
      closed = true;
      forget();
      io.emit('closing');
      // Closed one layer below socket.io: a page told "disconnect" by socket.io itself would not come back on its own.
      const gone = [...io.sockets.sockets.values()].map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('disconnect', () => resolve());
            socket.conn.close(); // after what is still to be sent, `closing` included
          }),
      );
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        Promise.all(gone),
        new Promise((resolve) => {
          timer = setTimeout(resolve, FAREWELL_MS);
        }),
      ]);
      clearTimeout(timer);
      await io.close();
    },
  };
}

/** socket.io hands `data` to the page's `connect_error`; the sentence is in both places. */
function refusal(failure: Failure): Error {
  return Object.assign(new Error(failure.message), { data: failure });
}
