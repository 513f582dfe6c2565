import type { Result } from '#common/result.ts';
import type { Session, SessionId } from '#common/session.ts';

/** A session as it is kept on disk: all but what only a live program says. */
export type SessionRecord = Omit<Session, 'title'>;

/** Where sessions are kept. Each write is on disk when its promise is fulfilled. */
export interface SessionRepository {
  list(): Promise<Result<SessionRecord[]>>;
  insert(record: SessionRecord): Promise<Result<void>>;
  /** Writes the named fields; a session that is gone is no failure. */
  update(id: SessionId, changes: Partial<Omit<SessionRecord, 'id'>>): Promise<Result<void>>;
  remove(id: SessionId): Promise<Result<void>>;
}
