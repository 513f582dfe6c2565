import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBareDoor } from './bare-door.ts';
import { type BeckonAddress, createBeckonDoor, endSession } from './beckon-door.ts';
import { ask, askHub } from './hub-request.ts';
import { isAlive } from './processes.ts';
import { shellEnvironment } from './shell.ts';
import { type Door, pause } from './terminal.ts';

/** How to reach a server under test; goes to other processes as it is. */
export type Address = { readonly kind: 'bare'; readonly port: number } | ({ readonly kind: 'beckon' } & BeckonAddress);

/** A server under test, running. */
export interface Server {
  readonly address: Address;
  /** Its processes: role -> pid. */
  readonly pids: Readonly<Record<string, number>>;
  /** Ends it with everything it started. */
  close(): Promise<void>;
}

export interface Surroundings {
  /** The checkout. */
  readonly root: string;
  /** A temporary folder that is removed afterwards. */
  readonly folder: string;
  /** Where the bench's own bundles are. */
  readonly bundles: string;
}

export function openDoor(address: Address): Promise<Door> {
  return address.kind === 'bare' ? Promise.resolve(createBareDoor(address.port)) : createBeckonDoor(address);
}

export async function startBare({ folder, bundles }: Surroundings): Promise<Server> {
  const child = spawn(process.execPath, [join(bundles, 'bare-server.mjs')], {
    cwd: folder,
    env: shellEnvironment(folder),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { port } = (await firstMessage(child)) as { port: number };
  return { address: { kind: 'bare', port }, pids: { server: child.pid ?? 0 }, close: () => endChild(child, 'SIGTERM') };
}

/** The release build: hub and pty host, with a state folder of their own, and the credential of a real login. */
export async function startBeckon({ root, folder }: Surroundings): Promise<Server> {
  const state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  const child = spawn(process.execPath, [join(root, 'dist', 'hub.js')], {
    cwd: root,
    env: { ...shellEnvironment(folder), BECKON_HOME: state, BECKON_PORT: '0' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  async function close(): Promise<void> {
    await endChild(child, 'SIGTERM');
    const ptyHost = ptyHostOf(state);
    if (ptyHost === null) return;
    process.kill(ptyHost, 'SIGTERM'); // its programs end with it
    while (isAlive(ptyHost)) await pause(20);
  }
  try {
    const news = (await firstMessage(child)) as { listening?: { url: string; port: number }; failed?: { message: string } };
    if (news.listening === undefined) throw new Error(news.failed?.message ?? 'The hub did not say how its start went.');
    const { url, port } = news.listening;
    const login = await logIn(url, port);
    const hubSocket = join(state, 'hub.sock');
    await untilConnected(hubSocket);
    const address = { kind: 'beckon', port, ...login, hubSocket, cwd: folder } as const;
    return { address, pids: { hub: child.pid ?? 0, 'pty host': ptyHostOf(state) ?? 0 }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Ends what a viewer left running that was killed; a bare server ends its shell by itself. */
export async function endOrphan(address: Address, session: string | null): Promise<void> {
  if (address.kind === 'beckon' && session !== null) await endSession(address.hubSocket, session);
}

async function logIn(link: string, port: number): Promise<{ cookie: string; key: string }> {
  const own = `beckon.localhost:${port}`;
  const headers = { host: own, origin: `http://${own}`, 'content-type': 'application/json' };
  const token = link.split('#')[1] ?? '';
  const answer = await ask({ host: '127.0.0.1', port, method: 'POST', path: '/login', headers }, JSON.stringify({ token }));
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (answer.status !== 200 || cookie === undefined) throw new Error(`The login was refused: ${answer.text}`);
  return { cookie, key: (JSON.parse(answer.text) as { key: string }).key };
}

/** The hub serves while its pty host may still be starting. */
async function untilConnected(hubSocket: string): Promise<void> {
  for (;;) {
    const { hosts } = (await askHub(hubSocket, 'GET', '/api/hosts')) as { hosts: { state: string }[] };
    if (hosts.every(({ state }) => state === 'connected')) return;
    await pause(20);
  }
}

/** Its lock names its process. Null when there is none. */
function ptyHostOf(state: string): number | null {
  const lock = readdirSync(state).find((name) => /^pty-host\.lock\.\d+$/.test(name));
  if (lock === undefined) return null;
  const { pid } = JSON.parse(readFileSync(join(state, lock), 'utf8')) as { pid: number };
  return isAlive(pid) ? pid : null;
}

async function firstMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code, signal]) => Promise.reject(new Error(`${child.spawnfile} ended at once (${signal ?? code}).`))),
  ]);
  return message;
}

export async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
