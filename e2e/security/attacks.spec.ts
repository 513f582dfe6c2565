import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { Page } from '@playwright/test';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import { pageCaller } from '../callers.ts';
import { test as base, choose, expect, openTerminal, rows, type, expectColoured } from '../fixtures.ts';
import type { HubProcess } from '../hub-process.ts';

/** Section B against the release build: other pages in the browser of somebody who is logged in, and script that got stored. */

interface Sibling {
  readonly url: string;
  /** Cookie headers that it was sent. */
  readonly cookies: (string | undefined)[];
}

const test = base.extend<{ sibling: Sibling }>({
  /** A dev server of an agent, on another port of `localhost`. */
  sibling: async ({ hub }, use) => {
    const cookies: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      cookies.push(request.headers.cookie);
      response.setHeader('content-type', 'text/html');
      response.end(
        `<form id="form" method="post" action="${hub.origin}/api/credentials/rotate" target="into"><input name="a" value="1"></form><iframe name="into" src="${hub.origin}/"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ url: `http://localhost:${(server.address() as AddressInfo).port}/`, cookies });
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  },
});

const FOREIGN = (hub: HubProcess) => [
  'http://evil.test',
  'null',
  undefined,
  `http://localhost:${hub.port}`,
  `https://beckon.localhost:${hub.port}`,
];

function knockSocket(hub: HubProcess, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${hub.port}${path}`, { headers });
    socket.on('open', () => socket.terminate());
    socket.on('close', () => resolve(101));
    socket.on('unexpected-response', (request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', (error) => (/Unexpected server response|hang up|closed before/.test(error.message) ? undefined : reject(error)));
  });
}

test('S13 S15 a WebSocket opens with cookie, key and our own origin, and with nothing less', async ({ hub }) => {
  const { cookie, key } = await pageCaller(hub);
  const host = new URL(hub.origin).host;
  const query = `EIO=4&transport=websocket&version=${PROTOCOL_VERSION}`;
  for (const origin of FOREIGN(hub)) {
    const headers = { host, cookie, ...(origin === undefined ? {} : { origin }) };
    for (const path of [SOCKET_PATH, `${SOCKET_PATH}/`]) {
      expect(await knockSocket(hub, `${path}?${query}&key=${key}`, headers), `${origin}`).toBe(403);
    }
    const polled = await hub.knock('GET', `${SOCKET_PATH}/?EIO=4&transport=polling&key=${key}`, { ...headers, 'x-beckon-key': key });
    expect(polled.status).toBe(403);
  }
  const own = { host, origin: hub.origin };
  expect(await knockSocket(hub, `${SOCKET_PATH}/?${query}`, { ...own, cookie })).toBe(401);
  expect(await knockSocket(hub, `${SOCKET_PATH}/?${query}&key=${key}`, own)).toBe(401);
  expect(await knockSocket(hub, `${SOCKET_PATH}/?${query}&key=${key}`, { ...own, cookie: `${cookie}x` })).toBe(401);
  expect(await knockSocket(hub, `${SOCKET_PATH}/?${query}&key=${key}`, { ...own, cookie })).toBe(101);
});

test('S17 no form and no simple request changes anything', async ({ hub }) => {
  const page = await pageCaller(hub);
  const body = JSON.stringify({ provider: 'shell', cwd: hub.state });
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json'];
  const host = new URL(hub.origin).host;
  for (const type of types) {
    for (const origin of FOREIGN(hub)) {
      const headers = { host, cookie: page.cookie, 'content-type': type, ...(origin === undefined ? {} : { origin }) };
      expect((await hub.knock('POST', '/api/sessions', headers, body)).status).toBe(403);
      expect((await hub.knock('POST', '/api/sessions', { ...headers, 'x-beckon-key': page.key }, body)).status).toBe(403);
    }
    const own = { host, cookie: page.cookie, origin: hub.origin, 'content-type': type };
    expect((await hub.knock('POST', '/api/sessions', { ...own, 'sec-fetch-site': 'same-site' }, body)).status).toBe(403);
    expect((await hub.knock('POST', '/api/sessions', own, body)).status).toBe(401);
  }
  for (const type of types.slice(0, 3)) {
    expect((await page.call('POST', '/api/sessions', body, { 'content-type': type })).status).toBe(415);
  }
  expect((await hub.call('GET', '/api/sessions')).json).toEqual({ sessions: [] });
  expect((await page.call('POST', '/api/sessions', body)).status).toBe(201);
});

test('S14 S15 a page on a sibling port reads nothing, changes nothing, and is sent no cookie of ours', async ({
  board,
  hub,
  sibling,
  context,
}) => {
  const { id } = await hub.create({ name: 'untouched' });
  await expect(board.getByRole('listitem', { name: 'untouched' })).toBeVisible();
  const stranger = await context.newPage();
  await stranger.goto(sibling.url);
  const got = await stranger.evaluate(
    async ({ origin, session, socketPath }) => {
      const asked = async (path: string, init: RequestInit): Promise<string> => {
        try {
          const answer = await fetch(origin + path, { credentials: 'include', ...init });
          return answer.type === 'opaque' ? 'opaque' : 'read';
        } catch {
          return 'refused';
        }
      };
      const loaded = (tag: 'script' | 'img', path: string): Promise<string> =>
        new Promise((resolve) => {
          const made = document.createElement(tag);
          made.src = origin + path;
          made.onload = () => resolve('loaded');
          made.onerror = () => resolve('refused');
          document.body.append(made);
        });
      const socket = (): Promise<string> =>
        new Promise((resolve) => {
          const made = new WebSocket(`${origin.replace('http', 'ws')}${socketPath}/?EIO=4&transport=websocket&version=1`);
          made.onopen = () => resolve('open');
          made.onerror = () => resolve('refused');
        });
      const text = { 'content-type': 'text/plain' };
      const results = [
        await asked('/api/sessions', {}),
        await asked('/api/health', {}),
        await asked('/api/sessions', { method: 'POST', headers: text, body: '{"provider":"shell","cwd":"/"}' }),
        await asked(`/api/sessions/${session}/end`, { method: 'POST' }),
        await asked(`/api/sessions/${session}`, { method: 'DELETE' }),
        await asked(`/api/sessions/${session}/end`, { method: 'POST', mode: 'no-cors' }),
        await loaded('script', '/_next/static/chunks/main.js'),
        await loaded('img', '/icon.svg'),
        await socket(),
      ];
      const frame = document.querySelector('iframe');
      const sent = new Promise((resolve) => frame?.addEventListener('load', resolve, { once: true }));
      document.querySelector('form')?.submit();
      await sent;
      let framed = 'closed';
      try {
        framed = frame?.contentDocument === null ? 'closed' : 'readable';
      } catch {
        // another origin: closed
      }
      return { results, framed };
    },
    { origin: hub.origin, session: id, socketPath: SOCKET_PATH },
  );
  expect(got.results.filter((each) => each !== 'refused' && each !== 'opaque')).toEqual([]);
  expect(got.results.filter((each) => each === 'opaque').length).toBeLessThanOrEqual(1);
  expect(got.framed).toBe('closed');
  expect((await hub.call('GET', '/api/sessions')).json.sessions).toMatchObject([{ id, status: 'running' }]);
  expect((await hub.knock('GET', '/api/sessions', { authorization: 'Bearer x' })).status).toBe(401);
  expect(sibling.cookies.length).toBeGreaterThan(0);
  expect(sibling.cookies.join()).not.toContain('beckon_');

  // Had it got the cookie, it would hold half a credential.
  const [cookie] = (await context.cookies(hub.origin)).filter(({ name }) => name.startsWith('beckon_'));
  const replayed = { host: new URL(hub.origin).host, cookie: `${cookie?.name}=${cookie?.value}` };
  expect((await hub.knock('GET', '/api/sessions', replayed)).status).toBe(401);
  // The page itself was not logged out by the form: it still may do everything.
  await stranger.close();
  await choose(board, 'untouched', 'Rename');
  await board.getByRole('textbox', { name: 'Name' }).fill('by its page');
  await board.keyboard.press('Enter');
  await expect(board.getByRole('listitem', { name: 'by its page' })).toBeVisible();
});

/** Hears everything a policy refuses and every dialog, from the first moment of each document on. */
async function watch(page: Page): Promise<{ dialogs: string[]; refused: () => Promise<string[]> }> {
  const dialogs: string[] = [];
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  await page.exposeFunction('tellRefused', (text: string) => void said.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const tell = Reflect.get(globalThis, 'tellRefused') as (text: string) => void;
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return {
    dialogs,
    async refused() {
      await page.evaluate(() => 0); // what the page has told by now has arrived
      return said;
    },
  };
}

const SCRIPT = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;

for (const colorScheme of ['dark', 'light'] as const) {
  test(`S22 stored script is shown as text, and the ${colorScheme} page breaks none of its own rules`, async ({ page, hub, folder }) => {
    await page.emulateMedia({ colorScheme });
    const watched = await watch(page);
    const hostile = `${folder}/<img src=x onerror=alert(3)>`;
    mkdirSync(hostile);
    const session = await hub.create({ name: SCRIPT, cwd: hostile, prompt: `: '<svg onload=alert(4)>'; echo ready-$((1+1))` });
    await hub.create({
      name: 'javascript:alert(5)',
      provider: 'command',
      command: { program: 'cat', args: ['<script>alert(6)</script>'] },
    });
    await page.goto(await hub.link());
    await page.waitForURL(`${hub.origin}/`);
    const terminal = await openTerminal(page, SCRIPT);
    await expect(rows(terminal)).toContainText('ready-2');
    await expect(rows(terminal)).toContainText('<svg onload=alert(4)>');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(SCRIPT);
    await expect(page.getByText('<img src=x onerror=alert(3)>').first()).toBeVisible();
    await type(
      terminal,
      `printf '\\033]2;<img src=x onerror=alert(7)>\\007\\033]8;;javascript:alert(8)\\033\\\\link\\033]8;;\\033\\\\ <script>alert(9)</script>\\n\\033[31mRED\\033[0m\\n'\n`,
    );
    await expect(rows(terminal)).toContainText('<script>alert(9)</script>');
    await expect.poll(async () => (await hub.session(session.id)).title).toContain('alert(7)');
    await rows(terminal)
      .getByText(/^link/)
      .click({ position: { x: 4, y: 4 }, force: true }); // the layer of the pointer lies above the rows
    // The terminal's own styles are in force: it has a colour, and its cells a width.
    await expectColoured(rows(terminal), 'RED');
    const ruled = await terminal
      .locator('.xterm')
      .evaluate((all) => [...all.querySelectorAll('style')].map((style) => style.sheet?.cssRules.length ?? 0));
    expect(ruled.length).toBeGreaterThan(0);
    expect(Math.min(...ruled)).toBeGreaterThan(0);

    // The shell goes on when the escaped program has its name: what it left running is looked up once.
    await type(
      terminal,
      `(setsid bash -c "exec -a '<img src=x onerror=alert(10)>' sleep 1004" >/dev/null 2>&1 </dev/null & until grep -qa '^<img' /proc/$!/cmdline; do :; done); exit 3\n`,
    );
    await expect.poll(async () => (await hub.session(session.id)).status).toBe('exited');
    const leftovers = async () => (await hub.session(session.id)).exit?.leftovers ?? [];
    await expect.poll(async () => (await leftovers()).map((each) => each.command)).toEqual(['<img src=x onerror=alert(10)> 1004']);
    for (const { pid } of await leftovers()) process.kill(pid, 'SIGKILL');
    await page.goto(hub.origin);
    await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: SCRIPT })).toContainText('code 3');
    await expect(page.getByText('javascript:alert(5)').first()).toBeVisible();
    await page.goto(`${hub.origin}/s/<script>alert(11)<%2Fscript>`).catch(() => null);
    await page.goto(`${hub.origin}/nothing?<script>alert(12)</script>#<img src=x onerror=alert(13)>`);
    expect(watched.dialogs).toEqual([]);
    expect(await watched.refused()).toEqual([]);

    // It would have been seen: the same script, put into the page by hand, is refused and told.
    await page.goto(hub.origin);
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="alert(14)"><style>body{color:red}</style>');
      const script = document.createElement('script');
      script.textContent = 'alert(15)';
      document.body.append(script);
    });
    await expect.poll(async () => (await watched.refused()).join('\n')).toMatch(/script-src-attr[\s\S]*|script-src-elem/);
    await expect.poll(async () => (await watched.refused()).join('\n')).toContain('style-src');
    await expect.poll(async () => (await watched.refused()).join('\n')).toContain('script-src-elem');
    expect(watched.dialogs).toEqual([]);
  });
}
