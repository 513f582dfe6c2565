import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, WebSocketServer } from 'ws';
import { loginReplySchema } from '#common/api.ts';
import type { GateLog } from './audit.ts';
import { createGate } from './create-gate.ts';
import type { GateCheck } from './decide.ts';
import type { Caller, Gate } from './gate.ts';
import { HTTP_LIMITS } from './http-limits.ts';

/** A real server with the gate in front of handlers that say what reached them; for tests. */
export interface GateServer {
  readonly gate: Gate;
  readonly port: number;
  readonly folder: string;
  readonly cookieName: string;
  /** `beckon.localhost:<port>` and its origin. */
  readonly host: string;
  readonly origin: string;
  readonly bearer: string;
  /** What was logged, one JSON text per line. */
  readonly log: string[];
  /** Requests and upgrades that got by the gate. */
  readonly reached: Reached[];
  /** Moves the gate's clock on; milliseconds. */
  pass(ms: number): void;
  ask(ask: Ask): Promise<Answer>;
  /** A WebSocket to `path`: the status of its refusal, or 101. */
  knock(path: string, headers: OutgoingHttpHeaders): Promise<number>;
  /** Logs in with a fresh link, as the login page does. */
  logIn(): Promise<{ cookie: string; key: string }>;
  close(): Promise<void>;
}

export interface Reached {
  readonly caller: Caller;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
}

export interface Ask {
  method?: string;
  path?: string;
  /** Host, Sec-Fetch-Site and the like are sent as given; Host is the canonical one unless named. */
  headers?: OutgoingHttpHeaders;
  body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface GateServerOptions {
  folder?: string;
  checks?: readonly GateCheck[];
  publicUrl?: string | null;
}

export async function startGateServer(options: GateServerOptions = {}): Promise<GateServer> {
  const own = options.folder === undefined;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'beckon-gate-')));
  const log: string[] = [];
  const reached: Reached[] = [];
  const write: GateLog['warn'] = (fields, message) => void log.push(JSON.stringify({ ...fields, message }));
  let time = 1_000_000;
  let port = 0;
  const state = { gate: join(folder, 'gate.json'), token: join(folder, 'token') };
  const made = await createGate({
    state,
    port: () => port,
    publicUrl: options.publicUrl ?? null,
    clock: () => time,
    log: { info: write, warn: write },
    ...(options.checks === undefined ? {} : { checks: options.checks }),
  });
  if (!made.ok) throw new Error(made.error.message);
  const gate = made.value;

  const server = createServer(HTTP_LIMITS, async (req, res) => {
    const caller = await gate.admit(req, res, 'tcp');
    if (caller === null) return;
    reached.push({ caller, url: req.url ?? '', headers: { ...req.headers }, rawHeaders: [...req.rawHeaders] });
    req.resume();
    res.end('inside');
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (req, socket, head) => {
    const caller = gate.admitUpgrade(req, socket, 'tcp');
    if (caller === null) return;
    reached.push({ caller, url: req.url ?? '', headers: { ...req.headers }, rawHeaders: [...req.rawHeaders] });
    sockets.handleUpgrade(req, socket, head, (ws) => ws.close());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;

  const host = `beckon.localhost:${port}`;
  const origin = `http://${host}`;
  const bearer = (await readFile(state.token, 'utf8')).trim();
  const { instanceId } = JSON.parse(await readFile(state.gate, 'utf8')) as { instanceId: string };

  const ask = ({ method = 'GET', path = '/', headers = {}, body }: Ask): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const req = request({ host: '127.0.0.1', port, method, path, headers: { host, ...headers }, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString() }));
      });
      req.on('error', reject);
      req.end(body);
    });

  return {
    gate,
    port,
    folder,
    cookieName: `beckon_${instanceId}`,
    host,
    origin,
    bearer,
    log,
    reached,
    pass: (ms) => {
      time += ms;
    },
    ask,
    knock: (path, headers) =>
      new Promise((resolve, reject) => {
        const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { host, ...headers } as Record<string, string> });
        ws.on('close', () => resolve(101));
        ws.on('unexpected-response', (req, res) => {
          res.resume();
          resolve(res.statusCode ?? 0);
          req.destroy();
        });
        ws.on('error', (error) => (/Unexpected server response|hang up/.test(error.message) ? undefined : reject(error)));
      }),
    async logIn() {
      const answer = await ask({
        method: 'POST',
        path: '/login',
        headers: { origin, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ token: gate.link().split('#')[1] }),
      });
      const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
      if (answer.status !== 200 || cookie === undefined) throw new Error(`login gave ${answer.status}: ${answer.text}`);
      return { cookie, key: loginReplySchema.parse(JSON.parse(answer.text)).key };
    },
    async close() {
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (own) await rm(folder, { recursive: true, force: true });
    },
  };
}
