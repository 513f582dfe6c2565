import { describe, expect, it } from 'vitest';
import type { BoardChange, BoardPatch, BoardSnapshot, PageMessage } from '#common/protocol.ts';
import { failure, success } from '#common/result.ts';
import { type Session, sessionSchema } from '#common/session.ts';
import { createStore } from 'zustand/vanilla';
import type { Connection, ConnectionState } from './connection.ts';
import { createSessionStore, EMPTY_BOARD, takePatch, takeSnapshot } from './session-store.ts';

function session(id: string, change: Partial<Session> = {}): Session {
  return {
    ...sessionSchema.parse({
      id: id.padEnd(12, '0'),
      hostId: 'local',
      provider: 'shell',
      name: id,
      cwd: '/tmp',
      command: { file: '/bin/sh', args: [] },
      pid: 1,
      pidStartTime: '1',
      status: 'running',
      statusSince: 1,
      statusDetail: null,
      conversationId: null,
      pinned: false,
      rank: -1,
      title: null,
      createdAt: 1,
      updatedAt: 1,
      exit: null,
    }),
    ...change,
  };
}

const snapshot = (version: number, sessions: Session[], hub = 'one'): BoardSnapshot => ({
  version,
  hub,
  sessions,
  hosts: [],
  problem: null,
});
const patch = (version: number, ...changes: BoardChange[]): BoardPatch => ({ version, changes });
const names = (board: { sessions: ReadonlyMap<string, Session> }) => [...board.sessions.values()].map((one) => one.name);

describe('the board', () => {
  const ready = takeSnapshot(EMPTY_BOARD, snapshot(4, [session('a'), session('b')]));

  it('takes each kind of change', () => {
    const a = session('a', { name: 'renamed' });
    const next = takePatch(
      ready,
      patch(
        5,
        { kind: 'session', session: a },
        { kind: 'removed', id: session('b').id },
        { kind: 'problem', problem: { code: 'disk_full', message: 'Full.' } },
      ),
    );
    expect(next && names(next)).toEqual(['renamed']);
    expect(next?.problem?.code).toBe('disk_full');
    expect(next?.version).toBe(5);
  });

  it('keeps its identity at a patch it has', () => {
    expect(takePatch(ready, patch(4, { kind: 'removed', id: session('a').id }))).toBe(ready);
  });

  it('refuses a gap, and patches before the first snapshot', () => {
    expect(takePatch(ready, patch(6))).toBeNull();
    expect(takePatch(EMPTY_BOARD, patch(1))).toBeNull();
  });

  it('takes the snapshot of another hub whatever its number', () => {
    const other = takeSnapshot(ready, snapshot(1, [session('c')], 'two'));
    expect([other.hub, other.version, names(other)]).toEqual(['two', 1, ['c']]);
  });
});

/** A connection whose answers the test gives by hand. */
function fakeConnection() {
  const state = createStore<ConnectionState>(() => ({ kind: 'connecting' }));
  const asked: ((snapshot: BoardSnapshot | null) => void)[] = [];
  let onPatch: (patch: BoardPatch | null) => void = () => {};
  const connection = {
    state,
    send: (name: PageMessage) =>
      new Promise((resolve) => {
        expect(name).toBe('board:subscribe');
        asked.push((value) => resolve(value ? success(value) : failure('timeout', 'Too late.')));
      }),
    onPatch(listener: typeof onPatch) {
      onPatch = listener;
      return () => {};
    },
    onRefusal: () => () => {},
  } as unknown as Connection;
  return {
    connection,
    asked,
    connect: () => state.setState({ kind: 'connected' }, true),
    lose: (since: number) => state.setState({ kind: 'lost', since, closing: false }, true),
    patch: (one: BoardPatch | null) => onPatch(one),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('the session store', () => {
  it('asks at each connect, again at a gap, and applies what came meanwhile', async () => {
    const fake = fakeConnection();
    const store = createSessionStore(fake.connection);
    fake.connect();
    expect(fake.asked).toHaveLength(1);
    fake.patch(patch(8, { kind: 'session', session: session('late') }));
    fake.asked[0]?.(snapshot(7, [session('a')]));
    await settle();
    expect(names(store.board.getState())).toEqual(['a', 'late']);

    fake.patch(patch(12));
    expect(fake.asked).toHaveLength(2);
    fake.patch(null);
    expect(fake.asked).toHaveLength(2);
    fake.asked[1]?.(snapshot(12, [session('z')]));
    await settle();
    expect(names(store.board.getState())).toEqual(['z']);
  });

  it('shows why there is no snapshot and keeps what it knows', async () => {
    const fake = fakeConnection();
    const store = createSessionStore(fake.connection);
    fake.connect();
    fake.asked[0]?.(snapshot(1, [session('a')]));
    await settle();
    store.subscribe();
    fake.asked[1]?.(null);
    await settle();
    expect(store.board.getState().failed?.message).toBe('Too late.');
    expect(names(store.board.getState())).toEqual(['a']);
  });

  it('knows since when it is out of step, until the snapshot after the connection', async () => {
    const fake = fakeConnection();
    const store = createSessionStore(fake.connection);
    const lastKnownAt = () => store.board.getState().lastKnownAt;
    fake.connect();
    fake.asked[0]?.(snapshot(1, [session('a')]));
    await settle();
    expect(lastKnownAt()).toBeNull();
    fake.lose(500);
    expect(lastKnownAt()).toBe(500);
    fake.connect();
    expect(lastKnownAt()).toBe(500);
    fake.lose(900);
    expect(lastKnownAt()).toBe(500);
    fake.asked[1]?.(snapshot(2, [session('a')]));
    await settle();
    expect(lastKnownAt()).toBe(900);
    fake.connect();
    fake.asked[2]?.(snapshot(1, [session('a')], 'two'));
    await settle();
    expect(lastKnownAt()).toBeNull();
    expect(names(store.board.getState())).toEqual(['a']);
  });

  it('learns from an answer of the API unless the board is newer', () => {
    const store = createSessionStore(fakeConnection().connection);
    store.learned(session('a', { updatedAt: 5, name: 'new' }));
    store.learned(session('a', { updatedAt: 4, name: 'old' }));
    expect(names(store.board.getState())).toEqual(['new']);
  });
});
