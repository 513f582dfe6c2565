import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pageCaller } from '../callers.ts';
import { expect, test } from '../fixtures.ts';
import type { Answer, HubProcess } from '../hub-process.ts';

/** S03 and S21: every address the release build has, asked without a credential; and the headers of whatever is answered. */

const ROOT = join(import.meta.dirname, '..', '..');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** From Next's build, the files beside it, the API's own description, the socket, and names that others left open. */
async function everyPath(hub: HubProcess): Promise<string[]> {
  const pages: Record<string, string> = JSON.parse(readFileSync(join(ROOT, '.next', 'app-path-routes-manifest.json'), 'utf8'));
  const routes = JSON.parse(readFileSync(join(ROOT, '.next', 'routes-manifest.json'), 'utf8'));
  const api = (await hub.call('GET', '/api/openapi.json')).json;
  return [
    ...Object.values(pages),
    ...[...routes.staticRoutes, ...routes.dynamicRoutes].map(({ page }: { page: string }) => page),
    ...filesIn(join(ROOT, '.next', 'static')).map((name) => `/_next/static/${name}`),
    ...filesIn(join(ROOT, 'public')).map((name) => `/${name}`),
    ...Object.keys(api.paths),
    ...[
      '/login',
      '/login/',
      '/LOGIN',
      '/login/x',
      '/api',
      '/api/',
      '/API/sessions',
      '/api/health/',
      '/api/healthz',
      '/Api/Health',
      '/api/nothing',
    ],
    ...['/socket', '/socket/', '/socket/?EIO=4&transport=polling', '/socketx', '/socket.io/', '/icon.svg/', '/icon%2Esvg', '/favicon.ico'],
    ...['/index', '/index.html', '/index.rsc', '/404', '/500', '/_error', '/_document', '/robots.txt', '/.well-known/x', '/package.json'],
    ...[
      '/.next/BUILD_ID',
      '/BUILD_ID',
      '/server/app/page.js',
      '/dist/hub.js',
      '/token',
      '/beckon.db',
      '/logs/hub.log',
      '/.env',
      '/metrics',
    ],
  ]
    .map((path) => path.replace('[id]', 'aaaaaaaaaaaa').replace('{id}', 'aaaaaaaaaaaa'))
    .filter((path, at, all) => all.indexOf(path) === at);
}

const bare = (hub: HubProcess, method: string, path: string) => hub.knock(method, path, { host: new URL(hub.origin).host });

/** Refused for want of a credential, or (what the framework has inside) not there for anybody. */
function isClosed(path: string, { status, text }: Answer): boolean {
  if (status === 401) return true;
  return status === 404 && /^\/_next(?!\/static)/.test(path) && /There is nothing at this address/.test(text);
}

test('S03 without a credential only the routes of the golden list answer', async ({ hub }) => {
  const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'open-routes.json'), 'utf8'));
  const paths = await everyPath(hub);
  expect(paths.length).toBeGreaterThan(60);
  const open: Record<string, Record<string, number>> = {};
  for (const path of paths) {
    for (const method of METHODS) {
      const answer = await bare(hub, method, path);
      if (isClosed(path, method === 'HEAD' ? await bare(hub, 'GET', path) : answer)) continue;
      open[path] = { ...open[path], [method]: answer.status };
    }
  }
  expect(open).toEqual(golden);
});

test('S03 the same routes answer a page and a program', async ({ hub }) => {
  const page = await pageCaller(hub);
  for (const path of ['/', '/s/aaaaaaaaaaaa', '/api/sessions', '/api/hosts', '/api/providers', '/api/openapi.json', '/icon.svg']) {
    expect((await page.call('GET', path)).status, path).toBe(200);
  }
  for (const name of filesIn(join(ROOT, '.next', 'static')).filter((each) => /\.(js|css|woff2)$/.test(each))) {
    expect((await page.call('GET', `/_next/static/${name}`)).status, name).toBe(200);
  }
  expect((await page.call('GET', '/nothing')).status).toBe(404);
});

test('S19 S21 no answer allows another origin to read it, or a frame around it', async ({ hub }) => {
  const page = await pageCaller(hub);
  const host = new URL(hub.origin).host;
  const questions: [string, () => Promise<Answer>][] = [];
  for (const path of [
    '/',
    '/s/aaaaaaaaaaaa',
    '/nothing',
    '/login',
    '/icon.svg',
    '/favicon.ico',
    '/api/sessions',
    '/api/nothing',
    '/api/health',
    '/_next/x',
    '//x',
    '/socket/',
    '/_next/static/none.js',
  ]) {
    for (const origin of [undefined, 'http://evil.test', 'null', `http://localhost:${hub.port + 1}`, `http://localhost:${hub.port}`]) {
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const asked = {
          host,
          ...(origin === undefined ? {} : { origin }),
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-beckon-key',
        };
        questions.push([`${method} ${path} of ${origin}`, () => hub.knock(method, path, { accept: 'text/html', ...asked })]);
        questions.push([
          `${method} ${path} of ${origin}, with our cookie`,
          () => hub.knock(method, path, { cookie: page.cookie, accept: 'text/html', ...asked }),
        ]);
      }
    }
    questions.push([`a page's GET ${path}`, () => page.call('GET', path)]);
    questions.push([`GET ${path} on localhost`, () => hub.knock('GET', path, { host: `localhost:${hub.port}` })]);
    questions.push([`GET ${path} elsewhere`, () => hub.knock('GET', path, { host: 'evil.test' })]);
  }
  questions.push(['a page changed', () => page.call('POST', '/')]);
  questions.push(['a body that is none', () => page.call('POST', '/api/sessions', '{')]);
  questions.push([
    'a login that is none',
    () => hub.knock('POST', '/login', { host, origin: hub.origin, 'content-type': 'application/json' }, '{}'),
  ]);
  const statuses = new Set<number>();
  for (const [what, ask] of questions) {
    const { status, headers } = await ask();
    statuses.add(status);
    expect(headers['content-security-policy'], what).toMatch(/(^|; )frame-ancestors 'none'(;|$)/);
    expect(headers, what).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(
      Object.keys(headers).filter((name) => name.startsWith('access-control-')),
      what,
    ).toEqual([]);
    expect(headers['content-security-policy'], what).not.toMatch(/script-src[^;]*'unsafe-|'unsafe-eval'/);
  }
  expect([...statuses].sort()).toEqual([200, 307, 400, 401, 403, 404, 405]);
  for (const path of ['/', '/nothing']) {
    const { headers, text } = await page.call('GET', path, undefined, { accept: 'text/html' });
    const policy = String(headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("connect-src 'self'");
    const scripts = [...text.matchAll(/<script\b([^>]*)>/g)].map((match) => match[1] ?? '');
    expect(scripts.length).toBeGreaterThan(2);
    for (const attributes of scripts) expect(attributes).toMatch(new RegExp(`nonce="${nonce?.replace(/[+/=]/g, '\\$&')}"`));
  }
});
