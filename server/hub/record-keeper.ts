import { isDeepStrictEqual } from 'node:util';
import { type Failure, type Result, success } from '#common/result.ts';
import type { Session, SessionId } from '#common/session.ts';
import type { SessionRecord, SessionRepository } from './session-repository.ts';

/**
 * Brings rows to disk behind the live board. What a person decided is awaited; what was seen of programs is written in
 * the background, newest state only, and tried again while the disk or the database fails.
 */
export interface RecordKeeper {
  load(): Promise<Result<SessionRecord[]>>;
  insert(record: SessionRecord): Promise<Result<void>>;
  update(id: SessionId, changes: Partial<Omit<SessionRecord, 'id'>>): Promise<Result<void>>;
  remove(id: SessionId): Promise<Result<void>>;
  /** Writes the row some time, as a new one if need be. Never fails: the problem is told and the write repeated. */
  keep(record: SessionRecord): void;
  /** Tries once more what is not on disk, then stops. */
  close(): Promise<void>;
}

export const RETRY_MS = 5000;

/** `onProblem` hears of a failed background write, and null when all of them are on disk again. */
export function createRecordKeeper(repository: SessionRepository, onProblem: (problem: Failure | null) => void): RecordKeeper {
  /** What is on disk, as far as we know. */
  const stored = new Map<SessionId, SessionRecord>();
  const waiting = new Map<SessionId, SessionRecord>();
  let draining: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let failing = false;
  let closed = false;

  async function write(record: SessionRecord): Promise<Result<void>> {
    const before = stored.get(record.id);
    if (before !== undefined && isDeepStrictEqual(before, record)) return success();
    const { id, ...fields } = record;
    const written = before === undefined ? await repository.insert(record) : await repository.update(id, fields);
    if (written.ok) stored.set(id, record);
    return written;
  }

  async function drain(): Promise<void> {
    for (const [id, record] of waiting) {
      const written = await write(record);
      if (!written.ok) {
        failing = true;
        onProblem(written.error);
        if (!closed) retry = setTimeout(start, RETRY_MS).unref();
        return;
      }
      if (waiting.get(id) === record) waiting.delete(id);
    }
    if (!failing) return;
    failing = false;
    onProblem(null);
  }

  function start(): void {
    clearTimeout(retry);
    retry = undefined;
    draining ??= drain().finally(() => {
      draining = undefined;
      // A change that came for a row already passed by waits for another round.
      if (waiting.size > 0 && retry === undefined && !closed) start();
    });
  }

  return {
    async load() {
      const rows = await repository.list();
      if (rows.ok) for (const row of rows.value) stored.set(row.id, row);
      return rows;
    },
    async insert(record) {
      const inserted = await repository.insert(record);
      if (inserted.ok) stored.set(record.id, record);
      return inserted;
    },
    async update(id, changes) {
      const updated = await repository.update(id, changes);
      const before = stored.get(id);
      if (updated.ok && before !== undefined) stored.set(id, { ...before, ...changes });
      return updated;
    },
    async remove(id) {
      const removed = await repository.remove(id);
      if (!removed.ok) return removed;
      waiting.delete(id);
      stored.delete(id);
      return removed;
    },
    keep(record) {
      if (closed) return;
      waiting.set(record.id, record);
      if (retry === undefined) start();
    },
    async close() {
      if (closed) return;
      closed = true;
      clearTimeout(retry);
      retry = undefined;
      await draining;
      await drain();
    },
  };
}

/** What of a session is kept on disk: a title is only true while the program that set it runs. */
export function toRecord(session: Session): SessionRecord {
  const { title: _title, ...record } = session;
  return record;
}
