import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPublicFiles } from './public-files.ts';

let folder: string;
let server: Server;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-public-'));
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  writeFileSync(join(folder, 'other.txt'), 'private');
  const answer = openPublicFiles(folder);
  server = createServer((request, response) => {
    if (!answer(request, response)) response.end('passed on');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(folder, { recursive: true, force: true });
});

it('answers with the file as it was at the start, whatever the query', async () => {
  writeFileSync(join(folder, 'icon.svg'), 'changed');
  const answer = await fetch(`${url}/icon.svg?_rsc=1`, { headers: { rsc: '1' } });
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  expect(await answer.text()).toBe('<svg/>');
  const head = await fetch(`${url}/icon.svg`, { method: 'HEAD' });
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['6', '']);
});

it('has nothing for a public name without a file', async () => {
  const answer = await fetch(`${url}/favicon.ico`);
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});

it.each(['/', '/other.txt', '/icon%2Esvg', '/icon.svg/', '/x/icon.svg'])('passes on %s', async (path) => {
  expect(await (await fetch(`${url}${path}`)).text()).toBe('passed on');
});
