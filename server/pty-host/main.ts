import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import { processStartTime } from '#server/process/identity.ts';
import { takeLock } from '#server/process/lock.ts';
import { openStateFolder, type StateFolder } from '#server/process/state-folder.ts';
import { ClientConnection } from './client-connection.ts';
import { openLogFile } from './log-file.ts';
import { markedProcesses, signalProcess, terminalSession } from './processes.ts';
import { nodePtySpawner } from './pty.ts';
import { PtyHost } from './pty-host.ts';
import { Screens, startScreenWorker } from './screens.ts';
import { Snapshots } from './snapshots.ts';

/**
 * The pty host's process: `node pty-host.js --state <folder> --umask <octal> --build <text>`.
 *
 * It tells its starter over IPC `{ ready: true }`, `{ lost: pid }` when another one holds the state folder, or
 * `{ failed: Failure }`, and lets go of it. It ends on SIGTERM, and when nobody needs it.
 */

/** How long the last pictures may take when the machine shuts down; systems kill some seconds after their TERM. */
const CLOSE_WITHIN_MS = 3000;

type Verdict = { ready: true } | { lost: number } | { failed: Failure };

function tell(verdict: Verdict): void {
  if (process.send === undefined) return;
  process.send(verdict, () => {
    if (process.connected) process.disconnect();
  });
}

async function main(): Promise<void> {
  process.umask(0o077);
  process.on('SIGHUP', () => undefined); // the terminal that started us is not what we live by
  process.on('SIGINT', () => undefined);
  const { values } = parseArgs({ options: { state: { type: 'string' }, umask: { type: 'string' }, build: { type: 'string' } } });
  const started = await start({
    state: values.state ?? '',
    umask: Number.parseInt(values.umask ?? '022', 8),
    build: values.build ?? 'unknown',
  });
  if (!started.ok) {
    tell({ failed: started.error });
    process.exitCode = 1;
    return;
  }
  tell(started.value);
}

async function start(options: { state: string; umask: number; build: string }): Promise<Result<Verdict>> {
  const folder = openStateFolder(options.state);
  if (!folder.ok) return folder;
  const state = folder.value;
  const lock = takeLock(state.ptyHostLock);
  if (!lock.held) return success({ lost: lock.owner.pid });
  const log = openLogFile(join(state.logs, 'pty-host.log'));
  const worker = readFileSync(fileURLToPath(new URL('./screen-worker.cjs', import.meta.url)), 'utf8');
  const screens = new Screens(() => startScreenWorker(worker), log);
  let shutDown: () => Promise<void> = async () => undefined;
  const host = new PtyHost({
    spawn: nodePtySpawner(options.umask),
    screens,
    snapshots: new Snapshots(state.snapshots),
    startTime: processStartTime,
    members: terminalSession,
    signal: signalProcess,
    leftovers: markedProcesses,
    now: () => performance.now(),
    today: () => Date.now(),
    log,
    idle: () => void shutDown(),
  });
  await host.restore();
  const identity = { pid: process.pid, pidStartTime: processStartTime(process.pid) ?? '', build: options.build };
  const clients = new Set<ClientConnection>();
  const server = createServer((socket) => {
    const client = new ClientConnection(socket, host, identity, log);
    clients.add(client);
    socket.on('close', () => clients.delete(client));
  });
  const listening = await listen(server, state);
  if (!listening.ok) return listening;
  shutDown = async () => {
    log('ending');
    server.close();
    setTimeout(() => process.exit(0), CLOSE_WITHIN_MS).unref();
    await host.close();
    for (const client of clients) client.end();
    rmSync(state.ptyHostSocket, { force: true });
    process.exit(0);
  };
  process.on('SIGTERM', () => void shutDown());
  process.on('uncaughtException', (error) => log(`bug: ${error.stack ?? error.message}`)); // one session's fault must not end the others
  process.on('unhandledRejection', (error) => log(`bug: ${error instanceof Error ? error.stack : String(error)}`));
  log(`ready, pid ${process.pid}, build ${options.build}`);
  return success({ ready: true });
}

/** Whoever holds the lock owns the socket's name: what lies there is stale. */
function listen(server: Server, state: StateFolder): Promise<Result<void>> {
  rmSync(state.ptyHostSocket, { force: true });
  return new Promise((done) => {
    server.once('error', (error) =>
      done(failure('pty_host_failed', `The pty host cannot listen on ${state.ptyHostSocket}: ${error.message}.`)),
    );
    server.listen(state.ptyHostSocket, () => {
      chmodSync(state.ptyHostSocket, 0o600); // its folder let nobody else in meanwhile
      done(success());
    });
  });
}

main().catch((error: unknown) => {
  tell({
    failed: { code: 'pty_host_failed', message: `The pty host cannot start: ${error instanceof Error ? error.message : String(error)}.` },
  });
  process.exitCode = 1;
});
