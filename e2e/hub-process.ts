import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure } from '#common/result.ts';
import type { Session } from '#common/session.ts';

/** A real hub of the release build, its own process, with a state folder of its own. */

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** How often a state is asked for that no event tells, in milliseconds. */
const LOOK_MS = 20;

/** How a hub is run, where that is not the usual way. */
export interface HubSurroundings {
  /** Words before its command line: a program that prepares something and then becomes the hub. */
  readonly command?: readonly string[];
  /** The folder of the program: this checkout, or a copy. */
  readonly root?: string;
  /** Where a test sees the hub's root folder, when the hub has mounts of its own. */
  readonly view?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  readonly json: any;
}

export class HubProcess {
  readonly state: string;
  readonly #env: Record<string, string>;
  readonly #surroundings: HubSurroundings;
  readonly #spawned: ChildProcess[] = [];
  #child: ChildProcess | null = null;
  #port = 0;
  /** Everything it wrote to its terminal. */
  output = '';

  constructor(state: string, env: Record<string, string> = {}, surroundings: HubSurroundings = {}) {
    this.state = state;
    this.#env = env;
    this.#surroundings = surroundings;
  }

  /** A file of the state folder, where a test finds it. */
  file(name: string): string {
    return join(`${this.#surroundings.view ?? ''}${this.state}`, name);
  }

  get origin(): string {
    return `http://beckon.localhost:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  /** Starts it, on the port it had before. Gives the first link, or throws what it said. */
  async start(): Promise<string> {
    const child = this.spawn({ BECKON_PORT: String(this.#port) });
    this.#child = child;
    const [news] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => [{ failed: { message: `it ended: ${this.output}` } }]),
    ]);
    if ('failed' in news) throw new Error(news.failed.message);
    this.#port = news.listening.port;
    // It serves while its pty host may still be starting: until then it does not know what runs.
    while ((await this.call('GET', '/api/hosts')).json.hosts[0].state !== 'connected')
      await new Promise((done) => setTimeout(done, LOOK_MS));
    return news.listening.url;
  }

  /** Starts the process without waiting for anything. */
  spawn(env: Record<string, string>): ChildProcess {
    const { command = [], root: folder = root } = this.#surroundings;
    const [file = '', ...args] = [...command, process.execPath, join(folder, 'dist', 'hub.js')];
    const child = spawn(file, args, {
      cwd: folder,
      env: { ...process.env, BECKON_HOME: this.state, ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#spawned.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    return child;
  }

  /** A start that is to fail: what it tells whoever started it, and the code it ends with. */
  async refusal(env: Record<string, string> = {}): Promise<Failure & { exit: number | null }> {
    const child = this.spawn({ BECKON_PORT: '0', ...env });
    const closed = once(child, 'close');
    const [news] = await Promise.race([once(child, 'message'), once(child, 'disconnect')]);
    if (news?.failed === undefined) {
      child.kill('SIGKILL');
      throw new Error(`It was to fail and say why: ${JSON.stringify(news)} ${this.output}`);
    }
    const [exit] = await closed;
    return { ...news.failed, exit };
  }

  /** Sends a signal and waits for nothing. */
  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Waits until it ended by itself or by a signal sent before. */
  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
  }

  async stop(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
    child.kill(signal);
    const [code, by] = await once(child, 'exit');
    return { code, signal: by };
  }

  /** A request over the hub's own unix socket, which needs no credential. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    return ask(
      {
        socketPath: this.file('hub.sock'),
        method,
        path,
        headers: { host: 'beckon', ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      text,
    );
  }

  /** A request over loopback TCP, as a stranger or with the given headers. */
  knock(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
    return ask({ host: '127.0.0.1', port: this.#port, method, path, headers: { host: `127.0.0.1:${this.#port}`, ...headers } }, body);
  }

  async link(): Promise<string> {
    return (await this.call('POST', '/api/links')).json.url;
  }

  async create(session: Record<string, unknown>): Promise<Session> {
    const answer = await this.call('POST', '/api/sessions', { provider: 'shell', cwd: this.state, ...session });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json;
  }

  async session(id: string): Promise<Session> {
    return (await this.call('GET', `/api/sessions/${id}`)).json;
  }

  async screen(id: string): Promise<string> {
    return (await this.call('GET', `/api/sessions/${id}/screen`, undefined, { accept: 'text/plain' })).text;
  }

  /** Ends hub, sessions and pty host, and waits until they are gone. */
  async close(): Promise<void> {
    await this.stop('SIGKILL');
    for (const child of this.#spawned) {
      if (child.exitCode !== null || child.signalCode !== null) continue; // else a test that failed left it
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await this.stopPtyHost('SIGTERM');
    // One that the hub had started just now has no socket yet, and no programs.
    for (const pid of ptyHostsOf(this.state)) {
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await new Promise((done) => setTimeout(done, LOOK_MS));
    }
  }

  get ptyHostPid(): number | null {
    if (!existsSync(this.file(''))) return null;
    const lock = readdirSync(this.file('')).find((name) => /^pty-host\.lock\.\d+$/.test(name));
    return lock === undefined ? null : JSON.parse(readFileSync(this.file(lock), 'utf8')).pid;
  }

  /** Signals the pty host and waits for its end, by the closing of its socket. Its programs end with it. */
  async stopPtyHost(signal: NodeJS.Signals): Promise<void> {
    const socket = createConnection(this.file('pty-host.sock'));
    const ended = new Promise<void>((done) => socket.once('close', () => done()));
    socket.on('error', () => undefined); // none runs: 'close' follows
    const connected = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      ended.then(() => false),
    ]);
    const pid = connected ? this.ptyHostPid : null;
    if (pid !== null) process.kill(pid, signal);
    await ended;
  }
}

function ask(
  options: { host?: string; port?: number; socketPath?: string; method: string; path: string; headers: Record<string, string> },
  body?: string,
): Promise<Answer> {
  return new Promise((done, fail) => {
    const asked = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = response.headers['content-type']?.includes('json') === true && text !== '';
        done({ status: response.statusCode ?? 0, headers: response.headers, text, json: isJson ? JSON.parse(text) : null });
      });
      response.on('error', fail);
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** Processes that are the pty host of a state folder, by their command lines; none are found where there is no /proc. */
function ptyHostsOf(state: string): number[] {
  if (!existsSync('/proc')) return [];
  const isOne = (pid: string) => {
    const words = commandLine(pid);
    return words.some((word) => word.endsWith('/pty-host.js')) && words[words.indexOf('--state') + 1] === state;
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOne(name))
    .map(Number)
    .filter(isAlive);
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // gone
  }
}

/** Whether a process runs: gone and zombie count as not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false; // gone
  }
}
