import { createHash } from 'node:crypto';
import { failure, type Result, success } from '#common/result.ts';
import { listBackups, takeBackup } from './backup.ts';
import type { Connection } from './connection.ts';
import { databaseFailure, isBusy, isFull, reasonOf } from './database-failure.ts';
import type { DatabaseLog } from './database-log.ts';
import { type AppliedMigration, type Migration, MIGRATIONS_TABLE, planMigrations, readHistory } from './migrations.ts';
import { whileBusy } from './writer.ts';

export interface MigrateOptions {
  readonly connection: Connection;
  /** The file, for messages. */
  readonly database: string;
  readonly backups: string;
  readonly known: Migration[];
  readonly log: DatabaseLog;
  /** Unix time in milliseconds. */
  readonly now: () => number;
}

export interface Migrated {
  /** Names of what was applied now, in order. */
  readonly applied: string[];
  /** The backup that was taken before; null when nothing was due, or the database was new. */
  readonly backup: string | null;
}

/**
 * Brings a database to this build's tables. Each migration is one transaction together with its record, so whoever is
 * killed in between leaves it done or not begun, and the next start goes on from there.
 */
export async function migrate(options: MigrateOptions): Promise<Result<Migrated>> {
  const { database, log } = options;
  const applied: string[] = [];
  let backup: string | null = null;
  let isNew: boolean | undefined;
  try {
    for (;;) {
      const history = await whileBusy(() => readHistory(options.connection));
      if (history === 'foreign')
        return failure(
          'database_failed',
          `${database} is not a database of Beckon. Move it away, or name another state folder with BECKON_HOME.`,
        );
      isNew ??= history === null;
      const planned = await plan(options, history ?? []);
      if (!planned.ok) return planned;
      const next = planned.value[0];
      if (next === undefined) return success({ applied, backup });

      const last = history?.at(-1)?.name;
      if (!isNew && last !== undefined && backup === null) {
        backup = (
          await whileBusy(() => takeBackup(options.connection, options.backups, { reason: 'update', migration: last, now: options.now() }))
        ).file;
      }
      log.info({ database, migration: next.name, backup }, 'Applying a migration.');
      const done = await apply(options, next, backup);
      if (!done.ok) return done;
      if (done.value) applied.push(next.name);
    }
  } catch (error) {
    log.error({ err: error, database }, 'Cannot bring the database up to date.');
    return databaseFailure(error, 'bring the database up to date', database);
  }
}

async function plan(options: MigrateOptions, history: AppliedMigration[]): Promise<Result<Migration[]>> {
  const planned = planMigrations({ known: options.known, history, database: options.database, restore: null });
  if (planned.ok) return planned;
  const readable = (await listBackups(options.backups)).find((each) =>
    options.known.some((migration) => migration.name === each.migration),
  );
  return planMigrations({ known: options.known, history, database: options.database, restore: readable?.file ?? null });
}

/** True when it was applied here; false when another process applied it meanwhile, or has the lock just now. */
async function apply(
  { connection, database, log, now }: MigrateOptions,
  migration: Migration,
  backup: string | null,
): Promise<Result<boolean>> {
  // Tables are rebuilt by dropping the old one, which would take referring rows along. Inside a transaction this setting
  // cannot change, so it changes around it; the script ends by checking that every reference still holds.
  await connection.execute('PRAGMA foreign_keys = OFF');
  try {
    await whileBusy(() => connection.executeMultiple(scriptOf(migration, new Date(now()))));
    return success(true);
  } catch (error) {
    const history = await readHistory(connection);
    if (Array.isArray(history) && history.some((each) => each.name === migration.name && each.finished)) return success(false);
    log.error({ err: error, database, migration: migration.name }, 'A migration failed and was rolled back.');
    if (isFull(error) || isBusy(error)) return databaseFailure(error, `apply the migration ${migration.name}`, database);
    const kept = backup === null ? '' : ` The backup before it is ${backup}.`;
    return failure(
      'database_failed',
      `The migration ${migration.name} does not fit ${database}: ${reasonOf(error)}. Nothing was changed; install the earlier Beckon again.${kept}`,
    );
  } finally {
    await connection.execute('PRAGMA foreign_keys = ON');
  }
}

/** The table and the row are those of Prisma's own tools, so that they take over where we left, and we where they did. */
function scriptOf(migration: Migration, time: Date): string {
  const at = quote(time.toISOString().replace('Z', '+00:00'));
  return `BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS "${MIGRATIONS_TABLE}" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);
${migration.sql}
;
-- A row that refers to nothing makes the count NULL, which the table refuses: the whole script is rolled back.
INSERT INTO "${MIGRATIONS_TABLE}" ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at", "applied_steps_count")
SELECT ${quote(idOf(migration.name))}, ${quote(migration.checksum)}, ${at}, ${quote(migration.name)}, NULL, NULL, ${at},
       CASE WHEN EXISTS (SELECT 1 FROM pragma_foreign_key_check) THEN NULL ELSE 1 END;
COMMIT;
`;
}

/** The id follows from the name, so that two processes at once cannot record one migration twice. In the form of a UUID. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
