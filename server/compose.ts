import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Failure, type Result, success } from '#common/result.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/database.ts';
import { createGate } from './gate/create-gate.ts';
import { createLocalHost } from './hosts/local-host.ts';
import { createApi } from './http/api.ts';
import { createFrontDoor } from './http/front-door.ts';
import { bindLoopback } from './http/listeners.ts';
import { createSessionHub } from './hub/session-hub.ts';
import type { Log } from './log.ts';
import { openPages } from './next/pages.ts';
import type { StateFolder } from './process/state-folder.ts';
import { providers } from './providers/registry.ts';
import { createSocketServer } from './socket/socket-server.ts';

export interface ComposeOptions {
  readonly config: Config;
  /** Opened, and locked by this process. */
  readonly state: StateFolder;
  /** The folder of the program: bundles in `dist`, pages in `.next`, migrations in `prisma`. */
  readonly root: string;
  readonly version: string;
  /** Names this build to the pty host. */
  readonly build: string;
  /** Environment and umask of the person, for the programs of sessions. */
  readonly env: NodeJS.ProcessEnv;
  readonly umask: number;
  readonly log: Log;
}

export interface RunningHub {
  readonly port: number;
  /** A fresh link that opens the page, once. */
  link(): string;
  /** Stops serving, tells pages, brings what is open to disk. Sessions run on. Safe to call twice. */
  close(): Promise<void>;
}

/** Of the five seconds that a graceful stop may take, what requests under way get, in milliseconds. */
const FINISH_MS = 1500;

/** How long the start waits for the pty host, in milliseconds; after that pages are told that it does not answer yet. */
const HOST_WAIT_MS = 3000;

/** Builds everything by hand, in the order in which it is needed, and listens. A failed start leaves nothing open. */
export async function listen(options: ComposeOptions): Promise<Result<RunningHub>> {
  const { config, state, root, version, build, env, umask, log } = options;
  /** What to undo, newest first. */
  const undo: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const isClosing = () => closing !== undefined;

  async function close(): Promise<void> {
    for (const each of undo.reverse()) {
      try {
        await each();
      } catch (error) {
        log.error({ err: error }, 'stopping: one part failed, the others go on');
      }
    }
  }
  function stop(): Promise<void> {
    closing ??= close();
    return closing;
  }
  async function fail(error: Failure): Promise<Result<never>> {
    await stop();
    return { ok: false, error };
  }

  const listeners = await bindLoopback(config.port);
  if (!listeners.ok) return listeners;
  const { port } = listeners.value;
  undo.push(() => listeners.value.close(FINISH_MS));

  const loading = openPages(root, { hasGallery: config.hasGallery });
  loading.catch(() => undefined); // awaited below; a failure before that must not count as unhandled
  const database = await openDatabase({ state, migrations: join(root, 'prisma', 'migrations'), log });
  if (!database.ok) return fail(database.error);
  undo.push(() => database.value.close());

  const host = createLocalHost({
    state,
    entry: join(root, 'dist', 'pty-host.js'),
    demoEntry: join(root, 'dist', 'demo-agent.js'),
    build,
    umask,
    env,
    log: (message) => log.info({ host: 'local' }, message),
  });
  const saved = await database.value.hosts.save({ id: host.id, name: host.name });
  if (!saved.ok) return fail(saved.error);

  const gate = await createGate({ state, port: () => port, publicUrl: config.publicUrl, log, clock: () => performance.now() });
  if (!gate.ok) return fail(gate.error);

  const pages = await loading;
  if (!pages.ok) return fail(pages.error);

  const hub = createSessionHub({
    hosts: [host],
    repository: database.value.sessions,
    folders: database.value.folders,
    providers,
    log,
    startProblem: database.value.opened.repair,
  });
  undo.push(() => hub.close());
  const opened = await hub.open();
  if (!opened.ok) return fail(opened.error);
  await hub.ready(HOST_WAIT_MS);

  // Again, above the hub: what is being answered still needs it. The first one is for a start that fails before.
  undo.push(() => listeners.value.close(FINISH_MS));
  const sockets = createSocketServer({ hub, gate: gate.value, log });
  undo.push(() => sockets.close());
  const api = createApi({ hub, gate: gate.value, log, version, isClosing });
  listeners.value.serve(createFrontDoor({ gate: gate.value, api, sockets, pages: pages.value, log, isClosing }));
  // Last to come, first to go: what still arrives is answered 503.
  undo.push(async () => listeners.value.stopAccepting());
  const unix = await listeners.value.listenUnix(state.hubSocket);
  if (!unix.ok) return fail(unix.error);

  log.info({ run: randomUUID(), port, version }, 'listening');
  return success({ port, link: () => gate.value.link(), close: stop });
}
