import type { Session } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import { statusMore, STATUS_WORDS } from './status-words.ts';

/** What happens within this time is one announcement, in milliseconds. */
const GATHER = 300;
/** Least time between two announcements, in milliseconds: a reader finishes one sentence before the next. */
const GAP = 4000;
/** More than these are counted and not named. */
const NAMED_MAX = 3;

type Sessions = ReadonlyMap<string, Session>;

interface StatusVoiceParts {
  say: (sentence: string) => void;
  /** Unix time in milliseconds. */
  now: () => number;
  /** Runs something later, after milliseconds; gives what takes that back. */
  schedule: (run: () => void, delay: number) => () => void;
}

export interface StatusVoice {
  changed(before: Sessions, now: Sessions): void;
  close(): void;
}

/** Tells of changes of status, seldom enough to be listened to: what changed in between is one sentence. */
export function createStatusVoice({ say, now, schedule }: StatusVoiceParts): StatusVoice {
  /** The sessions that changed since the last announcement, with the status they had then. */
  const old = new Map<string, Status>();
  let latest: Sessions = new Map();
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function speak(): void {
    cancel = null;
    const changed = [...old].flatMap(([id, status]) => {
      const session = latest.get(id);
      return session && session.status !== status ? [session] : [];
    });
    old.clear();
    if (changed.length === 0) return;
    lastAt = now();
    say(announcement(changed));
  }

  return {
    changed(before, sessions) {
      latest = sessions;
      for (const session of sessions.values()) {
        const known = before.get(session.id);
        if (known && known.status !== session.status && !old.has(session.id)) old.set(session.id, known.status);
      }
      if (old.size > 0) cancel ??= schedule(speak, Math.max(GATHER, lastAt + GAP - now()));
    },
    close() {
      cancel?.();
      cancel = null;
    },
  };
}

/** One sentence for sessions whose status changed; many are counted by status. */
export function announcement(changed: readonly Session[]): string {
  if (changed.length <= NAMED_MAX) return changed.map(named).join('. ');
  const counts = new Map<Status, number>();
  for (const { status } of changed) counts.set(status, (counts.get(status) ?? 0) + 1);
  return `${changed.length} sessions changed: ${[...counts].map(([status, count]) => `${count} ${STATUS_WORDS[status]}`).join(', ')}`;
}

function named(session: Session): string {
  const more = session.status === 'exited' ? `, ${statusMore(session)}` : '';
  return `${session.name}: ${STATUS_WORDS[session.status]}${more}`;
}
