import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { pageCaller } from '../callers.ts';
import { expect, test } from '../fixtures.ts';
import type { HubProcess } from '../hub-process.ts';

/** Section A against the release build: who can reach it, and what a stranger's bytes come to. */

/** Addresses on which a process listens, as `name:port`; from Linux's own tables. */
function listening(pid: number): string[] {
  const open = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? ''];
      } catch {
        return []; // closed while we looked
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    (existsSync(`/proc/${pid}/net/${table}`) ? readFileSync(`/proc/${pid}/net/${table}`, 'utf8') : '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && open.has(fields[9] ?? ''))
      .map((fields) => readable(fields[1] ?? '')),
  );
}

/** `0100007F:1F90` -> `127.0.0.1:8080`; IPv6 only where it is loopback, else as it stands. */
function readable(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const name = address.length === 8 ? [...Buffer.from(address, 'hex')].reverse().join('.') : address;
  return `${name === '00000000000000000000000001000000' ? '::1' : name}:${Number.parseInt(port, 16)}`;
}

const LAN = Object.values(networkInterfaces())
  .flat()
  .filter((each) => each !== undefined && !each.internal && !each.address.startsWith('fe80'))
  .map((each) => each?.address ?? '');

function tryConnect(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
  });
}

async function expectLoopbackOnly(hub: HubProcess): Promise<void> {
  if (process.platform === 'linux') {
    const hasSix = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
    expect(listening(hub.pid).sort()).toEqual([`127.0.0.1:${hub.port}`, ...(hasSix ? [`::1:${hub.port}`] : [])]);
    expect(listening(hub.ptyHostPid ?? -1)).toEqual([]);
  }
  for (const address of LAN) expect(await tryConnect(address, hub.port)).toBe('ECONNREFUSED');
  expect(await tryConnect('127.0.0.1', hub.port)).toBe('connected');
}

test('S01 S08 only loopback listens, on one port, without an inspector', async ({ hub }) => {
  await hub.create({});
  await expectLoopbackOnly(hub);
  expect((await hub.knock('GET', '/api/health')).status).toBe(200);
});

test('S02 nothing binds it beyond loopback', async ({ hub, hubWith, folder }) => {
  await hub.stop('SIGTERM');
  const open = hubWith({ HOST: '0.0.0.0', HOSTNAME: '0.0.0.0', BECKON_HOST: '0.0.0.0', BECKON_PUBLIC_URL: 'http://beckon.example.com' });
  await open.start();
  await expectLoopbackOnly(open);
  for (const args of [['--host', '0.0.0.0'], ['--host=0.0.0.0'], ['--bind', '::'], ['--hostname', '0.0.0.0'], ['--no-auth']]) {
    const start = join(import.meta.dirname, '..', '..', 'cli', 'start.mjs');
    const child = spawn(process.execPath, [start, ...args], {
      env: { PATH: process.env.PATH ?? '', HOME: folder, BECKON_HOME: `${folder}/other` },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect((await once(child, 'close'))[0]).toBe(2);
    expect(said.split('\n')[0]).toContain(args[0]?.split('=')[0]);
  }
  expect(existsSync(`${folder}/other`)).toBe(false);
});

/** The lines of the hub's log. */
function log(hub: HubProcess): { event?: string; level: number; msg: string }[] {
  const lines = readFileSync(join(hub.state, 'logs', 'hub.log'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('S04 another host name, with all our credentials and an equal origin, gets nothing', async ({ hub }) => {
  const page = await pageCaller(hub);
  for (const name of [
    `evil.test:${hub.port}`,
    'beckon.localhost:1',
    'beckon.localhost',
    `beckon.localhost.evil.test:${hub.port}`,
    `a.beckon.localhost:${hub.port}`,
  ]) {
    const headers = { ...page.headers, host: name, origin: `http://${name}` };
    for (const path of ['/', '/api/sessions', '/api/health', '/login', '/icon.svg', '/_next/static/x.js']) {
      expect(await hub.knock('GET', path, headers)).toMatchObject({ status: 403 });
    }
    expect((await hub.knock('POST', '/api/links', headers)).status).toBe(403);
    const upgrade = {
      ...headers,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    expect((await hub.knock('GET', `/socket/?EIO=4&transport=websocket&version=1&key=${page.key}`, upgrade)).status).toBe(403);
  }
  expect((await page.call('GET', '/api/sessions')).status).toBe(200);
});

const DEV_PATHS = [
  '/_next/webpack-hmr',
  '/_next/mcp',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/data/x/index.json',
  '/_next/flight/x',
  '/__nextjs_original-stack-frames',
  '/__nextjs_source-map?filename=x',
  '/__nextjs_launch_editor',
  '/__nextjs_font/x.woff2',
  '/__nextjs_devtools_config',
  '/__next_hmr',
  '/_next',
  '/_NEXT/mcp',
];

test("S08 Next's own and development endpoints are not there, not even for a page", async ({ hub }) => {
  const page = await pageCaller(hub);
  for (const path of DEV_PATHS) {
    for (const method of ['GET', 'POST']) expect((await page.call(method, path)).status, `${method} ${path}`).toBe(404);
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    expect((await page.call('GET', path, undefined, upgrade)).status, `upgrade ${path}`).toBe(404);
  }
  expect((await page.call('GET', '/', undefined, { accept: 'text/html' })).status).toBe(200);
});

const FRAMEWORK_HEADERS = {
  'next-action': 'a'.repeat(42),
  'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D',
  rsc: '1',
  'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware',
  'x-middleware-rewrite': '/s/x',
  'x-middleware-next': '1',
  'x-nextjs-data': '1',
  'x-nextjs-postponed': '1',
  'next-resume': '1',
  'x-matched-path': '/s/x',
  'x-invoke-path': '/s/x',
  'x-invoke-status': '200',
  'x-forwarded-host': 'evil.test',
  'x-original-url': '/api/sessions',
  'x-http-method-override': 'GET',
  'x-prerender-revalidate': 'x',
};

test('S09 S10 a payload for the framework, and headers that only it sets, get no further than the gate', async ({ hub }) => {
  const host = { host: new URL(hub.origin).host };
  const before = { output: hub.output, lines: log(hub).length };
  const bodies: [string, string][] = [
    ['text/x-component', '0:{"a":"$@1"}\n1:{"status":"resolved_model","reason":-1,"value":"{\\"then\\":\\"$B1337\\"}"}'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then"}\r\n--x--\r\n'],
    ['text/plain;charset=UTF-8', '[]'],
  ];
  for (const path of ['/', '/s/aaaaaaaaaaaa', '/_not-found', '/icon.svg', '/nothing']) {
    for (const [type, body] of bodies) {
      const answer = await hub.knock('POST', path, { ...host, ...FRAMEWORK_HEADERS, 'content-type': type }, body);
      expect(answer, path).toMatchObject({ status: 401, text: expect.stringMatching(/^No access\./) });
    }
    for (const headers of [FRAMEWORK_HEADERS, { rsc: '1', 'next-router-prefetch': '1' }, { 'x-middleware-subrequest': '1' }]) {
      const answer = await hub.knock('GET', `${path}?_rsc=1`, { ...host, ...headers });
      if (path === '/icon.svg') expect(answer.headers['content-type']).toBe('image/svg+xml');
      else expect(answer.status, path).toBe(401);
    }
  }
  expect(hub.output).toBe(before.output);
  expect(
    log(hub)
      .slice(before.lines)
      .map(({ event }) => event)
      .filter((event) => event !== 'gate_refused'),
  ).toEqual([]);

  // With a login they are taken out: the page is the page. What Next's own client sends goes on.
  const page = await pageCaller(hub);
  for (const headers of [{}, { ...FRAMEWORK_HEADERS, rsc: '0', 'next-router-state-tree': '' }]) {
    const answer = await page.call('GET', '/s/aaaaaaaaaaaa', undefined, { accept: 'text/html', ...headers });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
  }
  expect((await page.call('GET', '/?_rsc', undefined, { rsc: '1' })).headers['content-type']).toContain('text/x-component');
  expect((await page.call('POST', '/', '[]', { 'next-action': 'a'.repeat(42), 'content-type': 'text/plain' })).status).toBe(405);
});

/** A raw connection that has sent `head`; `answer` is the status line of what comes back, or how it ended. */
function slow(port: number, head: string): { socket: Socket; answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.includes('\r\n')) resolve(text.split('\r\n', 1)[0] ?? '');
    });
    socket.on('close', () => resolve(text.split('\r\n', 1)[0] || 'closed'));
    socket.on('error', () => undefined); // 'close' follows
  });
  socket.write(head); // waits in order until it is connected
  return { socket, answer };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

test('S11 slow and fat requests are cut off, and a page is answered meanwhile', async ({ hub }) => {
  const page = await pageCaller(hub);
  const ping = async (): Promise<number> => {
    const at = performance.now();
    expect((await page.call('GET', '/api/hosts')).status).toBe(200);
    return performance.now() - at;
  };
  const before: number[] = [];
  while (before.length < 20) before.push(await ping());
  const host = `Host: beckon.localhost:${hub.port}`;
  const post = `POST /login HTTP/1.1\r\n${host}\r\nOrigin: ${hub.origin}\r\nContent-Type: application/json\r\n`;
  const half = Array.from({ length: 1000 }, () => slow(hub.port, `GET / HTTP/1.1\r\n${host}\r\nX-`));
  const drip = slow(hub.port, `${post}Content-Length: 1000\r\n\r\n{`);
  const dripping = setInterval(() => drip.socket.writable && drip.socket.write('x'), 1000);
  const ended = new Set<unknown>();
  for (const each of [...half, drip]) void each.answer.then(() => ended.add(each));
  await Promise.all([...half, drip].map(({ socket }) => (socket.connecting ? once(socket, 'connect') : null)));

  const times: number[] = [];
  let beside = 0;
  while (times.length < 50) {
    times.push(await ping());
    if (ended.size < half.length / 2) beside += 1;
  }
  expect(beside).toBeGreaterThan(0); // answered while most of the thousand and one were still open
  const large = slow(hub.port, `GET / HTTP/1.1\r\n${host}\r\nX-Large: ${'a'.repeat(64 * 1024)}\r\n\r\n`);
  expect(await large.answer).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  times.push(await ping());

  const sized = slow(hub.port, `${post}Content-Length: ${50 * 1024 * 1024}\r\n\r\n`);
  expect(await sized.answer).toBe('HTTP/1.1 413 Payload Too Large');
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  for (const [head, status] of [
    [post, 'HTTP/1.1 413 Payload Too Large'],
    [`POST /api/sessions HTTP/1.1\r\n${host}\r\n`, 'HTTP/1.1 401 Unauthorized'],
  ] as const) {
    const fat = slow(hub.port, `${head}Transfer-Encoding: chunked\r\n\r\n`);
    for (let sent = 0; sent < 50 && fat.socket.writable; sent += 1) {
      fat.socket.write(`${chunk.length.toString(16)}\r\n`);
      fat.socket.write(chunk);
      if (!fat.socket.write('\r\n')) await Promise.race([new Promise((resolve) => fat.socket.write('', resolve)), fat.answer]);
      if (sent % 10 === 0) times.push(await ping());
    }
    expect(await fat.answer).toBe(status);
    fat.socket.destroy();
  }
  sized.socket.destroy();
  // 200 ms; on a machine that is busy with other things, ten times what a ping took before.
  expect(median(times)).toBeLessThan(Math.max(200, 10 * median(before)));

  for (const { answer } of half) expect(['HTTP/1.1 408 Request Timeout', 'closed']).toContain(await answer);
  expect((await Promise.all(half.map(({ answer }) => answer))).filter((line) => line.includes('408')).length).toBeGreaterThan(990);
  expect(await drip.answer).toBe('HTTP/1.1 408 Request Timeout');
  expect([...ended].at(-1)).toBe(drip); // a body has longer than a head
  clearInterval(dripping);
  for (const { socket } of [...half, drip]) socket.destroy();
  expect((await page.call('GET', '/api/hosts')).status).toBe(200);
});
