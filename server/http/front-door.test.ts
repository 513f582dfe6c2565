import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDoor, openDoor } from './testing/open-door.ts';

let door: OpenDoor;

beforeEach(async () => {
  door = await openDoor();
});

afterEach(() => door.close());

/** Asks for an upgrade like a client that never ends its own side. */
async function knock(path: string) {
  const { port } = new URL(door.url);
  const socket = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true });
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('utf8');
  });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  await once(socket, 'end');
  return { socket, answer };
}

describe('a refused upgrade', () => {
  it.each<[string, string, RegExp, (door: OpenDoor) => void]>([
    ['of another path', '/other', /^HTTP\/1\.1 404 .*\/socket only/s, () => undefined],
    ['of nobody', '/socket', /^HTTP\/1\.1 401 .*npm start/s, ({ gate }) => Object.assign(gate, { caller: { kind: 'anyone' } })],
    ['while the hub stops', '/socket', /^HTTP\/1\.1 503 .*stopping/s, (opened) => Object.assign(opened, { isClosing: true })],
  ])('%s says why, and its socket is gone though the client keeps its side open', async (_what, path, expected, prepare) => {
    prepare(door);
    const { socket, answer } = await knock(path);
    expect(answer).toMatch(expected);
    expect(answer).toMatch(/^connection: close\r$/im);
    await expect.poll(() => door.connections()).toBe(0);
    socket.destroy();
  });
});
