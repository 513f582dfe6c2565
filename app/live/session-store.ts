import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BoardChange, BoardPatch, BoardSnapshot } from '#common/protocol.ts';
import type { Failure } from '#common/result.ts';
import type { HostInfo, Session } from '#common/session.ts';
import type { Connection } from './connection.ts';

/** What the page knows of the board. Old knowledge stays while a new snapshot is on its way. */
export interface Board {
  readonly phase: 'loading' | 'ready';
  /** Why there is no snapshot, or no newer one; null when all is well. */
  readonly failed: Failure | null;
  /** Since when nothing is heard of the hub, so that all of this is only what was last known; null while it is in step. */
  readonly lastKnownAt: number | null;
  readonly hub: string | null;
  /** Number of the last snapshot or patch taken in. */
  readonly version: number;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly hosts: ReadonlyMap<string, HostInfo>;
  /** What a person must mend on this machine. */
  readonly problem: Failure | null;
  /** A message of this page that the hub refused; shown until it is put away. */
  readonly refusal: Failure | null;
}

export const EMPTY_BOARD: Board = {
  phase: 'loading',
  failed: null,
  lastKnownAt: null,
  hub: null,
  version: 0,
  sessions: new Map(),
  hosts: new Map(),
  problem: null,
  refusal: null,
};

export function takeSnapshot(board: Board, snapshot: BoardSnapshot): Board {
  return {
    ...board,
    phase: 'ready',
    failed: null,
    hub: snapshot.hub,
    version: snapshot.version,
    sessions: new Map(snapshot.sessions.map((session) => [session.id, session])),
    hosts: new Map(snapshot.hosts.map((host) => [host.id, host])),
    problem: snapshot.problem,
  };
}

/** The board after a patch; null when patches are missing before it, so that only a new snapshot helps. */
export function takePatch(board: Board, patch: BoardPatch): Board | null {
  if (board.phase === 'loading') return null;
  if (patch.version <= board.version) return board;
  if (patch.version !== board.version + 1) return null;
  return patch.changes.reduce(change, { ...board, version: patch.version });
}

function change(board: Board, one: BoardChange): Board {
  switch (one.kind) {
    case 'session':
      return { ...board, sessions: new Map(board.sessions).set(one.session.id, one.session) };
    case 'removed': {
      const sessions = new Map(board.sessions);
      sessions.delete(one.id);
      return { ...board, sessions };
    }
    case 'host':
      return { ...board, hosts: new Map(board.hosts).set(one.host.id, one.host) };
    case 'problem':
      return { ...board, problem: one.problem };
  }
}

export interface SessionStore {
  readonly board: StoreApi<Board>;
  /** Asks for a new snapshot, unless one is on its way. */
  subscribe(): void;
  /** What the API answered about a session, before its patch comes. A newer board wins. */
  learned(session: Session): void;
  dismissRefusal(): void;
  close(): void;
}

/** Keeps the board in step with the hub: a snapshot at each connect, patches after it, a new snapshot at a gap. */
export function createSessionStore(connection: Connection): SessionStore {
  const board = createStore<Board>(() => EMPTY_BOARD);
  let asking = false;
  let closed = false;
  /** Patches that came while a snapshot was on its way: it may be older than they are. */
  let early: BoardPatch[] = [];

  async function subscribe(): Promise<void> {
    if (asking || closed || connection.state.getState().kind !== 'connected') return;
    asking = true;
    early = [];
    const result = await connection.send('board:subscribe', {});
    asking = false;
    if (closed) return;
    if (!result.ok) {
      // A lost connection shows by itself, and the next one asks again.
      if (result.error.code !== 'hub_unreachable') board.setState({ failed: result.error });
      else void subscribe();
      return;
    }
    const line = connection.state.getState(); // it may have been lost right after the answer
    board.setState({ ...takeSnapshot(board.getState(), result.value), lastKnownAt: line.kind === 'lost' ? line.since : null }, true);
    for (const patch of early.splice(0)) take(patch);
  }

  function take(patch: BoardPatch | null): void {
    if (asking) {
      if (patch) early.push(patch);
      return;
    }
    const next = patch && takePatch(board.getState(), patch);
    if (next) board.setState(next, true);
    else void subscribe();
  }

  const endings = [
    connection.onPatch(take),
    connection.onRefusal((refusal) => board.setState({ refusal })),
    connection.state.subscribe((now, before) => {
      if (now.kind === 'connected' && before.kind !== 'connected') void subscribe();
      if (now.kind === 'lost') board.setState({ lastKnownAt: board.getState().lastKnownAt ?? now.since });
    }),
  ];

  return {
    board,
    subscribe: () => void subscribe(),
    learned(session) {
      const known = board.getState().sessions.get(session.id);
      if (known && known.updatedAt >= session.updatedAt) return;
      board.setState({ sessions: new Map(board.getState().sessions).set(session.id, session) });
    },
    dismissRefusal: () => board.setState({ refusal: null }),
    close() {
      closed = true;
      for (const end of endings) end();
    },
  };
}
