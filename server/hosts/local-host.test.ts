import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crc32 } from '#common/crc32.ts';
import { decodeFrame, encodeAck, encodeInput, FRAME_OUTPUT, FRAME_SCREEN, FRAME_SNAPSHOT } from '#common/frames.ts';
import type { HostSession, Launch, ViewerNotice } from '#common/pty-host-protocol.ts';
import type { SessionId } from '#common/session.ts';
import { isSameProcessAlive, processStartTime } from '#server/process/identity.ts';
import { lockOwner } from '#server/process/lock.ts';
import { openStateFolder, type StateFolder } from '#server/process/state-folder.ts';
import { bundlePtyHost } from '../../cli/build/bundles.mjs';
import type { Host, HostEvent, Viewer } from './host.ts';
import { createLocalHost } from './local-host.ts';
import { findOrStartPtyHost } from './pty-host-start.ts';

/** The real pty host, its own process, with real programs. */

const ID = 'abcdefghijkl' as SessionId;

let build: string;
let folder: string;
let state: StateFolder;
const hosts: Host[] = [];

beforeAll(async () => {
  build = await mkdtemp(join(process.cwd(), 'node_modules', '.beckon-build-'));
  for (const [name, content] of await bundlePtyHost(process.cwd())) await writeFile(join(build, name), content);
}, 60_000);

afterAll(() => rm(build, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-host-'));
  const opened = openStateFolder(join(folder, 'state'));
  if (!opened.ok) throw new Error(opened.error.message);
  state = opened.value;
});

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  const owner = lockOwner(state.ptyHostLock);
  if (owner !== null) await end(owner.pid, owner.startTime);
  await rm(folder, { recursive: true });
});

/** Ends a pty host of a test and waits until its process is gone, by the closing of its socket. */
async function end(pid: number, startTime: string): Promise<void> {
  const socket = createConnection(state.ptyHostSocket);
  await once(socket, 'connect');
  process.kill(pid, 'SIGTERM');
  socket.on('error', () => undefined);
  await once(socket, 'close');
  while (isSameProcessAlive(pid, startTime)) await new Promise((done) => setImmediate(done));
}

interface Machine {
  host: Host;
  events: HostEvent[];
  until: (met: (event: HostEvent) => boolean) => Promise<HostEvent>;
}

function machine(env: NodeJS.ProcessEnv = process.env): Machine {
  const host = createLocalHost({
    state,
    entry: join(build, 'pty-host.js'),
    demoEntry: join(build, 'demo-agent.js'),
    build: 'test',
    umask: 0o022,
    env,
    log: () => undefined,
  });
  hosts.push(host);
  const events: HostEvent[] = [];
  let wake: () => void = () => undefined;
  host.onEvent((event) => {
    events.push(event);
    wake();
  });
  const until = async (met: (event: HostEvent) => boolean) => {
    for (;;) {
      const found = events.find(met);
      if (found !== undefined) return found;
      await new Promise<void>((done) => (wake = done));
    }
  };
  return { host, events, until };
}

async function connected(): Promise<Machine> {
  const made = machine();
  made.host.open();
  await made.until(({ kind }) => kind === 'connected');
  return made;
}

function bash(script: string, session = ID): Launch {
  return {
    session,
    tag: 'tag',
    file: '/bin/bash',
    args: ['--norc', '-c', script],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', BECKON_SESSION_ID: session },
    cols: 80,
    rows: 24,
  };
}

class Eyes {
  text = '';
  offset = 0;
  checksum = 0;
  pictures = 0;
  readonly notices: ViewerNotice[] = [];
  #wake: () => void = () => undefined;
  frame(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame?.type === FRAME_OUTPUT) {
      this.checksum = crc32(frame.data, this.checksum);
      this.text += Buffer.from(frame.data).toString('latin1');
      this.offset = frame.offset + frame.data.length;
    }
    if (frame?.type === FRAME_SNAPSHOT || frame?.type === FRAME_SCREEN) {
      this.pictures += 1;
      this.checksum = frame.checksum;
      this.text = Buffer.from(frame.data).toString('latin1');
      this.offset = frame.offset;
    }
    this.#wake();
  }
  notice(notice: ViewerNotice): void {
    this.notices.push(notice);
    this.#wake();
  }
  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((done) => (this.#wake = done));
  }
}

async function look(host: Host, eyes: Eyes, more: { epoch?: number; offset?: number; checksum?: number } = {}): Promise<Viewer> {
  const viewer = await host.attach({ session: ID, client: 'test', cols: 80, rows: 24, visible: true, ...more }, eyes);
  if (!viewer.ok) throw new Error(viewer.error.message);
  return viewer.value;
}

async function create(host: Host, launch: Launch): Promise<HostSession> {
  const created = await host.create(launch);
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

const ended = (event: HostEvent) => event.kind === 'session' && event.session.state === 'ended';

describe('the pty host', () => {
  it('runs a program that is typed into and looked at', async () => {
    const { host, until } = await connected();
    await create(host, bash('read line; echo "got:$line"; exit 5'));
    const eyes = new Eyes();
    const viewer = await look(host, eyes);
    viewer.send(encodeInput(viewer.id, 1, Buffer.from('hello\r')));
    await eyes.until(() => eyes.text.includes('got:hello'));
    viewer.send(encodeAck(viewer.id, eyes.offset));
    await eyes.until(() => eyes.notices.some(({ kind }) => kind === 'ended'));
    expect(await until(ended)).toMatchObject({ session: { exit: { code: 5, signal: null, asked: false, leftovers: [] } } });
  });

  it('keeps its programs when its client is gone, and the next client sees what was printed meanwhile', async () => {
    const first = await connected();
    const { pid, pidStartTime, epoch } = await create(first.host, bash('echo before; read go; echo after; read go'));
    const eyes = new Eyes();
    await look(first.host, eyes);
    await eyes.until(() => eyes.text.includes('before'));
    await first.host.close();
    const second = await connected();
    expect(second.events.find(({ kind }) => kind === 'connected')).toMatchObject({
      kind: 'connected',
      sessions: [{ session: ID, pid, pidStartTime, epoch, state: 'live', tag: 'tag' }],
    });
    await second.host.write(ID, '\r');
    const again = new Eyes();
    const viewer = await look(second.host, again, { epoch, offset: eyes.offset, checksum: eyes.checksum });
    await again.until(() => again.text.includes('after'));
    expect(viewer.attached.from).toBe('resume');
    expect(again.text).not.toContain('before');
    expect(isSameProcessAlive(pid, pidStartTime)).toBe(true);
  });

  it('is started once, however many start it at a time', async () => {
    const options = { state, entry: join(build, 'pty-host.js'), build: 'test', umask: 0o022, client: 'hub' as const };
    const all = await Promise.all([1, 2, 3, 4].map(() => findOrStartPtyHost(options)));
    expect(all.map((each) => each.ok)).toEqual([true, true, true, true]);
    expect(readdirSync(state.path).filter((name) => name.startsWith('pty-host.lock'))).toHaveLength(1);
    for (const each of all) if (each.ok) each.value.close();
  });

  it('takes over the socket and the lock of one that was killed, and keeps its last screens', async () => {
    const first = await connected();
    const { pid } = await create(first.host, bash('echo last words; read go'));
    const eyes = new Eyes();
    await look(first.host, eyes);
    await eyes.until(() => eyes.text.includes('last words'));
    const owner = lockOwner(state.ptyHostLock);
    process.kill(owner?.pid ?? 0, 'SIGKILL');
    await first.until(({ kind }) => kind === 'disconnected');
    expect(existsSync(state.ptyHostSocket)).toBe(true);
    const connects = () => first.events.filter(({ kind }) => kind === 'connected').length;
    await first.until(() => connects() === 2);
    expect(lockOwner(state.ptyHostLock)?.pid).not.toBe(owner?.pid);
    expect(eyes.notices.at(-1)).toMatchObject({ kind: 'closed', error: { code: 'pty_host_unreachable' } });
    while (processStartTime(pid) !== null) await new Promise((done) => setImmediate(done)); // its terminal is gone with the host
  });

  it('shows after its own end the pictures it wrote', async () => {
    const first = await connected();
    await create(first.host, bash('echo remember me; read go'));
    const eyes = new Eyes();
    await look(first.host, eyes);
    await eyes.until(() => eyes.text.includes('remember me'));
    const owner = lockOwner(state.ptyHostLock);
    await end(owner?.pid ?? 0, owner?.startTime ?? '');
    await first.host.close();
    const second = await connected();
    expect(second.events.find(({ kind }) => kind === 'connected')).toMatchObject({ sessions: [{ session: ID, state: 'lost' }] });
    const screen = await second.host.screen(ID, { scrollback: false });
    expect(screen.ok && screen.value.lines[0]).toBe('remember me');
    expect(await second.host.forget(ID)).toMatchObject({ ok: true });
  });

  it('has a private socket in a private folder, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await connected();
    } finally {
      process.umask(before);
    }
    expect((await stat(state.path)).mode & 0o777).toBe(0o700);
    for (const name of [
      'pty-host.sock',
      'logs/pty-host.log',
      readdirSync(state.path).find((each) => each.startsWith('pty-host.lock')) ?? '',
    ]) {
      expect([name, (await stat(join(state.path, name))).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it('listens on a short name when the state folder has a long one', async () => {
    const opened = openStateFolder(join(folder, 'x'.repeat(90)));
    if (!opened.ok) throw new Error(opened.error.message);
    const short = state;
    state = opened.value;
    await connected();
    expect(Buffer.byteLength(state.ptyHostSocket)).toBeLessThanOrEqual(103);
    expect(lstatSync(join(state.ptyHostSocket, '..')).mode & 0o777).toBe(0o700);
    const owner = lockOwner(state.ptyHostLock);
    for (const host of hosts.splice(0)) await host.close();
    await end(owner?.pid ?? 0, owner?.startTime ?? '');
    await rm(join(state.ptyHostSocket, '..'), { recursive: true });
    state = short;
  });

  it('cuts off who speaks nonsense, and nobody else', async () => {
    const { host } = await connected();
    await create(host, bash('read go'));
    for (const nonsense of [Buffer.from([0xff, 0xff, 0xff, 0xff, 1]), Buffer.from([0, 0, 0, 2, 1, 0x7b]), Buffer.from([0, 0, 0, 0])]) {
      const socket = createConnection(state.ptyHostSocket);
      socket.on('error', () => undefined);
      socket.write(nonsense);
      await once(socket, 'close');
    }
    expect(await host.screen(ID, { scrollback: false })).toMatchObject({ ok: true });
  });

  it('answers a malformed request by its number', async () => {
    await connected();
    const found = await findOrStartPtyHost({ state, entry: join(build, 'pty-host.js'), build: 'test', umask: 0o022, client: 'cli' });
    if (!found.ok) throw new Error(found.error.message);
    // @ts-expect-error a client of another make may send anything
    const answer = await found.value.request({ op: 'resize', viewer: 1, cols: -5 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
    found.value.close();
  });

  it('says plainly that it speaks another version', async () => {
    await connected();
    const socket = createConnection(state.ptyHostSocket);
    const hello = Buffer.from(JSON.stringify({ hello: { versions: [99], client: 'hub', build: 'future' } }));
    const length = Buffer.alloc(5);
    length.writeUInt32BE(hello.length + 1);
    length[4] = 1;
    socket.write(Buffer.concat([length, hello]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.subarray(5).toString()).toContain('pty_host_incompatible');
    socket.destroy();
  });

  it('ends a session and tells how', async () => {
    const { host, until } = await connected();
    await create(host, bash('read go'));
    expect(await host.end(ID, null)).toMatchObject({ ok: true });
    expect(await until(ended)).toMatchObject({ session: { exit: { code: null, signal: 'SIGHUP', asked: true } } });
  });
});

describe('the machine', () => {
  it.each([
    ['/no/such/folder', 'folder_missing'],
    ['relative', 'folder_missing'],
    ['/etc/passwd', 'folder_not_a_folder'],
    ['/etc/passwd/below', 'folder_not_a_folder'],
  ])('refuses the folder %s', async (path, code) => {
    expect(await machine().host.folder(path)).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(path) } });
  });

  it('takes a link to a folder by its own name, and knows the home folder', async () => {
    await symlink(state.path, join(folder, 'link'));
    expect(await machine().host.folder(join(folder, 'link', '.'))).toEqual({ ok: true, value: join(folder, 'link') });
    expect(await machine().host.folder('~')).toMatchObject({ ok: true });
  });

  it.each([
    ['no-such-program-here', 'program_missing'],
    ['./none', 'program_missing'],
    ['/etc/passwd', 'program_not_executable'],
    ['a\0b', 'argument_invalid'],
  ])('refuses the program %j', async (name, code) => {
    expect(await machine().host.program(name, '/')).toMatchObject({ ok: false, error: { code } });
  });

  it('finds programs in PATH and by path', async () => {
    expect(await machine().host.program('bash', '/')).toMatchObject({ ok: true, value: expect.stringMatching(/^\/.*\/bash$/) });
    expect(await machine().host.program('./bash', '/bin')).toEqual({ ok: true, value: '/bin/bash' });
  });

  it("gives a launch the person's own environment without the markers of what encloses us", () => {
    const own = {
      PATH: '/bin',
      EDITOR: 'vi',
      CLAUDECODE: '1',
      CLAUDE_CONFIG_DIR: '/c',
      TMUX: 'x',
      BECKON_HOME: '/b',
      TERM_PROGRAM: 'other',
      KITTY_PID: '1',
      NO_PROXY: 'intra',
    };
    expect(machine(own).host.environment(ID)).toEqual({
      PATH: '/bin',
      EDITOR: 'vi',
      CLAUDE_CONFIG_DIR: '/c',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      TERM_PROGRAM: 'beckon',
      NO_PROXY: 'intra,127.0.0.1,localhost,::1',
      no_proxy: 'intra,127.0.0.1,localhost,::1',
      BECKON_SESSION_ID: ID,
    });
  });

  it('says when the pty host cannot be started, and tries again', async () => {
    const host = createLocalHost({
      state,
      entry: join(folder, 'none.js'),
      demoEntry: join(folder, 'none-either.js'),
      build: 'test',
      umask: 0o022,
      env: process.env,
      log: () => undefined,
    });
    hosts.push(host);
    const twice = new Promise<HostEvent[]>((done) => {
      const events: HostEvent[] = [];
      host.onEvent((event) => {
        events.push(event);
        if (events.length === 2) done(events);
      });
    });
    host.open();
    expect(await twice).toMatchObject([{ kind: 'disconnected', reason: { code: 'pty_host_failed' } }, { kind: 'disconnected' }]);
    expect(await host.create(bash('true'))).toMatchObject({ ok: false, error: { code: 'pty_host_unreachable' } });
  });
});
