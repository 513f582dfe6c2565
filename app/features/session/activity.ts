import type { Session } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import type { SeenChange } from '#app/live/status-record.ts';
import { exitWords } from '#app/parts/exit-words.ts';
import { STATUS_WORDS } from '#app/parts/status-words.ts';

export interface ActivityRow {
  readonly what: string;
  /** Why it is believed, or what more is known. */
  readonly why: string | null;
  /** Unix time in milliseconds. */
  readonly at: number;
  readonly status: Status;
}

/** A program that runs so soon after its session was made, in milliseconds, has run from the start. */
const STARTING_MS = 3000;

/** What is known of a session's past, newest first: its start, its end or present status, and the changes this page saw. */
export function activityOf(session: Session, seen: readonly SeenChange[]): ActivityRow[] {
  const now: SeenChange = { status: session.status, detail: session.statusDetail, at: session.statusSince };
  const changes = seen.some((change) => change.at === now.at && change.status === now.status) ? seen : [now, ...seen];
  const rows = changes
    // A program that runs from its start says that once.
    .filter((change) => !(change.at - session.createdAt < STARTING_MS && (change.status === 'starting' || change.status === 'running')))
    .map(({ status, detail, at }) => ({
      what: capital(STATUS_WORDS[status]),
      why: status === 'exited' ? exitWords(session.exit) : detail,
      at,
      status,
    }));
  const started: ActivityRow = {
    what: 'Started',
    why: session.pid === null ? null : `pid ${session.pid}`,
    at: session.createdAt,
    status: 'running',
  };
  return [...rows, started];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
