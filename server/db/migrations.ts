import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Result, success } from '#common/result.ts';
import type { Connection } from './connection.ts';

/** Which migrations there are, which a database has, and which are due. */
export interface Migration {
  /** Name of its folder: `20260101120000_start`. Their order is the order of the names. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, as Prisma records it. */
  readonly checksum: string;
}

/** A row of `_prisma_migrations`. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly rolledBack: boolean;
}

export const MIGRATIONS_TABLE = '_prisma_migrations';

/** The committed migrations of this build, oldest first. */
export async function readMigrations(folder: string): Promise<Result<Migration[]>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const odd = names.find((name) => !/^\d{14}_\w+$/.test(name));
    if (odd !== undefined)
      return failure(
        'database_failed',
        `The folder ${join(folder, odd)} is not named like a migration. Remove it, or install Beckon again.`,
      );
    const migrations = await Promise.all(names.sort().map((name) => readMigration(folder, name)));
    if (migrations.length === 0) return failure('database_failed', `There is no migration in ${folder}. Install Beckon again.`);
    return success(migrations);
  } catch (error) {
    return failure(
      'database_failed',
      `Cannot read the migrations in ${folder}: ${error instanceof Error ? error.message : String(error)}. Install Beckon again.`,
    );
  }
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const content = await readFile(join(folder, name, 'migration.sql'));
  return { name, sql: content.toString('utf8'), checksum: createHash('sha256').update(content).digest('hex') };
}

/** What the database says it has; null when it has no tables at all. Throws what SQLite says. */
export async function readHistory(connection: Connection): Promise<AppliedMigration[] | 'foreign' | null> {
  const tables = await connection.execute(
    `SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  if (tables.rows.length === 0) return null;
  if (!tables.rows.some((row) => row[0] === MIGRATIONS_TABLE)) return 'foreign';
  const { rows } = await connection.execute(
    `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL, "rolled_back_at" IS NOT NULL FROM "${MIGRATIONS_TABLE}" ORDER BY "migration_name"`,
  );
  return rows.map((row) => ({ name: String(row[0]), checksum: String(row[1]), finished: row[2] === 1, rolledBack: row[3] === 1 }));
}

/**
 * Pure: the migrations that are due, or why none may be applied. `restore` is the newest backup that this build can read.
 */
export function planMigrations(options: {
  known: Migration[];
  history: AppliedMigration[];
  database: string;
  restore: string | null;
}): Result<Migration[]> {
  const { known, database, restore } = options;
  const history = options.history.filter((each) => !each.rolledBack);
  const orRestore = restore === null ? '' : `, or stop Beckon and put the backup ${restore} in its place`;

  const newer = history.find((each) => !known.some((migration) => migration.name === each.name));
  if (newer !== undefined) {
    return failure(
      'database_newer',
      `The database ${database} was written by a newer Beckon (it has ${newer.name}). Install that newer version again${orRestore}.`,
    );
  }
  const failed = history.find((each) => !each.finished);
  if (failed !== undefined) {
    return failure(
      'database_failed',
      `The migration ${failed.name} of ${database} was begun by another tool and did not finish. Finish it with that tool${orRestore}.`,
    );
  }
  const changed = history.find((each) => known.some((migration) => migration.name === each.name && migration.checksum !== each.checksum));
  if (changed !== undefined) {
    return failure(
      'database_failed',
      `The migration ${changed.name} of this Beckon is not the one that ${database} was made with. Install an unchanged Beckon${orRestore}.`,
    );
  }
  return success(known.filter((migration) => !history.some((each) => each.name === migration.name)));
}
