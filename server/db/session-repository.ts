import { failure, type Result, success } from '#common/result.ts';
import type { SessionId } from '#common/session.ts';
import type { SessionRecord, SessionRepository } from '#server/hub/session-repository.ts';
import type { Connection } from './connection.ts';
import { isDuplicate, isForeignKey, reasonOf, sqliteCode } from './database-failure.ts';
import type { DatabaseLog } from './database-log.ts';
import type { PrismaClient, Session as SessionRow } from './generated/client.ts';
import { rowFromChanges, rowFromSession, sessionFromRow } from './session-row.ts';
import type { Writer } from './writer.ts';

export interface SessionRepositoryOptions {
  readonly prisma: PrismaClient;
  /** The connection that `prisma` works on: for rows whose columns Prisma refuses to read. */
  readonly connection: Connection;
  readonly writer: Writer;
  readonly log: DatabaseLog;
}

/**
 * Sessions on disk. A row that cannot be read is reported in the log and stays where it is; it hides no other, and it
 * gives way when its session, found running, is inserted again.
 */
export function createSessionRepository({ prisma, connection, writer, log }: SessionRepositoryOptions): SessionRepository {
  const readAll = async (): Promise<Result<SessionRecord[]>> => {
    let rows: SessionRow[];
    try {
      rows = await prisma.session.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    } catch (error) {
      if (sqliteCode(error) !== undefined) throw error;
      rows = await readEach(); // one column of the wrong kind makes Prisma refuse them all
    }
    return success(
      rows.flatMap((row) => {
        const session = sessionFromRow(row);
        if (session.ok) return session.value;
        log.error({ session: row.id, reason: session.error.message }, 'A saved session cannot be read. Its row is left as it is.');
        return [];
      }),
    );
  };

  const readEach = async (): Promise<SessionRow[]> => {
    const { rows } = await connection.execute('SELECT "id" FROM "Session" ORDER BY "createdAt", "id"');
    const found: SessionRow[] = [];
    for (const [id] of rows.map((row) => [row[0]])) {
      try {
        const row = await prisma.session.findUnique({ where: { id: String(id) } });
        if (row !== null) found.push(row);
      } catch (error) {
        if (sqliteCode(error) !== undefined) throw error;
        log.error({ session: id, reason: reasonOf(error) }, 'A saved session cannot be read. Its row is left as it is.');
      }
    }
    return found;
  };

  const isReadable = async (id: SessionId): Promise<boolean> => {
    try {
      return sessionFromRow(await prisma.session.findUnique({ where: { id } })).ok;
    } catch (error) {
      if (sqliteCode(error) !== undefined) throw error;
      return false;
    }
  };

  const insert = async (record: SessionRecord): Promise<Result<void>> => {
    const row = rowFromSession(record);
    try {
      await prisma.session.create({ data: row });
      return success();
    } catch (error) {
      if (isForeignKey(error))
        return failure(
          'database_failed',
          `Cannot save the session ${record.name}: its machine ${record.hostId} is not saved. Restart Beckon.`,
        );
      if (!isDuplicate(error)) throw error;
    }
    if (await isReadable(record.id)) return failure('session_exists', `There is a session ${record.id} already. Open that one.`);
    const old = await connection.execute({ sql: 'SELECT * FROM "Session" WHERE "id" = ?', args: [record.id] });
    log.error(
      { session: record.id, row: JSON.stringify(old.rows[0]) },
      'A saved session that cannot be read is replaced. This is what it was.',
    );
    await prisma.session.updateMany({ where: { id: record.id }, data: row });
    return success();
  };

  return {
    list: () => writer.read('read the saved sessions', readAll),
    insert: (record) => writer.write(`save the session ${record.name}`, () => insert(record)),
    update: (id, changes) =>
      writer.write(`save the change of session ${id}`, async () => {
        await prisma.session.updateMany({ where: { id }, data: rowFromChanges(changes) });
        return success();
      }),
    remove: (id) =>
      writer.write(`remove the saved session ${id}`, async () => {
        await prisma.session.deleteMany({ where: { id } });
        return success();
      }),
  };
}
