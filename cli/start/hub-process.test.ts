import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNews, startHub } from './hub-process.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-hub-process-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(code: string, now?: () => number) {
  const script = join(folder, 'hub.mjs');
  writeFileSync(script, code);
  return startHub({ script, cwd: folder, env: { PATH: process.env.PATH ?? '' }, ...(now === undefined ? {} : { now }) });
}

const LISTENING = "process.send({ listening: { url: 'http://a/#t', port: 7 } });";

test('tells when the hub listens, and its exit code', async () => {
  const hub = start(`${LISTENING} process.disconnect(); process.exitCode = 5;`);
  expect(await hub.news).toEqual({ kind: 'listening', url: 'http://a/#t', port: 7 });
  expect(await hub.ended).toBe(5);
});

test('tells why the hub could not start', async () => {
  const hub = start("process.send({ failed: { code: 'port_taken', message: 'Port 1 is taken.' } }, () => process.exit(1));");
  expect(await hub.news).toEqual({ kind: 'failed', code: 'port_taken', message: 'Port 1 is taken.' });
  expect(await hub.ended).toBe(1);
});

test('a hub that crashes before it is up is a failure with its last words', async () => {
  const hub = start("throw new Error('no such thing');");
  const news = await hub.news;
  expect(news).toMatchObject({ kind: 'failed', code: 'internal' });
  expect(news.kind === 'failed' && news.message).toMatch(/ended with code 1 before it was up[\s\S]*no such thing/);
});

/** Ends by itself, so that a failed test leaves nothing. */
const STAY = 'setTimeout(() => process.exit(9), 10_000);';

/** A hub that stops at the second signal and leaves a file for each. */
const COUNTING = `import { writeFileSync } from 'node:fs'; let n = 0;
process.on('SIGINT', () => { n += 1; writeFileSync('signal-' + n, ''); if (n === 2) process.exit(130); }); ${STAY} ${LISTENING}`;

test('one press of Ctrl-C is one signal, however often it arrives; a second press is a second', async () => {
  let at = 0;
  const hub = start(COUNTING, () => at);
  await hub.news;
  const first = appears('signal-1');
  hub.signal('SIGINT');
  await first;
  at = 100;
  hub.signal('SIGINT'); // the same press, passed on by npm
  expect(await Promise.race([hub.ended, nextTurns()])).toBe('still up');
  at = 1000;
  hub.signal('SIGINT');
  expect(await hub.ended).toBe(130);
});

/** Waits until the hub has left a file. */
async function appears(name: string): Promise<void> {
  for await (const event of watch(folder)) if (event.filename === name) return;
}

/** The signal would have been sent by now: a child answers another process no sooner than the kernel answers us. */
async function nextTurns(): Promise<'still up'> {
  spawnSync(process.execPath, ['--eval', '']);
  await new Promise((resolve) => setImmediate(resolve));
  return 'still up';
}

test('a hub that ignores two signals is killed by the third', async () => {
  let at = 0;
  const hub = start(`process.on('SIGTERM', () => {}); ${STAY} ${LISTENING}`, () => at);
  await hub.news;
  for (at of [0, 1000, 2000]) hub.signal('SIGTERM');
  expect(await hub.ended).toBe(137);
});

test.each([[null], ['listening'], [{}], [{ listening: {} }], [{ failed: 'x' }]])('%j says nothing', (message) => {
  expect(readNews(message)).toBeNull();
});
