import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from '#common/protocol.ts';
import { type Failure, httpStatus } from '#common/result.ts';
import { answerUpgrade } from '#server/gate/answer.ts';
import type { Channel, Gate } from '#server/gate/gate.ts';
import type { Log } from '#server/log.ts';
import type { Pages } from '#server/next/pages.ts';
import type { SocketServer } from '#server/socket/socket-server.ts';
import type { Api } from './api.ts';

/** The one way in, for each request and each upgrade in this order: the gate, the API, socket.io, the pages. */
export interface FrontDoor {
  request(request: IncomingMessage, response: ServerResponse, channel: Channel): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, channel: Channel): void;
}

export function createFrontDoor({
  gate,
  api,
  sockets,
  pages,
  log,
  isClosing,
}: {
  gate: Gate;
  api: Api;
  sockets: SocketServer;
  pages: Pages;
  log: Log;
  isClosing: () => boolean;
}): FrontDoor {
  async function serve(request: IncomingMessage, response: ServerResponse, channel: Channel): Promise<void> {
    const caller = await gate.admit(request, response, channel);
    if (caller === null) return;
    const path = pathOf(request);
    if (path === '/api' || path.startsWith('/api/')) return api(request, response, caller);
    if (path === SOCKET_PATH || path.startsWith(`${SOCKET_PATH}/`)) {
      return answer(response, { code: 'not_found', message: `${SOCKET_PATH} takes WebSockets only. Upgrade the connection.` });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return answer(response, {
        code: 'method_not_allowed',
        message: `Pages are read with GET, not ${String(request.method).slice(0, 20)}. Commands go to /api.`,
      });
    }
    if (isClosing())
      return answer(response, { code: 'shutting_down', message: 'Beckon is stopping. Sessions run on; reload when it is back.' });
    await pages.handle(request, response);
  }

  return {
    request(request, response, channel) {
      serve(request, response, channel).catch((error: unknown) => {
        const id = randomUUID();
        log.error({ id, method: request.method, path: pathOf(request), err: error }, 'request failed');
        if (response.headersSent) response.destroy();
        else
          answer(response, {
            code: 'internal',
            message: `Beckon made a mistake (error ${id}). The log, logs/hub.log in the state folder, says more under that id.`,
          });
      });
    },
    upgrade(request, socket, head, channel) {
      // Until socket.io takes over, nobody else listens: without this a reset connection would be an uncaught error.
      const onError = (error: Error) => log.debug({ err: error }, 'upgrade broke off');
      socket.on('error', onError);
      const caller = gate.admitUpgrade(request, socket, channel);
      if (caller === null) return;
      const path = pathOf(request);
      if (path !== SOCKET_PATH && path !== `${SOCKET_PATH}/`)
        return reject(socket, { code: 'not_found', message: `WebSockets are taken at ${SOCKET_PATH} only. Connect there.` });
      if (caller.kind === 'anyone')
        return reject(socket, { code: 'unauthorized', message: 'A credential is needed. Open the link that `npm start` prints.' });
      if (isClosing())
        return reject(socket, { code: 'shutting_down', message: 'Beckon is stopping. Sessions run on; connect again when it is back.' });
      socket.off('error', onError);
      sockets.handleUpgrade(request, socket, head, caller);
    },
  };
}

/** Never with the query, which can hold the second value of a credential. */
function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  return path;
}

/** A failure as JSON, for what no route answers. */
export function answer(response: ServerResponse, failure: Failure): void {
  response.writeHead(httpStatus(failure.code), { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: failure }));
}

function reject(socket: Duplex, why: Failure): void {
  answerUpgrade(socket, { why, status: httpStatus(why.code), retryAfter: null });
}
