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

  // 0: by its own clock; a hub that is not done before five seconds are over ends with 1.
  expect(await hub.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(isAlive(pid ?? 0)).toBe(true);
  await expect(board.getByText('The server was stopped')).toBeVisible();
  await expect(second.getByText('The server was stopped')).toBeVisible();
  stuck.close();
  silent.destroy();
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
  stuck.close();
  await hub.start(); // what it did not get to do hinders nobody
});

test('while the hub stops, what was asked before is answered, and new work gets 503', async ({ hub }) => {
  const stuck = await unfinishedRequest(hub);
  hub.signal('SIGTERM');
  await stopped(hub);
  stuck.write(':"x"'); // the rest of a request that came before: no folder is named, so it is refused for what it says
  stuck.write('POST /api/sessions HTTP/1.1\r\nHost: beckon\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}');
  stuck.write('GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n');
  const [before, after, health] = (await stuck.answers(5)).slice(2);
  expect(before).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect(after).toMatchObject({
    status: 503,
    body: { error: { code: 'shutting_down', message: 'Beckon is stopping. Sessions run on; try again when it is back.' } },
  });
  expect(health).toMatchObject({ status: 200, body: { status: 'closing' } });
  stuck.close();
  expect(await hub.ended()).toEqual({ code: 0, signal: null });
});

/** A connection on which requests are written by hand. */
class RawConnection {
  readonly #socket: Socket;
  #text = '';
  #changed: (() => void) | undefined;

  constructor(path: string) {
    this.#socket = createConnection(path);
    this.#socket.on('error', () => undefined); // cut off by the hub, as it should be: 'close' follows
    this.#socket.on('close', () => this.#changed?.());
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += String(chunk);
      this.#changed?.();
    });
  }

  write(text: string): void {
    this.#socket.write(text);
  }

  /** Waits until so many answers have come since the connection began, and gives them; each has its JSON in one line. */
  async answers(count: number): Promise<{ status: number; body: unknown }[]> {
    for (;;) {
      const found = [...this.#text.matchAll(/HTTP\/1\.1 (\d{3})[^\r]*\r\n(?:[^\r]+\r\n)+\r\n(?:[0-9a-f]+\r\n)?(\{.*\})/g)];
      if (found.length >= count) return found.map(([, status, body]) => ({ status: Number(status), body: JSON.parse(body ?? '') }));
      if (this.#socket.destroyed) throw new Error(`The connection ended after: ${this.#text}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Sends the beginning of a request, and waits until the hub has read it; two requests were answered before. */
async function unfinishedRequest(hub: HubProcess): Promise<RawConnection> {
  const connection = new RawConnection(hub.file('hub.sock'));
  connection.write('GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n');
  await connection.answers(1);
  // In one piece with a request that is answered: when that answer is there, the rest was read as well.
  connection.write(`GET /api/health HTTP/1.1\r\nHost: beckon\r\n\r\n${UNFINISHED}`);
  await connection.answers(2);
  return connection;
}

/**
 * The hub has begun to stop: it takes no connection any more. Asked without a pause, because a request under way holds up the
 * stop for a second and a half only.
 */
async function stopped(hub: HubProcess): Promise<void> {
  const isRefused = async () => {
    const socket = createConnection({ host: '127.0.0.1', port: hub.port });
    const refused = await Promise.race([once(socket, 'connect').then(() => false), once(socket, 'close').then(() => true)]).catch(
      () => true,
    );
    socket.destroy();
    return refused;
  };
  await expect.poll(isRefused, { intervals: [1] }).toBe(true);
}
