import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import type { Board } from './session-store.ts';

/** A change of status that this page saw. Times are Unix milliseconds, as the hub gave them. */
export interface SeenChange {
  readonly status: Status;
  readonly detail: string | null;
  readonly at: number;
}

/** Changes kept for each session at most: a page can stay open for weeks. */
const CHANGES_MAX = 100;

export type StatusRecord = ReadonlyMap<string, readonly SeenChange[]>;

/** Adds to a record what changed between two boards, newest first; the first sight of a session is no change. */
export function withSeen(record: StatusRecord, before: ReadonlyMap<string, Session>, now: ReadonlyMap<string, Session>): StatusRecord {
  const next = new Map(record);
  for (const id of record.keys()) if (!now.has(id)) next.delete(id);
  for (const [id, { status, statusDetail, statusSince }] of now) {
    const old = before.get(id);
    if (!old || (old.status === status && old.statusSince === statusSince)) continue;
    next.set(id, [{ status, detail: statusDetail, at: statusSince }, ...(record.get(id) ?? [])].slice(0, CHANGES_MAX));
  }
  return next;
}

/** What this page saw of the sessions' statuses since it was opened. Give back `close` at its end. */
export function createStatusRecord(board: StoreApi<Board>): { store: StoreApi<StatusRecord>; close: () => void } {
  const store = createStore<StatusRecord>(() => new Map());
  const close = board.subscribe((now, before) => {
    if (now.sessions !== before.sessions) store.setState(withSeen(store.getState(), before.sessions, now.sessions), true);
  });
  return { store, close };
}
