import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import { bearerCaller, bearerToken, type PageCaller, pageCaller, postLogin, unixCaller } from '../callers.ts';
import { expect, logIn, test } from '../fixtures.ts';
import { HubProcess } from '../hub-process.ts';

/** Section C against the release build: links, tokens, guesses, and their end. */

async function tokenOfLink(hub: HubProcess): Promise<string> {
  return new URL(await hub.link()).hash.slice(1);
}

test('S26 a link works once, is rewritten, and is written nowhere', async ({ hub, page, browser }) => {
  const link = await hub.link();
  const token = new URL(link).hash.slice(1);
  const addresses: string[] = [];
  const referers: (string | undefined)[] = [];
  page.on('request', (request) => {
    addresses.push(request.url());
    referers.push(request.headers().referer);
  });
  await page.goto(link);
  await page.waitForURL(`${hub.origin}/`);
  await page.goBack().catch(() => null); // the first page of the tab may be none
  expect(page.url()).not.toContain(token);
  expect(addresses.filter((address) => address.includes(token) && new URL(address).hash === '')).toEqual([]);
  expect(referers.join()).not.toContain(token);

  expect(await postLogin(hub, token)).toMatchObject({ status: 401, json: { error: { code: 'link_invalid' } } });
  const stranger = await browser.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('status')).toHaveText(/used already/);
  await stranger.close();
  const answer = await hub.knock('GET', '/login', { host: new URL(hub.origin).host });
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  expect(readFileSync(join(hub.state, 'logs', 'hub.log'), 'utf8') + hub.output).not.toContain(token);
  expect((await postLogin(hub, await tokenOfLink(hub))).status).toBe(200);
});

test('S27 guesses are slowed from the third in a minute, whatever their port; what is right works at once', async ({ hub }) => {
  const page = await pageCaller(hub);
  const serial: number[] = [];
  for (let tries = 0; tries < 15; tries += 1) serial.push((await postLogin(hub, `wrong${tries}`, { connection: 'close' })).status);
  expect(serial).toEqual([401, 401, ...Array(13).fill(429)]);
  const wrongBearer = (n: number) => hub.knock('GET', '/api/sessions', { authorization: `Bearer wrong${n}`, connection: 'close' });
  const parallel = await Promise.all(Array.from({ length: 15 }, (_, n) => wrongBearer(n)));
  expect(parallel.filter(({ status }) => status === 429)).toHaveLength(13);
  const limited = await wrongBearer(99);
  expect(limited).toMatchObject({ status: 429, json: { error: { code: 'rate_limited' } } });
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(limited.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await postLogin(hub, await tokenOfLink(hub))).status).toBe(200);
  expect((await bearerCaller(hub).call('GET', '/api/sessions')).status).toBe(200);
  expect((await page.call('GET', '/api/sessions')).status).toBe(200);
});

test('S28 secrets are random, differ between homes, and have no fallback', async ({ hub, folder }) => {
  const other = new HubProcess(join(folder, 'other'), { HOME: join(folder, 'home') });
  await other.start();
  const secrets = (each: HubProcess) => JSON.parse(readFileSync(join(each.state, 'gate.json'), 'utf8'));
  const [mine, theirs] = [bearerToken(hub), bearerToken(other)];
  expect(mine).not.toBe(theirs);
  for (const token of [mine, theirs]) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(secrets(hub).instanceId).not.toBe(secrets(other).instanceId);
  expect(secrets(hub).tokenHash).toBe(createHash('sha256').update(mine).digest('hex'));
  expect((await hub.knock('GET', '/api/sessions', { authorization: `Bearer ${theirs}` })).status).toBe(401);
  await other.close();

  const page = await pageCaller(hub);
  for (const file of ['token', 'gate.json']) {
    const before = bearerToken(hub);
    await hub.stop('SIGTERM');
    writeFileSync(join(hub.state, file), '');
    await hub.start();
    const fresh = bearerToken(hub);
    expect(Buffer.from(fresh, 'base64url')).toHaveLength(32);
    expect([before, mine, theirs]).not.toContain(fresh);
    for (const guess of ['', 'undefined', 'null', before]) {
      expect([401, 429]).toContain((await hub.knock('GET', '/api/sessions', { authorization: `Bearer ${guess}` })).status);
    }
    expect((await bearerCaller(hub).call('GET', '/api/sessions')).status).toBe(200);
  }
  expect([401, 429]).toContain((await page.call('GET', '/api/sessions')).status); // its login ended with gate.json

  const bundle = readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'hub.js'), 'utf8');
  expect(bundle.match(/(["'`])(?:[0-9a-f]{64}|[A-Za-z0-9_-]{43})\1/g) ?? []).toEqual([]);
  expect(
    bundle.match(/env\.\w*(?:SECRET|TOKEN|PASSWORD|CREDENTIAL)\w*|(?:secret|password|token)\s*(?:\?\?|\|\|)\s*["'`]\w/gi) ?? [],
  ).toEqual([]);
});

function dial(hub: HubProcess, page: PageCaller): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${hub.port}`, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    query: { version: String(PROTOCOL_VERSION), key: page.key },
    extraHeaders: page.headers,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('disconnect', () => resolve());
  });

test('S29 a logout and a rotation drop sockets, and nothing old works again', async ({ hub }) => {
  const [leaving, staying] = [await pageCaller(hub), await pageCaller(hub)];
  const [first, second] = [await dial(hub, leaving), await dial(hub, staying)];
  let ended = gone(first);
  expect((await leaving.call('POST', '/api/logout')).status).toBe(204);
  await ended; // nothing else would ever end it
  expect((await leaving.call('GET', '/api/sessions')).status).toBe(401);
  await expect(dial(hub, leaving)).rejects.toThrow();
  expect(second.connected).toBe(true);
  expect((await staying.call('GET', '/api/sessions')).status).toBe(200);

  const [old, link] = [bearerToken(hub), await tokenOfLink(hub)];
  ended = gone(second);
  expect((await unixCaller(hub).call('POST', '/api/credentials/rotate')).status).toBe(204);
  await ended; // nothing else would ever end it
  for (const answer of [
    await staying.call('GET', '/api/sessions'),
    await hub.knock('GET', '/', { host: new URL(hub.origin).host, cookie: staying.cookie }),
    await hub.knock('GET', '/api/sessions', { authorization: `Bearer ${old}` }),
    await postLogin(hub, link),
  ]) {
    expect([401, 429]).toContain(answer.status);
  }
  await expect(dial(hub, staying)).rejects.toThrow();
  expect((await (await pageCaller(hub)).call('GET', '/api/sessions')).status).toBe(200);
  await hub.stop('SIGTERM');
  await hub.start();
  expect((await staying.call('GET', '/api/sessions')).status).toBe(401);
});

test('S29 the page whose access ended says so and what to do, and shows no session any more', async ({ board, hub }) => {
  await hub.create({ name: 'still here' });
  await expect(board.getByRole('listitem', { name: 'still here' })).toBeVisible();
  await unixCaller(hub).call('POST', '/api/credentials/rotate');
  await expect(board.getByText(/npm start/).first()).toBeVisible();
  await board.reload();
  await expect(board.getByRole('status')).toHaveText(/no access.*npm start/);
  await expect(board.getByText('still here')).toHaveCount(0);
  await logIn(board, hub);
  await expect(board.getByRole('listitem', { name: 'still here' })).toBeVisible();
});
