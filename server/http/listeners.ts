import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ListenOptions } from 'node:net';
import type { Duplex } from 'node:stream';
import { failure, type Result, success } from '#common/result.ts';
import type { Channel } from '#server/gate/gate.ts';
import { HTTP_LIMITS } from '#server/gate/http-limits.ts';
import { codeOf, fileFailure } from '#server/process/private-file.ts';
import { answer, type FrontDoor } from './front-door.ts';

/** The sockets on which the hub listens: loopback TCP, and a unix socket that only its owner can open. */
export interface Listeners {
  readonly port: number;
  /** From now on requests go there; until then they are told to come back. */
  serve(door: FrontDoor): void;
  listenUnix(path: string): Promise<Result<void>>;
  /** Takes nothing new. */
  stopAccepting(): void;
  /** Waits for what is being answered, at most this long, then cuts it off. */
  close(withinMs: number): Promise<void>;
}

/** How often another free port is tried, when the one that 127.0.0.1 got is taken on ::1. */
const FREE_PORT_TRIES = 10;

/** Binds to 127.0.0.1 and, where it exists, to ::1 on the same port; port 0 takes a free one. */
export async function bindLoopback(port: number): Promise<Result<Listeners>> {
  for (let tries = 1; ; tries += 1) {
    const bound = await bindBoth(port);
    if (bound.ok || port !== 0 || bound.error.code !== 'port_taken' || tries === FREE_PORT_TRIES) return bound;
  }
}

async function bindBoth(port: number): Promise<Result<Listeners>> {
  let door: FrontDoor | null = null;
  const servers: Server[] = [];
  const closing: Server[] = [];
  const closed: Promise<void>[] = [];

  function add(channel: Channel): Server {
    const server = createServer(HTTP_LIMITS);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (door !== null) return door.request(request, response, channel);
      answer(response, { code: 'shutting_down', message: 'Beckon is starting. Try again in a moment.' });
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (door !== null) door.upgrade(request, socket, head, channel);
      else socket.destroy();
    });
    servers.push(server);
    return server;
  }

  const listeners: Omit<Listeners, 'port'> = {
    serve(next) {
      door = next;
    },
    async listenUnix(path) {
      rmSync(path, { force: true }); // a dead hub's; the caller holds the lock, so it is nobody's
      const error = await listen(add('unix'), { path });
      if (error !== null) return fileFailure(error, `listen on ${path}`);
      chmodSync(path, 0o600);
      return success();
    },
    stopAccepting() {
      for (const server of servers.splice(0)) {
        closed.push(new Promise((resolve) => server.close(() => resolve())));
        closing.push(server);
      }
    },
    async close(withinMs) {
      listeners.stopAccepting();
      const cut = setTimeout(() => {
        for (const server of closing) server.closeAllConnections();
      }, withinMs);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
  const four = add('tcp');
  const error = await listen(four, { host: '127.0.0.1', port });
  if (error !== null) return listenFailure(error, port);
  const address = four.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const sixError = await listen(add('tcp'), { host: '::1', port: taken, ipv6Only: true });
  if (sixError !== null && !hasNoAddress(sixError)) {
    await listeners.close(0);
    return listenFailure(sixError, taken);
  }
  return success({ ...listeners, port: taken });
}

function listen(server: Server, options: ListenOptions): Promise<Error | null> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(options, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
}

/** This machine has no IPv6 loopback. */
function hasNoAddress(error: Error): boolean {
  return codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT';
}

function listenFailure(error: Error, port: number): Result<never> {
  const other = 'Choose another with `npm start -- --port N` or BECKON_PORT.';
  if (codeOf(error) === 'EADDRINUSE') return failure('port_taken', `Port ${port} is taken by another program. ${other}`);
  if (codeOf(error) === 'EACCES') return failure('port_invalid', `Your user may not listen on port ${port}. ${other}`);
  return failure('io_failed', `Cannot listen on port ${port}: ${codeOf(error) ?? error.message}. ${other}`);
}
