import { type Failure, type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import type { SessionRecord, SessionRepository } from '../session-repository.ts';

/** Rows in memory, for unit tests; `failing` makes every write fail until it is null again. */
export interface MemoryRepository extends SessionRepository {
  readonly rows: Map<SessionId, SessionRecord>;
  failing: Failure | null;
}

export function createMemoryRepository(rows: readonly SessionRecord[] = []): MemoryRepository {
  const repository: MemoryRepository = {
    rows: new Map(rows.map((row) => [row.id, row])),
    failing: null,
    list: async () => success([...repository.rows.values()]),
    insert: (record) => write(() => repository.rows.set(record.id, record)),
    update: (id, changes) =>
      write(() => {
        const row = repository.rows.get(id);
        if (row !== undefined) repository.rows.set(id, { ...row, ...changes });
      }),
    remove: (id) => write(() => repository.rows.delete(id)),
  };
  async function write(act: () => void): Promise<Result<void>> {
    if (repository.failing !== null) return { ok: false, error: repository.failing };
    act();
    return success();
  }
  return repository;
}
