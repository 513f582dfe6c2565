import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardPatch } from '#common/protocol.ts';
import type { CreateSession } from '#common/api.ts';
import type { HostSession } from '#common/pty-host-protocol.ts';
import { type Session, type SessionId, sessionIdSchema } from '#common/session.ts';
import { providers } from '#server/providers/registry.ts';
import { createSessionHub, type SessionHub } from './session-hub.ts';
import { ENDING_CHECK_MS, LOST_CHECK_MS } from './session-table.ts';
import { RETRY_MS } from './record-keeper.ts';
import type { SessionRecord } from './session-repository.ts';
import { createFakeHost, type FakeHost } from './testing/fake-host.ts';
import { createMemoryFolders } from './testing/memory-folders.ts';
import { createMemoryRepository, type MemoryRepository } from './testing/memory-repository.ts';
import { createQuietLog } from './testing/quiet-log.ts';

const shell: CreateSession = { provider: 'shell', cwd: '/srv/project' };
const ids = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'].map((id) => sessionIdSchema.parse(id)) as [SessionId, SessionId];

let host: FakeHost;
let repository: MemoryRepository;
let hub: SessionHub;
let time: number;

function newHub(): SessionHub {
  return createSessionHub({ hosts: [host], repository, folders: createMemoryFolders(), providers, log: createQuietLog(), now: () => time });
}

async function created(request: CreateSession = shell): Promise<Session> {
  const result = await hub.create(request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function row(over: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: ids[0],
    hostId: host.id,
    provider: 'shell',
    name: 'one',
    cwd: '/srv',
    command: { file: '/bin/sh', args: [] },
    pid: 77,
    pidStartTime: 'start 77',
    status: 'running',
    statusSince: 10,
    statusDetail: null,
    conversationId: null,
    pinned: false,
    rank: -1,
    createdAt: 1,
    updatedAt: 1,
    exit: null,
    ...over,
  };
}

function held(over: Partial<HostSession> = {}): HostSession {
  return {
    session: ids[0],
    tag: '{"provider":"shell","name":"one","createdAt":1,"conversationId":null,"pinned":false,"rank":-1}',
    epoch: 1,
    pid: 77,
    pidStartTime: 'start 77',
    file: '/bin/sh',
    args: [],
    cwd: '/srv',
    cols: 80,
    rows: 24,
    title: '',
    createdAt: 1,
    state: 'live',
    exit: null,
    withstood: [],
    ...over,
  };
}

async function openWith(rows: SessionRecord[], sessions: HostSession[] = []): Promise<void> {
  await hub.close();
  repository = createMemoryRepository(rows);
  hub = newHub();
  for (const session of sessions) host.sessions.set(session.session, session);
  expect(await hub.open()).toMatchObject({ ok: true });
}

beforeEach(async () => {
  vi.useFakeTimers();
  time = 100;
  host = createFakeHost();
  repository = createMemoryRepository();
  hub = newHub();
  await openWith([]);
});

afterEach(async () => {
  await hub.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('create', () => {
  beforeEach(() => host.connect());

  it('writes the row before it starts the program, then what runs', async () => {
    const order: string[] = [];
    host.beforeCreated = ({ session }) => order.push(repository.rows.get(session)?.status ?? 'no row');
    const session = await created({ ...shell, prompt: 'ls' });
    expect(order).toEqual(['starting']);
    expect(session).toMatchObject({ name: 'Shell · project', status: 'running', pid: 1001, command: { file: '/bin/sh', args: [] } });
    await expect.poll(() => repository.rows.get(session.id)).toMatchObject({ status: 'running', pid: 1001 });
    expect(repository.rows.get(session.id)).not.toHaveProperty('title');
  });

  it('numbers a default name that is taken', async () => {
    await created();
    expect((await created()).name).toBe('Shell · project 2');
  });

  it('keeps the conversation id that it chose', async () => {
    const session = await created({ provider: 'claude', cwd: '/srv', prompt: '-p' });
    expect(session.command.args).toEqual(['--session-id', session.conversationId, '--', '-p']);
  });

  it('says that an agent is not read', async () => {
    const session = await created({ provider: 'codex', cwd: '/srv' });
    expect(session).toMatchObject({ status: 'unknown', statusDetail: expect.stringContaining('does not read') });
  });

  it('names a missing agent and how to install it, and leaves nothing', async () => {
    const result = await hub.create({ provider: 'gemini', cwd: '/srv' });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'program_missing', message: expect.stringContaining('npm i -g @google/gemini-cli') },
    });
    expect([hub.list(), repository.rows.size, host.calls]).toEqual([[], 0, []]);
  });

  it.each<[string, CreateSession, string]>([
    ['folder', { ...shell, cwd: 'nowhere' }, 'folder_missing'],
    ['program', { provider: 'command', cwd: '/srv', command: { program: 'missing', args: [] } }, 'program_missing'],
    ['argument', { provider: 'command', cwd: '/srv', command: { program: 'x', args: ['é'.repeat(70_000)] } }, 'argument_invalid'],
  ])('refuses a bad %s and leaves nothing', async (_what, request, code) => {
    expect(await hub.create(request)).toMatchObject({ ok: false, error: { code } });
    expect([hub.list(), repository.rows.size]).toEqual([[], 0]);
  });

  it('starts nothing when the row cannot be written', async () => {
    repository.failing = { code: 'disk_full', message: 'Full.' };
    expect(await hub.create(shell)).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    expect([hub.list(), host.calls]).toEqual([[], []]);
  });

  it('removes the row when the program does not start', async () => {
    host.failNext('create', { code: 'spawn_failed', message: 'No.' });
    expect(await hub.create(shell)).toMatchObject({ ok: false, error: { code: 'spawn_failed' } });
    expect([hub.list(), repository.rows.size]).toEqual([[], 0]);
  });

  it('keeps the row while it is unsure, and removes it when the host does not hold it', async () => {
    host.failNext('create', { code: 'timeout', message: 'No answer.' });
    expect(await hub.create(shell)).toMatchObject({ ok: false, error: { code: 'timeout' } });
    expect(repository.rows.size).toBe(1);
    host.connect();
    expect(hub.list()).toEqual([]);
    await expect.poll(() => repository.rows.size).toBe(0);
  });

  it('leaves nothing when the answer is lost, and the list that follows does not hold it', async () => {
    host.loseNextAnswer('not_started');
    expect(await hub.create(shell)).toMatchObject({ ok: false, error: { code: 'timeout' } });
    expect(hub.list()).toEqual([]);
    await expect.poll(() => repository.rows.size).toBe(0);
  });

  it('keeps what runs when the answer is lost, and the list that follows holds it', async () => {
    host.loseNextAnswer('started');
    await hub.create(shell);
    const [session] = hub.list();
    expect(session).toMatchObject({ name: 'Shell · project', status: 'running', pid: 1001 });
    await expect.poll(() => repository.rows.get(session?.id as SessionId)).toMatchObject({ status: 'running', pid: 1001 });
    expect(hub.list()).toHaveLength(1);
  });

  it('believes an end that overtakes the answer', async () => {
    host.beforeCreated = ({ session }) => host.exit(session, 3);
    expect(await created()).toMatchObject({ status: 'exited', exit: { code: 3 } });
  });

  it('is not undone by a reconnection in its middle', async () => {
    host.beforeCreated = ({ session }) => {
      host.emit({ kind: 'connected', sessions: [] });
      expect(hub.get(session)).toMatchObject({ ok: true });
    };
    expect(await created()).toMatchObject({ status: 'running' });
  });
});

describe('reconcile', () => {
  it('does not claim to know before the host answers, and keeps since when it runs', async () => {
    await openWith([row()], [held()]);
    expect(hub.list()).toMatchObject([{ status: 'unknown', statusDetail: expect.stringContaining('connecting') }]);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'running', statusSince: 10 }]);
  });

  it('is ready when every host has answered, or after a while', async () => {
    const [soon, late] = [hub.ready(1000), hub.ready(1000)];
    await vi.advanceTimersByTimeAsync(1000);
    await late;
    host.connect();
    await soon;
    await hub.ready(1000);
    expect(await hub.create(shell)).toMatchObject({ ok: true });
  });

  it('is ready at once when the host answers', async () => {
    const ready = hub.ready(1_000_000);
    host.connect();
    await vi.advanceTimersByTimeAsync(50);
    await ready;
  });

  it('starts a session when the host connects, within a while', async () => {
    const created = hub.create(shell);
    await vi.advanceTimersByTimeAsync(4000);
    expect(repository.rows.size).toBe(0);
    host.connect();
    await vi.advanceTimersByTimeAsync(50);
    expect(await created).toMatchObject({ ok: true });
  });

  it('refuses a session when the host does not connect, and leaves nothing behind', async () => {
    const created = hub.create(shell);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await created).toMatchObject({
      ok: false,
      error: { code: 'pty_host_unreachable', message: expect.stringContaining('connecting') },
    });
    expect(repository.rows.size).toBe(0);
  });

  it('waits no longer when the hub closes', async () => {
    const created = hub.create(shell);
    await hub.close();
    expect(await created).toMatchObject({ ok: false });
  });

  it('tells of a host that went away, and recovers', async () => {
    await openWith([row()], [held()]);
    host.connect();
    host.emit({ kind: 'disconnected', reason: { code: 'pty_host_unreachable', message: 'It does not answer.' } });
    expect(hub.list()).toMatchObject([{ status: 'unknown', statusDetail: 'It does not answer.' }]);
    expect(hub.hosts()).toMatchObject([{ state: 'unreachable', detail: 'It does not answer.' }]);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'running', statusSince: 10 }]);
    expect(repository.rows.get(ids[0])).toMatchObject({ status: 'running' });
  });

  it('adopts what runs without a row, from its tag', async () => {
    const tag = '{"provider":"codex","name":"Mine","createdAt":5,"conversationId":"c","later":1}';
    await openWith([], [held({ tag }), held({ session: ids[1], tag: 'of another program', pid: 78 })]);
    host.connect();
    expect(hub.list()).toMatchObject([
      { id: ids[0], provider: 'codex', name: 'Mine', createdAt: 5, conversationId: 'c', pid: 77, status: 'unknown' },
      { id: ids[1], provider: 'command', name: 'sh', status: 'running' },
    ]);
    await expect.poll(() => repository.rows.size).toBe(2);
  });

  it('a row that nobody holds ended while nobody watched', async () => {
    await openWith([row()]);
    host.connect();
    expect(hub.list()).toMatchObject([
      { status: 'exited', statusDetail: 'Ended while nobody watched.', exit: { code: null, signal: null } },
    ]);
  });

  it('a process without a terminal is told, watched, and can be dismissed when it ends', async () => {
    await openWith([row()]);
    host.alive.add(77);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'unknown', statusDetail: 'The program runs, but its terminal is lost (pid 77).' }]);
    expect(await hub.remove(ids[0])).toMatchObject({ ok: false, error: { code: 'session_alive' } });
    expect(await hub.end(ids[0])).toMatchObject({
      ok: false,
      error: { code: 'screen_unavailable', message: expect.stringContaining('77') },
    });
    host.alive.delete(77);
    vi.advanceTimersByTime(LOST_CHECK_MS);
    expect(hub.list()).toMatchObject([{ status: 'exited' }]);
    expect(await hub.remove(ids[0])).toMatchObject({ ok: true });
  });

  it('a process without a terminal is watched also after a restart, and closely while it is ended', async () => {
    const detail = 'The program runs, but its terminal is lost (pid 77).';
    await openWith([row({ status: 'unknown', statusDetail: detail })], [held({ state: 'lost' })]);
    host.alive.add(77);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'unknown', statusDetail: detail }]);
    host.alive.delete(77);
    vi.advanceTimersByTime(LOST_CHECK_MS);
    expect(hub.list()).toMatchObject([{ status: 'exited' }]);
  });

  it('a lost program that is being ended is seen to be gone soon; one that stays is looked at as seldom as before', async () => {
    await openWith([row()], [held({ state: 'lost' })]);
    host.alive.add(77);
    host.connect();
    expect(await hub.end(ids[0])).toMatchObject({ ok: true });
    vi.advanceTimersByTime(6000);
    host.alive.delete(77);
    vi.advanceTimersByTime(LOST_CHECK_MS - 1);
    expect(hub.list()).toMatchObject([{ status: 'unknown' }]);
    host.alive.add(77);
    expect(await hub.end(ids[0])).toMatchObject({ ok: true });
    host.alive.delete(77);
    vi.advanceTimersByTime(ENDING_CHECK_MS);
    expect(hub.list()).toMatchObject([{ status: 'exited', statusDetail: expect.stringContaining('as you asked'), exit: { asked: true } }]);
  });

  it('a program that withstands its ending says so, can be ended again, and says so no more when it ends', async () => {
    await openWith([row()], [held()]);
    host.connect();
    expect(await hub.end(ids[0])).toMatchObject({ ok: true });
    host.emit({ kind: 'session', session: held({ withstood: [78] }) });
    expect(hub.list()).toMatchObject([{ status: 'running', statusSince: 10, statusDetail: expect.stringContaining('sudo kill -9 78') }]);
    expect(await hub.end(ids[0])).toMatchObject({ ok: true });
    expect(host.calls).toEqual([`end ${ids[0]}`, `end ${ids[0]}`]);
    host.exit(ids[0], null);
    expect(hub.list()).toMatchObject([{ status: 'exited', statusDetail: null, exit: { signal: 'SIGHUP', asked: true } }]);
    await expect.poll(() => repository.rows.get(ids[0])?.exit).toMatchObject({ asked: true });
  });

  it('removes a row whose program was never started', async () => {
    await openWith([row({ pid: null, pidStartTime: null, status: 'starting' })]);
    host.connect();
    expect(hub.list()).toEqual([]);
    await expect.poll(() => repository.rows.size).toBe(0);
  });

  it('a row that says ended while its program runs is put right', async () => {
    await openWith([row({ status: 'exited', exit: { code: null, signal: null, asked: false, at: 1, leftovers: [] } })], [held()]);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'running', exit: null }]);
  });

  it('the exit that the host saw while the hub was away is told', async () => {
    await openWith([row()], [held({ state: 'ended', exit: { code: 4, signal: null, asked: false, at: 50, leftovers: [] } })]);
    host.connect();
    expect(hub.list()).toMatchObject([{ status: 'exited', statusSince: 50, exit: { code: 4 } }]);
  });

  it('a picture of a host that died: gone, or alive without a terminal', async () => {
    host.alive.add(78);
    await openWith(
      [row(), row({ id: ids[1], pid: 78, pidStartTime: 'start 78' })],
      [held({ state: 'lost' }), held({ session: ids[1], pid: 78, pidStartTime: 'start 78', state: 'lost' })],
    );
    host.connect();
    expect(hub.list()).toMatchObject([
      { status: 'exited' },
      { status: 'unknown', statusDetail: expect.stringContaining('terminal is lost') },
    ]);
  });

  it('tells the host a name that was changed without it', async () => {
    await openWith([row({ name: 'new name' })], [held()]);
    host.connect();
    expect(host.calls).toEqual([`retag ${ids[0]}`]);
    expect(host.sessions.get(ids[0])?.tag).toContain('new name');
  });
});

describe('commands', () => {
  beforeEach(() => host.connect());

  it('renames on disk and in the tag', async () => {
    const { id } = await created();
    expect(await hub.change(id, { name: 'better' })).toMatchObject({ ok: true, value: { name: 'better', pinned: false } });
    expect(repository.rows.get(id)?.name).toBe('better');
    expect(host.sessions.get(id)?.tag).toContain('"better"');
  });

  it('pins and moves on disk and in the tag, and leaves alone what is not named', async () => {
    const { id, name, rank } = await created();
    expect(await hub.change(id, { pinned: true })).toMatchObject({ ok: true, value: { name, pinned: true, rank } });
    expect(await hub.change(id, { rank: 0.5 })).toMatchObject({ ok: true, value: { name, pinned: true, rank: 0.5 } });
    expect(repository.rows.get(id)).toMatchObject({ name, pinned: true, rank: 0.5 });
    expect(JSON.parse(host.sessions.get(id)?.tag ?? '')).toMatchObject({ name, pinned: true, rank: 0.5 });
  });

  it('does not rename what it cannot write', async () => {
    const { id, name } = await created();
    repository.failing = { code: 'disk_full', message: 'Full.' };
    expect(await hub.change(id, { name: 'better' })).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    expect(hub.get(id)).toMatchObject({ value: { name } });
    repository.failing = null;
  });

  it('ends, sees the exit, then dismisses; not before', async () => {
    const { id } = await created();
    expect(await hub.remove(id)).toMatchObject({ ok: false, error: { code: 'session_alive' } });
    expect(await hub.end(id)).toMatchObject({ ok: true });
    host.exit(id, null);
    expect(hub.get(id)).toMatchObject({ value: { status: 'exited', statusDetail: null, exit: { signal: 'SIGHUP' } } });
    expect(await hub.end(id)).toMatchObject({ ok: false, error: { code: 'session_exited' } });
    expect(await hub.input(id, 'x')).toMatchObject({ ok: false, error: { code: 'session_exited' } });
    expect(await hub.remove(id)).toMatchObject({ ok: true });
    expect([hub.list(), repository.rows.size, host.sessions.size]).toEqual([[], 0, 0]);
    expect(await hub.remove(id)).toMatchObject({ ok: false, error: { code: 'session_unknown' } });
  });

  it('keeps what it could not dismiss', async () => {
    const { id } = await created();
    host.exit(id, 0);
    host.failNext('forget', { code: 'pty_host_unreachable', message: 'Gone.' });
    expect(await hub.remove(id)).toMatchObject({ ok: false, error: { code: 'pty_host_unreachable' } });
    expect([hub.list().length, repository.rows.size]).toEqual([1, 1]);
  });

  it('counts input in bytes', async () => {
    const { id } = await created();
    expect(await hub.input(id, 'ls\r')).toMatchObject({ ok: true });
    expect(await hub.input(id, 'é'.repeat(40_000))).toMatchObject({ ok: false, error: { code: 'too_large' } });
  });

  it('knows what is installed', async () => {
    expect(await hub.providers({ versions: false })).toMatchObject([
      { id: 'claude', program: '/bin/claude' },
      { id: 'codex' },
      { id: 'gemini', program: null, install: 'npm i -g @google/gemini-cli' },
      { id: 'opencode' },
      { id: 'shell', program: '/bin/sh', install: null },
      { id: 'command', program: null, takesPrompt: false },
      { id: 'demo', program: '/bin/node', takesPrompt: true },
    ]);
  });
});

describe('board', () => {
  beforeEach(() => host.connect());

  it('numbers its patches without a gap, and tells the truth while the database fails', async () => {
    const patches: BoardPatch[] = [];
    const { id } = await created();
    const snapshot = hub.snapshot();
    const unsubscribe = hub.subscribe((patch) => patches.push(patch));
    repository.failing = { code: 'disk_full', message: 'Full.' };
    host.exit(id, 3);
    await vi.advanceTimersByTimeAsync(100);
    expect(patches.map(({ version }) => version)).toEqual(patches.map((_patch, index) => snapshot.version + 1 + index));
    expect(hub.snapshot()).toMatchObject({ problem: { code: 'disk_full' }, sessions: [{ status: 'exited' }] });
    expect(repository.rows.get(id)?.status).not.toBe('exited');
    repository.failing = null;
    await vi.advanceTimersByTimeAsync(RETRY_MS + 100);
    expect(repository.rows.get(id)?.status).toBe('exited');
    expect(hub.snapshot().problem).toBeNull();
    unsubscribe();
    const before = patches.length;
    await created();
    await vi.advanceTimersByTimeAsync(100);
    expect(patches.length).toBe(before);
  });

  it('gathers a flood of titles, and writes none of them', async () => {
    const { id } = await created();
    await vi.advanceTimersByTimeAsync(200);
    const patches: BoardPatch[] = [];
    hub.subscribe((patch) => patches.push(patch));
    const session = host.sessions.get(id);
    const before = repository.rows.get(id);
    for (let number = 0; number < 1000; number += 1)
      host.emit({ kind: 'session', session: { ...(session as HostSession), title: `t${number}` } });
    await vi.advanceTimersByTimeAsync(200);
    expect(patches.length).toBe(2);
    expect(hub.get(id)).toMatchObject({ value: { title: 't999' } });
    expect(repository.rows.get(id)).toEqual(before);
  });

  it('shows that pictures are not written, until they are', () => {
    host.emit({ kind: 'snapshots', problem: { code: 'disk_full', message: 'Full.' } });
    expect(hub.snapshot().problem).toMatchObject({ code: 'disk_full' });
    host.emit({ kind: 'snapshots', problem: null });
    expect(hub.snapshot().problem).toBeNull();
  });

  it('forgets a problem with pictures when its host is lost, and hears of it anew before the host is connected', () => {
    const problem = { code: 'disk_full', message: 'Full.' } as const;
    host.emit({ kind: 'snapshots', problem });
    host.emit({ kind: 'disconnected', reason: { code: 'pty_host_unreachable', message: 'It does not answer.' } });
    expect(hub.snapshot().problem).toBeNull();
    host.emit({ kind: 'snapshots', problem });
    host.connect();
    expect(hub.snapshot().problem).toEqual(problem);
  });
});
