import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressesAt, findAddress, parsePublicUrl } from './addresses.ts';
import { judgeCredential, readPresented } from './credential.ts';
import { isOwnSite, isTopNavigation } from './fetch-site.ts';
import { createOneTimeLinks, LINK_LIFE_MS, LINKS_MAX } from './one-time-links.ts';
import { isOriginRight } from './origin.ts';
import { createRateLimit } from './rate-limit.ts';
import { readTarget } from './routes.ts';

describe('host', () => {
  const addresses = addressesAt(4321, 'https://beckon.example.com');
  it.each([
    ['beckon.localhost:4321', 'canonical'],
    ['Beckon.LOCALHOST:4321', 'canonical'],
    ['localhost:4321', 'loopback'],
    ['127.0.0.1:4321', 'loopback'],
    ['[::1]:4321', 'loopback'],
    ['beckon.example.com', 'public'],
    ['beckon.localhost', null],
    ['beckon.localhost:4322', null],
    ['beckon.localhost.:4321', null],
    ['x.beckon.localhost:4321', null],
    ['localhost', null],
    ['127.0.0.2:4321', null],
    ['0.0.0.0:4321', null],
    ['beckon.example.com:4321', null],
    ['evil.test:4321', null],
    ['beckon.localhost:4321@evil.test', null],
    ['', null],
    [undefined, null],
  ])('%s is %s', (host, kind) => {
    expect(findAddress(host, addresses)?.kind ?? null).toBe(kind);
  });

  it('leaves out the port that belongs to the scheme, and lets the public address win over loopback', () => {
    expect(addressesAt(80, null).canonical).toMatchObject({ host: 'beckon.localhost', origin: 'http://beckon.localhost' });
    expect(findAddress('localhost:4321', addressesAt(4321, 'http://localhost:4321'))?.kind).toBe('public');
  });

  it.each([
    ['https://beckon.example.com', 'https://beckon.example.com'],
    ['http://box:8080/', 'http://box:8080'],
    ['https://beckon.example.com/path', null],
    ['https://user@beckon.example.com', null],
    ['https://beckon.example.com/?x', null],
    ['ftp://beckon.example.com', null],
    ['javascript:alert(1)', null],
    ['beckon.example.com', null],
    ['', null],
  ])('takes BECKON_PUBLIC_URL %s as %s', (text, origin) => {
    const parsed = parsePublicUrl(text);
    expect(parsed.ok ? parsed.value : null).toBe(origin);
  });
});

describe('Sec-Fetch-Site', () => {
  const read = { reads: true, upgrade: false, open: false };
  it.each([
    [undefined, 'cors', read, true],
    ['same-origin', 'cors', { ...read, reads: false }, true],
    ['same-origin', 'websocket', { ...read, upgrade: true }, true],
    ['none', 'navigate', read, true],
    ['none', 'no-cors', read, false],
    ['none', 'no-cors', { ...read, open: true }, true],
    ['none', 'navigate', { ...read, reads: false }, false],
    ['none', 'websocket', { ...read, upgrade: true }, false],
    ['same-site', 'navigate', read, false],
    ['cross-site', 'navigate', read, false],
    ['cross-site', 'no-cors', { ...read, open: true }, false],
    ['SAME-ORIGIN', 'cors', read, false],
    ['', 'cors', read, false],
  ])('%s %s %o: %s', (site, mode, request, own) => {
    expect(isOwnSite({ site, mode, dest: undefined }, request)).toBe(own);
  });

  it.each([
    ['navigate', 'document', undefined, true],
    ['navigate', 'iframe', 'text/html', false],
    ['cors', 'empty', 'text/html', false],
    [undefined, undefined, 'text/html,*/*', true],
    [undefined, undefined, '*/*', false],
    [undefined, undefined, undefined, false],
  ])('%s to a %s that accepts %s is a page in a tab: %s', (mode, dest, accept, top) => {
    expect(isTopNavigation({ site: undefined, mode, dest }, accept)).toBe(top);
  });
});

describe('Origin', () => {
  it.each([
    ['http://beckon.localhost:1', true, true],
    [undefined, false, true],
    [undefined, true, false],
    ['http://beckon.localhost', false, false],
    ['https://beckon.localhost:1', false, false],
    ['http://beckon.localhost:1/', false, false],
    ['http://beckon.localhost:1, http://evil.test', false, false],
    ['http://beckon.localhost:1.evil.test', false, false],
    ['null', false, false],
    ['', false, false],
  ])('%s, required %s: %s', (origin, required, right) => {
    expect(isOriginRight(origin, 'http://beckon.localhost:1', required)).toBe(right);
  });
});

describe('credential', () => {
  const book = {
    findLogin: (cookie: string, key: string | null) => (cookie === 'c' && (key === null || key === 'k') ? 'login' : null),
    isBearer: (token: string) => token === 't',
  };
  it.each([
    ['cookie for a page', { cookie: 'beckon_x=c' }, 'cookie', 'page'],
    ['cookie for the API', { cookie: 'beckon_x=c' }, 'both', 'none'],
    ['key alone', { 'x-beckon-key': 'k' }, 'both', 'none'],
    ['both', { cookie: 'a=b; beckon_x=c', 'x-beckon-key': 'k' }, 'both', 'page'],
    ['wrong key', { cookie: 'beckon_x=c', 'x-beckon-key': 'z' }, 'both', 'wrong'],
    ['empty key', { cookie: 'beckon_x=c', 'x-beckon-key': '' }, 'both', 'wrong'],
    ['wrong cookie', { cookie: 'beckon_x=z' }, 'cookie', 'wrong'],
    ['a planted cookie before ours', { cookie: 'beckon_x=z; beckon_x=c' }, 'cookie', 'page'],
    ['the cookie of another instance', { cookie: 'beckon_y=c' }, 'cookie', 'none'],
    ['bearer', { authorization: 'Bearer t' }, 'both', 'bearer'],
    ['bearer for a page', { authorization: 'bearer t' }, 'cookie', 'bearer'],
    ['wrong bearer beside a right page', { authorization: 'Bearer z', cookie: 'beckon_x=c', 'x-beckon-key': 'k' }, 'both', 'page'],
    ['wrong bearer', { authorization: 'Bearer z' }, 'both', 'wrong'],
    ['basic', { authorization: 'Basic t' }, 'both', 'none'],
    ['nothing', {}, 'cookie', 'none'],
    ['a huge one', { authorization: `Bearer ${'t'.repeat(201)}` }, 'both', 'wrong'],
  ] as const)('%s', (_name, headers, needs, expected) => {
    const verdict = judgeCredential(readPresented(headers, 'beckon_x', null), needs, book);
    expect(verdict.kind === 'right' ? verdict.caller.kind : verdict.kind).toBe(expected);
  });

  it('takes the key from the query at an upgrade only, and nothing else from it', () => {
    expect(readPresented({ 'x-beckon-key': 'h' }, 'beckon_x', 'key=q').key).toBe('q');
    expect(readPresented({}, 'beckon_x', null).key).toBeNull();
    expect(readPresented({}, 'beckon_x', 'key=a&key=b&beckon_x=c&authorization=Bearer+t')).toEqual({
      cookies: [],
      key: null,
      bearer: null,
    });
  });
});

describe('rate limit', () => {
  it('counts each kind by itself in a sliding minute', () => {
    let now = 0;
    const limit = createRateLimit(() => now);
    expect([limit.fail('link'), limit.fail('link'), limit.fail('credential')]).toEqual([null, null, null]);
    expect(limit.fail('link')).toBe(60);
    now = 30_000;
    expect(limit.fail('link')).toBe(30);
    now = 90_000;
    expect(limit.fail('link')).toBeNull();
  });
});

describe('one-time links', () => {
  it('work once, for an hour, and at most fifty are open', () => {
    let now = 0;
    const links = createOneTimeLinks(() => now, randomBytes);
    const first = links.issue();
    expect(links.take('x')).toBeNull();
    expect(links.take(first)).toBeTypeOf('function');
    expect(links.take(first)).toBeNull();
    const returned = links.issue();
    links.take(returned)?.();
    expect(links.take(returned)).not.toBeNull();
    const oldest = links.issue();
    const others = Array.from({ length: LINKS_MAX }, () => links.issue());
    expect(links.take(oldest)).toBeNull();
    expect(links.take(others[0] ?? '')).not.toBeNull();
    now = LINK_LIFE_MS;
    expect(links.take(others[1] ?? '')).toBeNull();
  });
});

describe('routes', () => {
  it.each([
    ['GET', '/', 'page'],
    ['GET', '/s/abc?x=//y', 'page'],
    ['GET', '/login', 'login'],
    ['GET', '/login/', 'page'],
    ['GET', '/LOGIN', 'page'],
    ['GET', '/api/health', 'open'],
    ['HEAD', '/api/health?x=1', 'open'],
    ['POST', '/api/health', 'api'],
    ['GET', '/api/health/', 'api'],
    ['GET', '/api', 'api'],
    ['GET', '/Api/x', 'api'],
    ['GET', '/%61pi/x', 'api'],
    ['GET', '/apian', 'page'],
    ['GET', '/socket/', 'socket'],
    ['GET', '/socketx', 'socket'],
    ['GET', '/icon.svg', 'open'],
    ['POST', '/icon.svg', 'page'],
    ['GET', '/_next/static/chunks/a%5Bid%5D.js', 'static'],
    ['GET', '/_next/image', 'internal'],
    ['GET', '/_nextx', 'internal'],
    ['GET', '/__nextjs_font/x', 'internal'],
    ['GET', '//evil', 'malformed'],
    ['GET', '/a/./b', 'malformed'],
    ['GET', '/_next/static/../../api', 'malformed'],
    ['GET', '/_next/static/%2e%2e/image', 'malformed'],
    ['GET', '/a%00b', 'malformed'],
    ['GET', '/a%5cb', 'malformed'],
    ['GET', '/%2561pi', 'malformed'],
    ['GET', '/%e9', 'malformed'],
    ['GET', 'http://beckon.localhost/', 'malformed'],
    ['OPTIONS', '*', 'malformed'],
    ['GET', '', 'malformed'],
  ])('%s %s is %s', (method, target, kind) => {
    expect(readTarget(target, method).kind).toBe(kind);
  });
});
