import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '#server/gate/gate.ts';
import type { FrontDoor } from './front-door.ts';
import { bindLoopback, type Listeners } from './listeners.ts';

let folder: string;
const bound: Listeners[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-listen-'));
});
afterEach(async () => {
  for (const each of bound.splice(0)) await each.close(0);
  rmSync(folder, { recursive: true, force: true });
});

async function bind(port = 0): Promise<Listeners> {
  const listeners = await bindLoopback(port);
  if (!listeners.ok) throw new Error(listeners.error.message);
  bound.push(listeners.value);
  return listeners.value;
}

function get(where: object): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request({ path: '/', agent: false, ...where }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

const sayChannel: FrontDoor = {
  request: (_request, response, channel: Channel) => void response.end(channel),
  upgrade: (_request, socket) => void socket.destroy(),
};

describe('bindLoopback', () => {
  it('listens on both loopback addresses and the unix socket, and says which', async () => {
    const listeners = await bind();
    expect(await get({ host: '127.0.0.1', port: listeners.port })).toMatchObject({
      status: 503,
      text: expect.stringContaining('starting'),
    });
    listeners.serve(sayChannel);
    const path = join(folder, 'hub.sock');
    writeFileSync(path, 'left by a dead hub');
    chmodSync(path, 0o666);
    expect(await listeners.listenUnix(path)).toMatchObject({ ok: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await get({ host: '127.0.0.1', port: listeners.port })).toEqual({ status: 200, text: 'tcp' });
    expect(await get({ socketPath: path })).toEqual({ status: 200, text: 'unix' });
    await listeners.close(0);
    expect(existsSync(path)).toBe(false);
    await expect(get({ host: '127.0.0.1', port: listeners.port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('names a port that is taken and the way out', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await bindLoopback(port)).toMatchObject({
      ok: false,
      error: { code: 'port_taken', message: expect.stringMatching(new RegExp(`${port}.*--port.*BECKON_PORT`)) },
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('names a unix socket that it cannot make', async () => {
    const listeners = await bind();
    expect(await listeners.listenUnix(join(folder, 'missing', 'hub.sock'))).toMatchObject({
      ok: false,
      error: { code: 'io_failed', message: expect.stringContaining('hub.sock') },
    });
  });

  it('cuts off what does not end in time', async () => {
    const listeners = await bind();
    listeners.serve({ ...sayChannel, request: () => undefined });
    const socket = connect(listeners.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.on('error', () => undefined); // a reset is as good as an end here
    const gone = new Promise((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.once('ready', resolve));
    await listeners.close(10);
    await gone;
  });
});
