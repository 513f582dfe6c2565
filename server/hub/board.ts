import type { BoardChange, BoardPatch, BoardSnapshot } from '#common/protocol.ts';
import type { Failure } from '#common/result.ts';
import type { HostId, HostInfo, Session, SessionId } from '#common/session.ts';

/** What pages see: sessions, machines and the one problem to mend, as a snapshot and then patches without a gap. */
export interface Board {
  snapshot(): BoardSnapshot;
  /** Patches after the snapshot taken in the same turn. Gives the unsubscribe. */
  subscribe(listener: (patch: BoardPatch) => void): () => void;
  showSession(session: Session): void;
  dropSession(id: SessionId): void;
  showHost(host: HostInfo): void;
  showProblem(problem: Failure | null): void;
  close(): void;
}

/**
 * A first change goes out at once, those that follow it within this many milliseconds together: programs that rewrite
 * their title without end cost twenty patches a second, not thousands.
 */
const GATHER_MS = 50;

/** `hub` names this run of the hub: versions of two runs must not be compared. */
export function createBoard({ hub }: { hub: string }): Board {
  const sessions = new Map<SessionId, Session>();
  const hosts = new Map<HostId, HostInfo>();
  const listeners = new Set<(patch: BoardPatch) => void>();
  /** Not yet sent: the newest change of each thing. */
  const waiting = new Map<string, BoardChange>();
  let problem: Failure | null = null;
  let version = 0;
  let gathering: NodeJS.Timeout | undefined;
  let closed = false;

  function flush(): void {
    if (waiting.size === 0) return;
    version += 1;
    const patch: BoardPatch = { version, changes: [...waiting.values()] };
    waiting.clear();
    for (const listener of [...listeners]) listener(patch);
  }

  function gather(): void {
    gathering = setTimeout(() => {
      gathering = undefined;
      if (waiting.size === 0) return;
      flush();
      gather();
    }, GATHER_MS);
    gathering.unref();
  }

  function change(key: string, what: BoardChange): void {
    waiting.set(key, what);
    if (gathering !== undefined || closed) return;
    flush();
    gather();
  }

  return {
    snapshot() {
      flush(); // what is waiting is in the snapshot: its version must say so
      return { version, hub, sessions: [...sessions.values()], hosts: [...hosts.values()], problem };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    showSession(session) {
      sessions.set(session.id, session);
      change(`session ${session.id}`, { kind: 'session', session });
    },
    dropSession(id) {
      if (!sessions.delete(id)) return;
      change(`session ${id}`, { kind: 'removed', id });
    },
    showHost(host) {
      hosts.set(host.id, host);
      change(`host ${host.id}`, { kind: 'host', host });
    },
    showProblem(next) {
      if (problem === next || (problem?.code === next?.code && problem?.message === next?.message)) return;
      problem = next;
      change('problem', { kind: 'problem', problem });
    },
    close() {
      closed = true;
      clearTimeout(gathering);
      gathering = undefined;
      listeners.clear();
    },
  };
}
