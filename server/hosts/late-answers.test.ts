import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Launch, ViewerNotice } from '#common/pty-host-protocol.ts';
import type { SessionId } from '#common/session.ts';
import { isSameProcessAlive } from '#server/process/identity.ts';
import { lockOwner } from '#server/process/lock.ts';
import { openStateFolder, type StateFolder } from '#server/process/state-folder.ts';
import { bundlePtyHost } from '../../cli/build/bundles.mjs';
import type { Host, HostEvent } from './host.ts';
import { createLocalHost } from './local-host.ts';
import { ANSWER_WITHIN_MS } from './pty-host-client.ts';

/** A pty host that is stopped while something is asked of it, and answers when nobody waits any more. */

const ID = 'abcdefghijkl' as SessionId;
const CAT: Launch = {
  session: ID,
  tag: 'tag',
  file: '/bin/cat',
  args: [],
  cwd: '/',
  env: { PATH: process.env.PATH ?? '', BECKON_SESSION_ID: ID },
  cols: 80,
  rows: 24,
};
const PAGE = { session: ID, client: 'page', cols: 80, rows: 24, visible: true };
const BLIND = { frame: () => undefined, notice: () => undefined };

let build: string;
let folder: string;
let state: StateFolder;
let host: Host;
let events: HostEvent[];

beforeAll(async () => {
  build = await mkdtemp(join(process.cwd(), 'node_modules', '.beckon-build-'));
  for (const [name, content] of await bundlePtyHost(process.cwd())) await writeFile(join(build, name), content);
}, 60_000);

afterAll(() => rm(build, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-late-'));
  const opened = openStateFolder(join(folder, 'state'));
  if (!opened.ok) throw new Error(opened.error.message);
  state = opened.value;
  host = createLocalHost({
    state,
    entry: join(build, 'pty-host.js'),
    demoEntry: join(build, 'demo-agent.js'),
    build: 'test',
    umask: 0o022,
    env: process.env,
    log: () => undefined,
  });
  events = [];
  const connected = new Promise<void>((done) => {
    host.onEvent((event) => {
      events.push(event);
      if (event.kind === 'connected') done();
    });
  });
  host.open();
  await connected;
});

afterEach(async () => {
  vi.useRealTimers();
  await host.close();
  const owner = lockOwner(state.ptyHostLock);
  if (owner !== null) {
    process.kill(owner.pid, 'SIGCONT');
    process.kill(owner.pid, 'SIGTERM');
    while (isSameProcessAlive(owner.pid, owner.startTime)) await new Promise((done) => setImmediate(done));
  }
  await rm(folder, { recursive: true });
});

/** Asks while the pty host stands still, until the deadline has passed; then it goes on. */
async function askInVain<T>(ask: () => Promise<T>): Promise<T> {
  const pid = lockOwner(state.ptyHostLock)?.pid;
  if (pid === undefined) throw new Error('no pty host');
  process.kill(pid, 'SIGSTOP');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = ask();
  await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
  vi.useRealTimers();
  const value = await answer;
  process.kill(pid, 'SIGCONT');
  return value;
}

/** The pty host reads these requests in one go. */
async function readAtOnce(ask: () => Promise<unknown>[]): Promise<void> {
  const pid = lockOwner(state.ptyHostLock)?.pid;
  if (pid === undefined) throw new Error('no pty host');
  process.kill(pid, 'SIGSTOP');
  const answers = ask();
  process.kill(pid, 'SIGCONT');
  await Promise.all(answers);
}

describe('an answer that comes too late', () => {
  it('to an attach leaves no viewer behind: the next one owns the terminal', async () => {
    expect(await host.create(CAT)).toMatchObject({ ok: true });
    expect(await askInVain(() => host.attach(PAGE, BLIND))).toMatchObject({ ok: false, error: { code: 'timeout' } });
    const owns = new Promise<void>((done) => {
      const notice = (told: ViewerNotice) => {
        if (told.kind === 'owner' && told.owner === 'self') done();
      };
      void host.attach({ ...PAGE, client: 'other' }, { ...BLIND, notice }).then((next) => {
        if (next.ok && next.value.attached.owner) done();
      });
    });
    await owns;
  });

  it('to a create is made up for by the list: the session is told', async () => {
    const told = new Promise<HostEvent>((done) => {
      host.onEvent((event) => {
        if (event.kind === 'connected') done(event);
      });
    });
    expect(await askInVain(() => host.create(CAT))).toMatchObject({ ok: false, error: { code: 'timeout' } });
    expect(await told).toMatchObject({ kind: 'connected', sessions: [{ session: ID, state: 'live' }] });
    await host.end(ID, null);
  });

  it('to a wish to watch does not outlive the wish to watch no more', async () => {
    const other = 'bcdefghijklm' as SessionId;
    expect(await host.create(CAT)).toMatchObject({ ok: true });
    expect(await host.create({ ...CAT, session: other })).toMatchObject({ ok: true });
    await readAtOnce(() => [host.watch(ID, true), host.watch(ID, false)]);
    await host.watch(other, true);
    const shown = new Promise<void>((done) => {
      host.onEvent((event) => {
        if (event.kind === 'preview' && JSON.stringify(event.preview.rows).includes('of the other')) done();
      });
    });
    await host.write(ID, 'of nobody\r');
    await host.write(other, 'of the other\r'); // later, and told by the same clock: the first would have been told before
    await shown;
    expect(events.filter((event) => event.kind === 'preview' && event.preview.session === ID)).toEqual([]);
  });
});
