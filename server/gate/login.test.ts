import { afterEach, describe, expect, it } from 'vitest';
import { type GateServer, type GateServerOptions, startGateServer } from './gate-fixture.ts';
import { LINK_LIFE_MS } from './one-time-links.ts';

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

describe('the login', () => {
  it('S26 takes a link once, within its hour, and logs no token', async () => {
    await start();
    const token = tokenOf(server.gate.link());
    const first = await postLogin(token);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^${server.cookieName}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict$`),
    );
    const second = await postLogin(token);
    expect(second).toMatchObject({ status: 401 });
    expect(JSON.parse(second.text)).toMatchObject({ error: { code: 'link_invalid', message: expect.stringContaining('npm start') } });
    const late = tokenOf(server.gate.link());
    server.pass(LINK_LIFE_MS);
    expect((await postLogin(late)).status).toBe(401);
    const secrets = [token, late, first.headers['set-cookie']?.[0]?.slice(26, 60) ?? '', (JSON.parse(first.text) as { key: string }).key];
    for (const secret of secrets) expect(server.log.join('\n')).not.toContain(secret);
    expect(server.reached).toEqual([]);
  });

  it('S26 gives one of many who post the same token at once a login', async () => {
    await start();
    const token = tokenOf(server.gate.link());
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => postLogin(token)))).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('S27 slows wrong tokens from the third in a minute, never a right one', async () => {
    await start();
    const statuses = [];
    for (let tries = 0; tries < 4; tries += 1) statuses.push((await postLogin('wrong')).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await postLogin('wrong')).headers['retry-after']).toBe('60');
    expect((await postLogin(tokenOf(server.gate.link()))).status).toBe(200);
    server.pass(60_000);
    expect((await postLogin('wrong')).status).toBe(401);
  });

  it.each([
    ['another origin', { headers: { origin: 'http://evil.test' } }, 403],
    ['the origin null', { headers: { origin: 'null' } }, 403],
    ['another site', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['text/plain', { headers: { 'content-type': 'text/plain' } }, 415],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['no JSON', { body: '{' }, 400],
    ['more than a token', { body: '{"token":"x","next":"//evil"}' }, 400],
    ['5 KB', { body: JSON.stringify({ token: 'x'.repeat(5000) }) }, 413],
    ['5 KB in chunks', { body: JSON.stringify({ token: 'x'.repeat(5000) }), headers: { 'transfer-encoding': 'chunked' } }, 413],
    ['PUT', { method: 'PUT' }, 405],
  ] as const)('refuses %s', async (_name, change, status) => {
    await start();
    const { headers = {}, ...rest } = { headers: {}, ...change };
    const ask = { method: 'POST', path: '/login', body: '{"token":"x"}', ...rest };
    const answer = await server.ask({ ...ask, headers: { origin: server.origin, 'content-type': 'application/json', ...headers } });
    expect(answer.status).toBe(status);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('stands in the place of a page that is not shown', async () => {
    await start();
    const bare = await server.ask({ path: '/s/abc', headers: { ...NAVIGATION, 'sec-fetch-site': 'none' } });
    expect(bare.status).toBe(401);
    expect(bare.text).toContain('Paste a link');
    const { cookie } = await server.logIn();
    const foreign = await server.ask({ path: '/s/abc', headers: { ...NAVIGATION, cookie, 'sec-fetch-site': 'cross-site' } });
    expect(foreign).toMatchObject({ status: 401, text: bare.text });
    expect(await server.ask({ path: '/login', headers: { ...NAVIGATION, 'sec-fetch-site': 'cross-site' } })).toMatchObject({
      status: 200,
      text: bare.text,
    });
    expect(
      (await server.ask({ path: '/s/abc', headers: { ...NAVIGATION, cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' } }))
        .status,
    ).toBe(403);
    for (let tries = 0; tries < 20; tries += 1) await server.ask({ path: '/', headers: NAVIGATION });
    expect((await server.ask({ path: '/', headers: NAVIGATION })).status).toBe(401); // no credential at all is no guess
    expect(server.reached).toEqual([]);
  });

  it('S29 ends with a logout and with a rotation, and tells its listeners', async () => {
    await start();
    const ended: (string | null)[] = [];
    const unsubscribe = server.gate.onRevoked((login) => ended.push(login));
    const [first, second] = [await server.logIn(), await server.logIn()];
    const status = async ({ cookie, key }: { cookie: string; key: string }) =>
      (await server.ask({ path: '/api/hosts', headers: { cookie, 'x-beckon-key': key } })).status;
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    const caller = server.reached[0]?.caller;
    const login = caller?.kind === 'page' ? caller.login : '';
    expect((await server.gate.logout(login)).ok).toBe(true);
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    const open = tokenOf(server.gate.link());
    expect((await server.gate.rotate()).ok).toBe(true);
    server.pass(60_001);
    expect(await status(second)).toBe(401);
    expect((await server.ask({ path: '/api/hosts', headers: { authorization: `Bearer ${server.bearer}` } })).status).toBe(401);
    expect((await postLogin(open)).status).toBe(401);
    expect(ended).toEqual([login, null]);
    unsubscribe();
    expect((await server.logIn()).key).toHaveLength(43);
  });
});
