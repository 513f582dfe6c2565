import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Page } from '@playwright/test';
import { type GateServer, startGateServer } from '#server/gate/gate-fixture.ts';

/** The gate alone, with handlers behind it that count what got by, against a real browser: what its rules take from fetch metadata, cookies and policies must be what Chromium does. */

interface Sibling {
  readonly url: string;
  /** What the browser sent to it. */
  readonly requests: IncomingMessage[];
}

const test = base.extend<{ server: GateServer; sibling: Sibling }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  server: async ({}, use) => {
    const server = await startGateServer();
    await use(server);
    await server.close();
  },
  /** Another server of the same machine, such as one that an agent started, on the bare name `localhost`. */
  sibling: async ({ server }, use) => {
    const requests: IncomingMessage[] = [];
    const http = createServer((request, response) => {
      requests.push(request);
      response.setHeader('content-type', 'text/html');
      response.end(`<a href="${server.origin}/s/abc?view=list">to Beckon</a><iframe src="${server.origin}/s/framed"></iframe>`);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    await use({ url: `http://localhost:${(http.address() as AddressInfo).port}/`, requests });
    http.closeAllConnections();
    await new Promise<void>((resolve) => http.close(() => resolve()));
  },
});

const inside = (page: Page) => expect(page.getByText('inside')).toBeVisible();
async function logIn(page: Page, server: GateServer): Promise<void> {
  await page.goto(server.gate.link());
  await inside(page);
}

test('a fresh link opens the page, and its token is nowhere in the address', async ({ page, server }) => {
  await logIn(page, server);
  expect(page.url()).toBe(`${server.origin}/`);
  await page.goto('about:blank');
  await page.goBack();
  expect(page.url()).not.toContain('#');
  const [cookie] = await page.context().cookies(server.origin);
  expect(cookie).toMatchObject({ name: server.cookieName, httpOnly: true, sameSite: 'Strict', path: '/' });
});

test('S26 a used link says so and offers a way out; a browser that has access may go on', async ({ page, server, browser }) => {
  const link = server.gate.link();
  await page.goto(link);
  await inside(page);
  const stranger = await browser.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('status')).toHaveText(/used already .* npm start/);
  expect(stranger.url()).toBe(`${server.origin}/login`);
  await stranger.getByLabel('Paste a link').fill(server.gate.link());
  await stranger.getByRole('button', { name: 'Open' }).click();
  await inside(stranger);
  await stranger.close();
  await page.goto(link);
  await page.getByRole('link', { name: 'Open Beckon' }).click();
  await inside(page);
});

test('a page without access shows the login in its place and is there after it', async ({ page, server }) => {
  const answer = await page.goto(`${server.origin}/s/abc?view=list`);
  expect(answer?.status()).toBe(401);
  await expect(page.getByRole('status')).toHaveText(/no access/);
  await page.getByLabel('Paste a link').fill('not a link');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('status')).toHaveText(/not a link/);
  await page.getByLabel('Paste a link').fill(server.gate.link());
  await page.getByRole('button', { name: 'Open' }).click();
  await inside(page);
  expect(page.url()).toBe(`${server.origin}/s/abc?view=list`);
});

test('a link pasted into the address bar of the login page works', async ({ page, server }) => {
  await page.goto(`${server.origin}/login`);
  await expect(page.getByRole('status')).toHaveText(/no access/);
  await page.goto(server.gate.link());
  await inside(page);
});

test('localhost leads to the canonical name', async ({ page, server }) => {
  await logIn(page, server);
  await page.goto(`http://localhost:${server.port}/s/abc?x=1`);
  await inside(page);
  expect(page.url()).toBe(`${server.origin}/s/abc?x=1`);
});

test('S14 S15 S21 a sibling port gets no cookie, no answer, no frame and no socket', async ({ page, server, sibling }) => {
  await logIn(page, server);
  // The browser asks for the page's own icon when it likes.
  const reached = () => server.reached.filter(({ headers }) => headers['sec-fetch-dest'] !== 'image').length;
  const before = reached();
  await page.goto(sibling.url);
  const got = await page.evaluate(async (origin) => {
    const asked = async (path: string, init: RequestInit) => {
      try {
        return (await fetch(origin + path, { credentials: 'include', ...init })).type;
      } catch {
        return 'refused';
      }
    };
    const socket = (): Promise<string> =>
      new Promise((resolve) => {
        const made = new WebSocket(`${origin.replace('http', 'ws')}/socket/?EIO=4&transport=websocket`);
        made.onopen = () => resolve('open');
        made.onerror = () => resolve('refused');
      });
    const script = (): Promise<string> =>
      new Promise((resolve) => {
        const made = document.createElement('script');
        made.src = `${origin}/_next/static/a.js`;
        made.onload = () => resolve('loaded');
        made.onerror = () => resolve('refused');
        document.body.append(made);
      });
    return [
      await asked('/api/sessions', {}),
      await asked('/api/sessions', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }),
      await asked('/api/health', {}),
      await socket(),
      await script(),
    ];
  }, server.origin);
  expect(got).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
  expect(reached()).toBe(before);
  // All of them, and the frame, came as far as the gate: it was not the browser that held them off. Chromium says nothing of the
  // site at a WebSocket upgrade, so that one ends at its origin.
  const refused = server.log
    .map((line) => JSON.parse(line) as { event: string; code: string })
    .filter((line) => line.event === 'gate_refused');
  expect(refused.length).toBeGreaterThanOrEqual(6);
  expect(new Set(refused.map((line) => line.code))).toEqual(new Set(['forbidden_site', 'forbidden_origin']));
  expect(sibling.requests.map((request) => request.headers.cookie)).not.toContainEqual(expect.stringContaining('beckon_'));
});

test('a link on another site leads to the page by way of the login page', async ({ page, server, sibling }) => {
  await logIn(page, server);
  await page.goto(sibling.url);
  await page.getByRole('link', { name: 'to Beckon' }).click();
  await inside(page);
  expect(page.url()).toBe(`${server.origin}/s/abc?view=list`);
});

test('the page with its key may read, change and connect', async ({ page, server }) => {
  await logIn(page, server);
  const got = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('beckon'));
    const key: string = await done(database.transaction('credentials').objectStore('credentials').get('key'));
    const read = await fetch('/api/sessions', { headers: { 'x-beckon-key': key } });
    const changed = await fetch('/api/sessions', { method: 'POST', headers: { 'x-beckon-key': key }, body: '{}' });
    const withoutKey = await fetch('/api/sessions');
    const socket = await new Promise((resolve) => {
      const made = new WebSocket(`ws://${location.host}/socket/?key=${key}`);
      made.onopen = () => resolve('open');
      made.onerror = () => resolve('refused');
    });
    return [read.status, changed.status, withoutKey.status, socket];
  });
  expect(got).toEqual([200, 200, 401, 'open']);
});
