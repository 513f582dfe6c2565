import type { Session, SessionId } from '#common/session.ts';
import type { Host } from '#server/hosts/host.ts';
import type { Provider } from '#server/providers/provider.ts';
import { readLiveRecord } from '#server/status/live-record.ts';
import { isOver, isTerminalLost, type Signal } from '#server/status/status.ts';

/** Follows the live records of the agents that keep one, and tells what they say. */
export interface LiveStatus {
  /** To be called with each new state of a session: it is followed while its agent runs in a terminal of ours. */
  look(session: Session, host: Host | undefined): void;
  drop(id: SessionId): void;
  close(): void;
}

export interface LiveStatusParts {
  readonly providers: Readonly<Record<Session['provider'], Provider>>;
  /** `conversation`: the agent's own id of what it is in now; null when it did not say. */
  readonly tell: (id: SessionId, signal: Signal, conversation: string | null) => void;
}

/** A record that is missing, unfinished or not understood for this long, in milliseconds, is more than a start or a write. */
export const SILENT_MS = 4000;
/** A record may be a little older than the session: it was started before its row's clock was read. */
const OLDER_MS = 5000;

interface Followed {
  readonly pid: number;
  readonly end: () => void;
}

export function createLiveStatus({ providers, tell }: LiveStatusParts): LiveStatus {
  const followed = new Map<SessionId, Followed>();

  function follow(session: Session, host: Host, pid: number): void {
    const folder = providers[session.provider].liveRecords?.({ env: host.environment(session.id), demoAgent: host.demoAgent() });
    if (folder === undefined) return;
    const { id, createdAt } = session;
    let timer: NodeJS.Timeout | undefined;
    const silentSoon = (how: Extract<Signal, { kind: 'record_silent' }>['how']) => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(id, { kind: 'record_silent', how }, null), SILENT_MS).unref();
    };
    const heard = (text: string | null) => {
      const record = text === null ? null : readLiveRecord(text);
      // Left behind by an earlier process of that number: nothing of ours.
      const isOurs = record !== null && record.startedAt >= createdAt - OLDER_MS;
      if (isOurs && record.status !== undefined) {
        clearTimeout(timer);
        return tell(id, { kind: 'record', record }, record.sessionId);
      }
      if (isOurs) silentSoon('no_status');
      else silentSoon(text === null || record !== null ? 'missing' : 'not_understood');
    };
    const unfollow = host.followFile(`${folder}/${pid}.json`, heard);
    followed.set(id, {
      pid,
      end() {
        clearTimeout(timer);
        unfollow();
      },
    });
  }

  function drop(id: SessionId): void {
    followed.get(id)?.end();
    followed.delete(id);
  }

  return {
    look(session, host) {
      const known = followed.get(session.id);
      const pid = isOver(session) || isTerminalLost(session) ? null : session.pid;
      if (known?.pid === pid) return;
      drop(session.id);
      if (pid !== null && host !== undefined) follow(session, host, pid);
    },
    drop,
    close() {
      for (const id of [...followed.keys()]) drop(id);
    },
  };
}
