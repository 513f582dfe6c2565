import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askForLink } from './running-hub.mjs';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-running-'));
});
afterEach(async () => {
  await new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(undefined)));
  rmSync(folder, { recursive: true });
});

async function answering(answer: RequestListener): Promise<string> {
  const socket = join(folder, 'hub.sock');
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(socket, resolve));
  return socket;
}

test('a running hub gives its link', async () => {
  const asked: string[] = [];
  const socket = await answering((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"url":"http://beckon.localhost:1/login#t"}');
  });
  expect(await askForLink(socket)).toBe('http://beckon.localhost:1/login#t');
  expect(asked).toEqual(['POST /api/links']);
});

test.each([
  ['an error', 503, '{"error":{"code":"shutting_down","message":"x"}}'],
  ['no JSON', 200, 'hello'],
  ['no address', 200, '{"url":"javascript:alert(1)"}'],
])('%s is no link', async (_what, status, body) => {
  const socket = await answering((_request, response) => response.writeHead(status).end(body));
  expect(await askForLink(socket)).toBeNull();
});

test('a broken connection, a dead socket and a missing one are no hub', async () => {
  const socket = await answering((request) => request.socket.destroy());
  expect(await askForLink(socket)).toBeNull();
  writeFileSync(join(folder, 'dead.sock'), '');
  expect(await askForLink(join(folder, 'dead.sock'))).toBeNull();
  expect(await askForLink(join(folder, 'none.sock'))).toBeNull();
});
