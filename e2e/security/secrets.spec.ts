import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { bearerCaller, bearerToken, pageCaller, postLogin } from '../callers.ts';
import { expect, test } from '../fixtures.ts';
import { HubProcess, isAlive } from '../hub-process.ts';
import { askForLink } from '../../cli/start/running-hub.mjs';

/** Section C against the release build: where secrets must not be, and what another user of the machine gets. */

/** Every file under a folder, with its bytes. */
function contents(folder: string): [name: string, bytes: Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))]);
}

test('S31 no secret and no word of a person gets into a log, nor into the database but as a command line', async ({
  hub,
  hubWith,
  folder,
}) => {
  await hub.stop('SIGTERM');
  await hub.stopPtyHost('SIGTERM');
  const canary = {
    env: 'canaryenv71c2',
    prompt: 'canaryprompt8d3e',
    argument: 'canaryargument19fa',
    query: 'canaryquery55be',
    typed: 'canarytyped03aa',
  };
  const canaried = hubWith({ CANARY: canary.env, BECKON_LOG: 'debug' });
  await canaried.start();
  const page = await pageCaller(canaried);
  const token = bearerToken(canaried);
  const oneTime = new URL(await canaried.link()).hash.slice(1);
  const { id } = await canaried.create({ prompt: `: ${canary.prompt}` });
  const { id: command } = await canaried.create({ provider: 'command', command: { program: 'cat', args: [canary.argument] } });
  await canaried.call('POST', `/api/sessions/${id}/input`, { text: `: ${canary.typed}\r` });
  await expect.poll(() => canaried.screen(id)).toContain(canary.typed);

  // What is refused: with each of the secrets in places where it does not belong.
  for (const path of [
    `/api/sessions?token=${token}&q=${canary.query}`,
    `/api/nothing?key=${page.key}&q=${canary.query}`,
    `/?token=${oneTime}`,
    `/${token}`,
    `/login?${page.key}`,
  ]) {
    await canaried.knock('GET', path, { host: 'evil.test', cookie: page.cookie, authorization: `Bearer ${token}` });
    await canaried.knock('GET', path, {
      host: new URL(canaried.origin).host,
      origin: `http://${token}.test`,
      referer: `http://x/?${page.key}`,
    });
    await page.call('GET', path);
    await page.call('POST', path, { token, prompt: canary.prompt });
  }
  await page.call('POST', '/api/sessions', { provider: 'shell', cwd: `/${canary.prompt}`, prompt: canary.prompt, [canary.prompt]: 1 });
  await page.call('POST', '/api/sessions', `{"prompt":"${canary.prompt}`);
  await page.call('PATCH', `/api/sessions/${command}`, { name: `${canary.prompt}\0` });
  await postLogin(canaried, `${oneTime}x`);
  expect((await postLogin(canaried, oneTime)).status).toBe(200);
  // What fails: the pty host is gone while sessions are asked for; and what crashes.
  await canaried.stopPtyHost('SIGKILL');
  const failed = await page.call('POST', '/api/sessions', {
    provider: 'command',
    cwd: folder,
    prompt: undefined,
    command: { program: 'true', args: [canary.argument] },
  });
  expect([201, 503]).toContain(failed.status);
  await page.call('POST', `/api/sessions/${id}/input`, { text: canary.typed });
  await page.call('GET', `/api/sessions/${id}/screen`);
  await canaried.stop('SIGABRT');
  await canaried.start();
  expect((await page.call('GET', '/api/sessions')).status).toBe(200);
  await canaried.stop('SIGTERM');

  const [, cookie = ''] = page.cookie.split('=');
  const secrets = { token, cookie, key: page.key, oneTime, env: canary.env };
  const words = { prompt: canary.prompt, argument: canary.argument, query: canary.query, typed: canary.typed };
  const found = (names: Record<string, string>, files: [string, Buffer][]) =>
    files.flatMap(([name, bytes]) =>
      Object.entries(names).flatMap(([what, text]) => (bytes.includes(text) ? [`${what} in ${basename(name)}`] : [])),
    );
  const logs = contents(join(canaried.state, 'logs'));
  expect(logs.map(([name]) => basename(name)).sort()).toEqual(expect.arrayContaining(['hub.log', 'pty-host.log']));
  expect(found({ ...secrets, ...words }, [...logs, ['terminal', Buffer.from(canaried.output)]])).toEqual([]);
  const kept = contents(canaried.state).filter(([name]) => !name.includes('/logs/') && !name.includes('/snapshots/'));
  expect(found(secrets, kept)).toEqual(['token in token']);
  // A prompt that is no argument is nowhere; an argument is part of a command line, which the database has. That the search finds it shows that it looks.
  expect(new Set(found(words, kept).map((hit) => hit.replace(/beckon\.db(-wal)?$|beckon-.*$/, 'database')))).toEqual(
    new Set(['argument in database']),
  );
});

interface Process {
  readonly pid: number;
  readonly env: string;
  readonly command: string;
}

/** All processes below one, and those whose state folder is the given one. Linux only. */
function processesOf(state: string): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const env = readFileSync(`/proc/${name}/environ`, 'latin1');
        return [{ pid: Number(name), env, command: readFileSync(`/proc/${name}/cmdline`, 'latin1') }];
      } catch {
        return []; // ended while we looked
      }
    })
    .filter(({ env, command }) => `${env}${command}`.includes(state));
}

test('S32 no child gets a server secret, in its environment or its command line', async ({ hub, folder }) => {
  test.skip(process.platform !== 'linux', 'only Linux shows the environment of a process');
  const page = await pageCaller(hub);
  const session = await hub.create({ cwd: `${folder}/work` });
  const child = await hub.create({ provider: 'command', cwd: `${folder}/work`, command: { program: 'env' } });
  await expect.poll(async () => (await hub.session(child.id)).status).toBe('exited');
  const all = processesOf(folder);
  expect(all.map(({ pid }) => pid)).toEqual(expect.arrayContaining([hub.pid, hub.ptyHostPid, session.pid]));
  const gate = JSON.parse(readFileSync(join(hub.state, 'gate.json'), 'utf8'));
  const [, cookie = ''] = page.cookie.split('=');
  for (const secret of [
    bearerToken(hub),
    cookie,
    page.key,
    gate.tokenHash,
    ...gate.logins.flatMap((login: object) => Object.values(login).map(String)),
  ]) {
    for (const { env, command } of all) expect(`${env}${command}`).not.toContain(secret);
  }
  // What a session gets of Beckon is its own name, and what the person had.
  const own = (await hub.call('GET', `/api/sessions/${child.id}/screen?scrollback=true`, undefined, { accept: 'text/plain' })).text;
  const names = own.split('\n').map((line) => line.split('=')[0] ?? '');
  expect(names.filter((name) => /BECKON|NEXT_|NODE_(ENV|CHANNEL)/.test(name) && name !== 'BECKON_TEST_RUN')).toEqual(['BECKON_SESSION_ID']);
  expect(own).toContain(`BECKON_SESSION_ID=${child.id}`);
  expect(own).toContain(`HOME=${folder}/home`);
});

/** Tried by another user: the status of a request over TCP, how the socket answers, and what each file gives. */
const STRANGER = `
  const { request } = require('node:http'); const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
  const { port, sockets, files, folders, readable } = JSON.parse(process.argv[1]);
  const ask = (options) => new Promise((done) => {
    const asked = request({ path: '/api/sessions', ...options }, (answer) => { answer.resume(); done(answer.statusCode); });
    asked.on('error', (error) => done(error.code)); asked.end();
  });
  const attempt = (act) => { try { act(); return 'done'; } catch (error) { return error.code; } };
  (async () => console.log(JSON.stringify({
    uid: process.getuid(),
    tcp: await ask({ host: '127.0.0.1', port, headers: { host: '127.0.0.1:' + port } }),
    health: await ask({ host: '127.0.0.1', port, path: '/api/health', headers: { host: '127.0.0.1:' + port } }),
    sockets: await Promise.all(sockets.map((socketPath) => ask({ socketPath }))),
    files: files.map((file) => attempt(() => readFileSync(file))),
    folders: folders.map((folder) => attempt(() => readdirSync(folder))),
    writes: folders.map((folder) => attempt(() => writeFileSync(folder + '/planted', ''))),
    readable: attempt(() => readFileSync(readable)),
  })))();`;

const NOBODY = 65534;

/** Runs that as another user: by root's right, or by sudo where it asks nothing. Fails where neither is to be had. */
async function asStranger(input: object): Promise<Record<string, unknown>> {
  const isRoot = process.getuid?.() === 0;
  // A copy of Node where everybody may run it: our own, and the temporary folder of a test run, may be private.
  const shared = mkdtempSync('/tmp/b-');
  chmodSync(shared, 0o755);
  const node = join(shared, 'node');
  copyFileSync(realpathSync(process.execPath), node);
  chmodSync(node, 0o755);
  try {
    const args = ['-e', STRANGER, JSON.stringify(input)];
    const options = { cwd: '/', env: { PATH: process.env.PATH ?? '' } };
    const child = isRoot
      ? spawn(node, args, { ...options, uid: NOBODY, gid: NOBODY })
      : spawn('sudo', ['-n', '-u', 'nobody', node, ...args], options);
    let [out, said] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', (error) => {
      said += error.message;
    });
    await once(child, 'close');
    if (out === '') throw new Error(`This case needs another user: run it as root, or where "sudo -n -u nobody" works. ${said}`);
    return JSON.parse(out);
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
}

test('S34 another user of this machine reads no file, opens no socket, and gets 401', async () => {
  // In /tmp itself, with all above open to everybody, so that it is our own modes that hold.
  const folder = mkdtempSync('/tmp/b-');
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'home'));
  const hub = new HubProcess(join(folder, 'state'), { HOME: join(folder, 'home'), SHELL: '/bin/bash', TMPDIR: folder });
  try {
    await hub.start();
    await hub.create({ name: 'mine' });
    writeFileSync(join(folder, 'readable'), '');
    const files = contents(hub.state).map(([name]) => name);
    expect(files.map((name) => basename(name))).toEqual(expect.arrayContaining(['token', 'gate.json', 'beckon.db', 'hub.log']));
    const input = {
      port: hub.port,
      sockets: ['hub.sock', 'pty-host.sock'].map((name) => join(hub.state, name)),
      files,
      folders: [hub.state, join(hub.state, 'logs'), join(hub.state, 'snapshots'), join(hub.state, 'backups')],
      readable: join(folder, 'readable'),
    };
    const refused = { tcp: 401, health: 200, readable: 'done', sockets: ['EACCES', 'EACCES'], files: files.map(() => 'EACCES') };
    const denied = { folders: Array(4).fill('EACCES'), writes: Array(4).fill('EACCES') };
    expect(await asStranger(input)).toMatchObject({ ...refused, ...denied });
    // Were the folder opened by mistake, each file and socket would still hold by itself.
    chmodSync(hub.state, 0o755);
    expect(await asStranger(input)).toMatchObject({ ...refused, folders: ['done', 'EACCES', 'EACCES', 'EACCES'], writes: denied.writes });
    expect((await bearerCaller(hub).call('GET', '/api/sessions')).status).toBe(200);
  } finally {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("S35 a link in the place of one of the gate's files or of the socket is not followed", async ({ hub, folder }) => {
  await hub.stop('SIGTERM');
  const target = join(folder, 'target');
  writeFileSync(target, 'as it was', { mode: 0o644 });
  for (const name of ['token', 'gate.json', 'hub.log']) {
    const place = name === 'hub.log' ? join(hub.state, 'logs', name) : join(hub.state, name);
    rmSync(place);
    symlinkSync(target, place);
    await expect(hub.start(), name).rejects.toThrow(/ELOOP|symbolic link/);
    expect(readFileSync(target, 'utf8')).toBe('as it was');
    rmSync(place);
  }
  rmSync(join(hub.state, 'hub.sock'), { force: true });
  symlinkSync(target, join(hub.state, 'hub.sock'));
  await hub.start();
  expect(readFileSync(target, 'utf8')).toBe('as it was');
  expect((await hub.call('GET', '/api/sessions')).status).toBe(200);
  expect((await bearerCaller(hub).call('GET', '/api/sessions')).status).toBe(200);
});

test('S36 whoever takes the port is told nothing: our own programs ask over the private socket', async ({ hub, hubWith }) => {
  const port = hub.port;
  expect(await askForLink(join(hub.state, 'hub.sock'))).toMatch(new RegExp(`^http://beckon\\.localhost:${port}/login#`));
  await hub.stop('SIGKILL');
  let connections = 0;
  const squatter = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
  try {
    expect((squatter.address() as AddressInfo).port).toBe(port);
    expect(existsSync(join(hub.state, 'hub.sock'))).toBe(true);
    expect(await askForLink(join(hub.state, 'hub.sock'))).toBeNull();
    const other = hubWith({});
    const child = other.spawn({ BECKON_PORT: String(port) });
    const [news] = await once(child, 'message');
    expect(news).toMatchObject({ failed: { code: 'port_taken', message: expect.stringContaining(`Port ${port} is taken`) } });
    await once(child, 'exit');
    const free = hubWith({});
    await free.start();
    expect(await askForLink(join(hub.state, 'hub.sock'))).toContain(`:${free.port}/login#`);
    expect(connections).toBe(0);
    expect(isAlive(free.pid)).toBe(true);
  } finally {
    await new Promise<void>((resolve) => squatter.close(() => resolve()));
  }
});
