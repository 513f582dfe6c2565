import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { dialTo } from '#app/live/wire.ts';

/** No deadline comes: what ends here ends because the line does. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('a line that ends before the first word of the hub is known to be down at once, not at a deadline', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.terminate());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const refusal = await new Promise((down) => {
    dialTo({ url: `http://127.0.0.1:${port}` }, 'key', { up: () => undefined, down, message: () => undefined });
  });
  expect(refusal).toBeNull();
  sockets.close();
  await new Promise((done) => server.close(done));
});
