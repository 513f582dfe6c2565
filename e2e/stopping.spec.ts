import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { expect, logIn, test } from './fixtures.ts';
import { type HubProcess, isAlive } from './hub-process.ts';

/** Stops on purpose, with clients that do not let go. */

/** A request whose body does not come: it keeps the hub from being done. */
const UNFINISHED = 'POST /api/sessions HTTP/1.1\r\nHost: beckon\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"name"';

test('SIGTERM ends the hub with 0 within five seconds, whatever clients hold on to', async ({ board, hub, browser }) => {
  const { pid } = await hub.create({ name: 'unmoved' });
  const second = await (await browser.newContext()).newPage();
  await logIn(second, hub);
  for (const page of [board, second]) await expect(page.getByRole('link', { name: 'unmoved' }).first()).toBeVisible();
  const stuck = await unfinishedRequest(hub);
  const silent = createConnection({ host: '127.0.0.1', port: hub.port });
  await once(silent, 'connect');

  const begin = performance.now();
  expect(await hub.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(performance.now() - begin).toBeLessThan(5000);
  expect(isAlive(pid ?? 0)).toBe(true);
  await expect(board.getByText('The server was stopped')).toBeVisible();
  await expect(second.getByText('The server was stopped')).toBeVisible();
  for (const socket of [stuck, silent]) socket.destroy();
  await second.context().close();
});

test('a second SIGTERM ends the hub at once, though the first still waits for somebody', async ({ hub }) => {
  const { pid } = await hub.create({ name: 'unmoved' });
  const stuck = await unfinishedRequest(hub);
  hub.signal('SIGTERM');
  await stopped(hub);
  hub.signal('SIGTERM');
  expect(await hub.ended()).toEqual({ code: 143, signal: null });
  expect(isAlive(pid ?? 0)).toBe(true);
  stuck.destroy();
  await hub.start(); // what it did not get to do hinders nobody
});

test('while the hub stops, what was asked before is answered, and new work gets 503', async ({ hub }) => {
  const stuck = await unfinishedRequest(hub);
  const answers = answersOf(stuck, 3);
  hub.signal('SIGTERM');
  await stopped(hub);
  stuck.write(':"x"'); // the rest of a request that came before: no folder is named, so it is refused for what it says
  stuck.write('POST /api/sessions HTTP/1.1\r\nHost: beckon\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}');
  stuck.write('GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n');
  const [before, after, health] = await answers;
  expect(before).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect(after).toMatchObject({
    status: 503,
    body: { error: { code: 'shutting_down', message: 'Beckon is stopping. Sessions run on; try again when it is back.' } },
  });
  expect(health).toMatchObject({ status: 200, body: { status: 'closing' } });
  stuck.destroy();
  expect(await hub.ended()).toEqual({ code: 0, signal: null });
});

/** Sends the beginning of a request, and waits until the hub has read it. */
async function unfinishedRequest(hub: HubProcess): Promise<Socket> {
  const socket = createConnection(hub.file('hub.sock'));
  socket.on('error', () => undefined); // cut off by the hub, as it should be
  await once(socket, 'connect');
  socket.write('GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n');
  await once(socket, 'data');
  // In one piece with a request that is answered: when that answer is there, the rest was read as well.
  socket.write(`GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n${UNFINISHED}`);
  await once(socket, 'data');
  return socket;
}

/** The hub has begun to stop: it takes no connection any more. */
async function stopped(hub: HubProcess): Promise<void> {
  const isRefused = async () => {
    const socket = createConnection({ host: '127.0.0.1', port: hub.port });
    const refused = await Promise.race([once(socket, 'connect').then(() => false), once(socket, 'close').then(() => true)]).catch(
      () => true,
    );
    socket.destroy();
    return refused;
  };
  await expect.poll(isRefused).toBe(true);
}

/** The next answers on a connection: each has JSON of a known length, or in one chunk. */
async function answersOf(socket: Socket, count: number): Promise<{ status: number; body: unknown }[]> {
  let text = '';
  const found = () =>
    [...text.matchAll(/HTTP\/1\.1 (\d{3})[^\r]*\r\n(?:[^\r]+\r\n)+\r\n(?:[0-9a-f]+\r\n)?(\{.*\})/g)].map(([, status, body]) => ({
      status: Number(status),
      body: JSON.parse(body ?? ''),
    }));
  for await (const chunk of socket) {
    text += String(chunk);
    if (found().length >= count) return found();
  }
  throw new Error(`The connection ended after: ${text}`);
}
