import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type GateServer, type GateServerOptions, startGateServer } from './gate-fixture.ts';

let server: GateServer;
const start = async (options: GateServerOptions = {}): Promise<void> => {
  server = await startGateServer(options);
};
afterEach(() => server.close());

const NAVIGATION = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };
const postLogin = (token: string, headers: Record<string, string> = {}) =>
  server.ask({
    method: 'POST',
    path: '/login',
    headers: { origin: server.origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
const tokenOf = (link: string): string => link.split('#')[1] ?? '';

describe('addresses', () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])('sends a navigation to %s on to the canonical name', async (name) => {
    await start();
    for (const path of ['/', '/s/abc?view=list&x=%2F', '/login', '//evil.test/x', '/\\evil.test']) {
      const answer = await server.ask({ path, headers: { host: `${name}:${server.port}`, ...NAVIGATION } });
      expect(answer).toMatchObject({ status: 307, text: '' });
      expect(answer.headers.location).toBe(server.origin + path);
      expect(new URL(answer.headers.location ?? '').origin).toBe(server.origin);
    }
    expect(server.reached).toEqual([]);
  });

  it.each(['GET', 'PATCH'])('tells a program on a loopback name that %s has no plain path, and sends it nowhere', async (method) => {
    await start();
    const answer = await server.ask({ method, path: '/api/sessions/..%2fx', headers: { host: `127.0.0.1:${server.port}` } });
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([400, 'invalid_request']);
  });

  it('takes a bearer token on a loopback name, and no cookie', async () => {
    await start();
    const { cookie, key } = await server.logIn();
    const host = `127.0.0.1:${server.port}`;
    expect((await server.ask({ path: '/api/hosts', headers: { host, cookie, 'x-beckon-key': key } })).status).toBe(401);
    expect((await server.ask({ path: '/api/hosts', headers: { host, authorization: `Bearer ${server.bearer}` } })).status).toBe(200);
    expect((await server.ask({ path: '/api/health', headers: { host } })).status).toBe(200);
    expect((await postLogin(tokenOf(server.gate.link()), { host, origin: `http://${host}` })).status).toBe(403);
  });

  it('serves one public origin, with a Secure cookie behind https', async () => {
    await start({ publicUrl: 'https://beckon.example.com/' });
    const host = 'beckon.example.com';
    const link = server.gate.link();
    expect(link).toMatch(/^https:\/\/beckon\.example\.com\/login#[A-Za-z0-9_-]{43}$/);
    expect((await postLogin(tokenOf(link), { host, origin: `http://${host}` })).status).toBe(403);
    const answer = await postLogin(tokenOf(link), { host, origin: `https://${host}` });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    const page = await server.ask({ headers: { host, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' } });
    expect(page.headers['content-security-policy']).toContain("connect-src 'self' wss://beckon.example.com;");
    expect((await server.ask({ path: '/api/health', headers: { host: `${host}:8443` } })).status).toBe(403);
  });

  it('refuses a request with two Host headers or none', async () => {
    await start();
    const raw = (head: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.write(`${head}Connection: close\r\n\r\n`));
        let text = '';
        socket.on('data', (data) => {
          text += data.toString();
        });
        socket.on('close', () => resolve(text.split('\r\n', 1)[0] ?? ''));
        socket.on('error', reject);
      });
    expect(await raw(`GET /api/health HTTP/1.1\r\nHost: ${server.host}\r\n`)).toBe('HTTP/1.1 200 OK');
    expect(await raw(`GET /api/health HTTP/1.1\r\nHost: ${server.host}\r\nHost: evil.test\r\n`)).toMatch(/ 40[03] /);
    expect(await raw('GET /api/health HTTP/1.0\r\n')).toBe('HTTP/1.1 403 Forbidden');
    expect(await raw(`GET http://evil.test/ HTTP/1.1\r\nHost: ${server.host}\r\n`)).toBe('HTTP/1.1 400 Bad Request');
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${server.host}\r\nx: ${'a'.repeat(17_000)}\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('what goes on', () => {
  it('S09 stops server actions: 401 without a login, 405 with one', async () => {
    await start();
    const headers = { 'next-action': 'a'.repeat(40), 'content-type': 'text/x-component' };
    expect((await server.ask({ method: 'POST', headers, body: '["$1"]' })).status).toBe(401);
    const { cookie } = await server.logIn();
    const inside = await server.ask({ method: 'POST', headers: { ...headers, cookie, origin: server.origin }, body: '["$1"]' });
    expect(inside).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(server.reached).toEqual([]);
  });

  it('S10 carries neither the credential nor headers that only a framework sets, and one nonce', async () => {
    await start();
    const { cookie } = await server.logIn();
    const forged = {
      'x-middleware-subrequest': 'a',
      'x-nextjs-data': '1',
      'next-resume': '1',
      'next-action': 'a',
      'x-invoke-path': '/',
      'x-forwarded-host': 'evil',
      'x-nonce': 'evil',
      'content-security-policy': "script-src 'nonce-evil'",
    };
    const kept = { rsc: '1', 'next-router-state-tree': 'x', 'next-url': '/' };
    const answer = await server.ask({
      path: '/s/abc?_rsc=1',
      headers: { ...forged, ...kept, cookie: `a=1; ${cookie}; b=2`, 'X-Beckon-Key': 'k' },
    });
    expect(answer.status).toBe(200);
    const inside = server.reached[0];
    const nonce = inside?.headers['x-nonce'];
    expect(inside?.headers).toMatchObject({ ...kept, cookie: 'a=1; b=2', host: server.host });
    expect(inside?.headers['content-security-policy']).toBe(answer.headers['content-security-policy']);
    expect(answer.headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}';`);
    const raw = inside?.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    expect(raw?.toSorted()).toEqual(Object.keys(inside?.headers ?? {}).toSorted());
    expect(raw).not.toContain('x-middleware-subrequest');
    expect(JSON.stringify(inside)).not.toMatch(/evil|x-beckon-key/i);
    expect(JSON.stringify(inside)).not.toContain(cookie);
  });

  it('takes the key out of the query of an upgrade and leaves the rest', async () => {
    await start();
    const { cookie, key } = await server.logIn();
    expect(await server.knock(`/socket/?version=1&key=${key}&EIO=4`, { cookie, origin: server.origin })).toBe(101);
    expect(server.reached[0]?.url).toBe('/socket/?version=1&EIO=4');
    expect(JSON.stringify(server.reached)).not.toContain(key);
  });

  it.each([
    ['a key of another login', async () => ({ cookie: (await server.logIn()).cookie, query: `key=${(await server.logIn()).key}` }), 401],
    ['two keys', async () => server.logIn().then(({ cookie, key }) => ({ cookie, query: `key=${key}&key=${key}` })), 401],
    [
      'a bearer token in the query',
      async () => ({ cookie: '', query: `token=${server.bearer}&key=${server.bearer}&authorization=Bearer%20${server.bearer}` }),
      401,
    ],
  ] as const)('refuses an upgrade with %s', async (_name, make, status) => {
    await start();
    const { cookie, query } = await make();
    expect(await server.knock(`/socket/?${query}`, { cookie, origin: server.origin })).toBe(status);
    expect(server.reached).toEqual([]);
  });

  it('upgrades nothing but the socket', async () => {
    await start();
    const { cookie, key } = await server.logIn();
    for (const path of ['/', '/_next/webpack-hmr', '/api/health', '/login']) {
      expect(await server.knock(`${path}?key=${key}`, { cookie, origin: server.origin })).toBe(404);
    }
  });

  it('S08 never serves internal paths, S03 nor anything else without a credential', async () => {
    await start();
    const { cookie } = await server.logIn();
    for (const path of [
      '/__nextjs_original-stack-frames',
      '/_next/webpack-hmr',
      '/_next/mcp',
      '/_next/image?url=x',
      '/_next/data/x.json',
      '/_NEXT/image',
    ]) {
      expect((await server.ask({ path, headers: { cookie } })).status).toBe(404);
    }
    for (const path of [
      '/',
      '/s/x',
      '/_next/static/a.js',
      '/sw.js',
      '/api',
      '/api/hosts',
      '/api/openapi.json',
      '/%61pi/hosts',
      '/API/hosts',
      '/socket/',
    ]) {
      expect((await server.ask({ path })).status, path).toBe(401);
    }
    for (const path of ['/%61pi/hosts', '/API/hosts']) expect((await server.ask({ path, headers: { cookie } })).status, path).toBe(401);
    for (const path of ['/api/health', '/manifest.webmanifest', '/icon.svg', '/favicon.ico'])
      expect((await server.ask({ path })).status, path).toBe(200);
    for (const path of ['//api/hosts', '/x/../api/hosts', '/x/%2e%2e/api', '/a%2fb', '/%2561pi', '/a\\b', '/%ff']) {
      expect((await server.ask({ path, headers: { cookie } })).status, path).toBe(400);
    }
  });
});

describe('headers', () => {
  it('S21 S19 are on every answer, and nothing allows another origin to read', async () => {
    await start();
    const { cookie, key } = await server.logIn();
    const answers = await Promise.all([
      server.ask({ headers: { cookie } }),
      server.ask({ headers: NAVIGATION }),
      server.ask({ path: '/login' }),
      server.ask({ path: '/api/health' }),
      server.ask({ path: '/api/hosts', headers: { cookie, 'x-beckon-key': key } }),
      server.ask({ path: '/api/hosts' }),
      server.ask({ headers: { host: `localhost:${server.port}` } }),
      server.ask({ headers: { host: 'evil.test' } }),
      server.ask({ path: '/_next/mcp' }),
      ...['http://evil.test', 'null', `http://localhost:1`].flatMap((origin) => [
        server.ask({ method: 'OPTIONS', path: '/api/hosts', headers: { origin, 'access-control-request-method': 'POST' } }),
        server.ask({ path: '/api/health', headers: { origin } }),
      ]),
    ]);
    for (const { headers, status } of answers) {
      expect(headers['content-security-policy'], String(status)).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(answers.slice(-6).map((answer) => answer.status)).toEqual(Array.from({ length: 6 }, () => 403));
  });

  it('leaves the caching of build files to their server', async () => {
    await start();
    const { cookie } = await server.logIn();
    expect((await server.ask({ path: '/_next/static/a.js', headers: { cookie } })).headers['cache-control']).toBeUndefined();
  });

  it('writes one line per refusal, without the query', async () => {
    await start();
    await server.ask({
      path: `/api/hosts?token=canary`,
      headers: { cookie: `${server.cookieName}=canary`, 'x-beckon-key': 'canary', authorization: 'Bearer canary' },
    });
    expect(server.log).toHaveLength(1);
    expect(JSON.parse(server.log[0] ?? '')).toMatchObject({
      event: 'gate_refused',
      code: 'unauthorized',
      status: 401,
      path: '/api/hosts',
      channel: 'tcp',
      upgrade: false,
    });
    expect(server.log[0]).not.toContain('canary');
  });
});
