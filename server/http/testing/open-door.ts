import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { success } from '#common/result.ts';
import type { Caller, Gate } from '#server/gate/gate.ts';
import { createSessionHub, type SessionHub } from '#server/hub/session-hub.ts';
import { createFakeHost, type FakeHost } from '#server/hub/testing/fake-host.ts';
import { createMemoryFolders } from '#server/hub/testing/memory-folders.ts';
import { createMemoryRepository, type MemoryRepository } from '#server/hub/testing/memory-repository.ts';
import { createQuietLog } from '#server/hub/testing/quiet-log.ts';
import { providers } from '#server/providers/registry.ts';
import { createSocketServer } from '#server/socket/socket-server.ts';
import { createApi } from '../api.ts';
import { createFrontDoor } from '../front-door.ts';

/** A gate for unit tests: it lets in whom the test names, and keeps what was asked of it. */
export interface OpenGate extends Gate {
  caller: Caller;
  readonly calls: string[];
  revoke(login: string | null): void;
}

export function createOpenGate(): OpenGate {
  const listeners = new Set<(login: string | null) => void>();
  const gate: OpenGate = {
    caller: { kind: 'bearer' },
    calls: [],
    revoke(login) {
      for (const listener of listeners) listener(login);
    },
    admit: async () => gate.caller,
    admitUpgrade: () => gate.caller,
    link: () => 'http://beckon.localhost/login#once',
    async logout(login) {
      gate.calls.push(`logout ${login}`);
      return success();
    },
    async rotate() {
      gate.calls.push('rotate');
      return success();
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return gate;
}

export interface OpenDoor {
  readonly url: string;
  readonly gate: OpenGate;
  readonly host: FakeHost;
  readonly repository: MemoryRepository;
  readonly hub: SessionHub;
  readonly log: ReturnType<typeof createQuietLog>;
  /** Requests that reached the pages. */
  readonly pages: string[];
  /** From now on the hub is stopping. */
  isClosing: boolean;
  /** Connections that the server holds open, upgraded ones too. */
  connections(): Promise<number>;
  /** The graceful stop of the sockets alone. */
  closeSockets(): Promise<void>;
  close(): Promise<void>;
}

/** The real front door over a real HTTP server on a free port of 127.0.0.1, with a gate that lets in and a fake machine. */
export async function openDoor(): Promise<OpenDoor> {
  const gate = createOpenGate();
  const host = createFakeHost();
  const repository = createMemoryRepository();
  const log = createQuietLog();
  const hub = createSessionHub({ hosts: [host], repository, folders: createMemoryFolders(), providers, log });
  await hub.open();
  host.connect();
  const pages: string[] = [];
  const isClosing = () => door.isClosing;
  const sockets = createSocketServer({ hub, gate, log });
  const api = createApi({ hub, gate, log, version: '1.2.3', isClosing });
  const front = createFrontDoor({
    gate,
    api,
    sockets,
    log,
    isClosing,
    pages: {
      async handle(request, response) {
        pages.push(`${request.method} ${request.url}`);
        response.end('page');
      },
    },
  });
  const server = createServer((request, response) => front.request(request, response, 'tcp'));
  server.on('upgrade', (request, socket, head) => front.upgrade(request, socket, head, 'tcp'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: OpenDoor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gate,
    host,
    repository,
    hub,
    log,
    pages,
    isClosing: false,
    connections: () => promisify(server.getConnections).call(server),
    closeSockets: () => sockets.close(),
    async close() {
      await sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await hub.close();
    },
  };
  return door;
}
