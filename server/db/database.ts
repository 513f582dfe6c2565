import { join } from 'node:path';
import { type Failure, type Result, success } from '#common/result.ts';
import type { FolderRepository } from '#server/hub/folder-repository.ts';
import type { SessionRepository } from '#server/hub/session-repository.ts';
import type { StateFolder } from '#server/process/state-folder.ts';
import { listBackups, takeBackup } from './backup.ts';
import { createBallast } from './ballast.ts';
import { adapterOf, type Connection, openConnection } from './connection.ts';
import { prepareDatabaseFile } from './database-file.ts';
import { databaseFailure } from './database-failure.ts';
import type { DatabaseLog } from './database-log.ts';
import { createFolderRepository } from './folder-repository.ts';
import { PrismaClient } from './generated/client.ts';
import { createHostRepository, type HostRepository } from './host-repository.ts';
import { type Migrated, migrate } from './migrate.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { createSessionRepository } from './session-repository.ts';
import { createWriter, whileBusy } from './writer.ts';

export interface OpenDatabaseOptions {
  /** An opened state folder. The caller holds the hub's lock on it: one process has the database open. */
  readonly state: StateFolder;
  /** The folder of committed migrations: `prisma/migrations`, or its copy beside the bundle. */
  readonly migrations: string;
  readonly log: DatabaseLog;
  /** Unix time in milliseconds. */
  readonly now?: () => number;
}

export interface Database {
  readonly sessions: SessionRepository;
  readonly hosts: HostRepository;
  readonly folders: FolderRepository;
  readonly opened: OpenReport;
  /** Finishes the writes that were taken and leaves one whole file. Safe to call twice; never fails. */
  close(): Promise<void>;
}

/** What opening found and did. */
export interface OpenReport extends Migrated {
  /** There was no database before. */
  readonly created: boolean;
  /** The database was damaged: what was kept, restored and lost. A person should read it. */
  readonly repair: Failure | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Opens the database of a state folder: checks it, repairs or makes it, brings it up to date. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Result<Database>> {
  const { state, log, now = Date.now } = options;
  const known = await readMigrations(options.migrations);
  if (!known.ok) return known;
  const prepared = await prepareDatabaseFile({ state, log, now: now() });
  if (!prepared.ok) return prepared;

  let connection: Connection | undefined;
  try {
    connection = await whileBusy(() => openConnection(state.database));
    const migrated = await migrate({ connection, database: state.database, backups: state.backups, known: known.value, log, now });
    if (!migrated.ok) {
      connection.close();
      return migrated;
    }
    const opened: OpenReport = { ...prepared.value, ...migrated.value };
    if (!opened.created && opened.backup === null) await backupDaily({ connection, state, log, now: now(), known: known.value });
    return success(await assemble({ connection, state, log, now, opened }));
  } catch (error) {
    connection?.close();
    log.error({ err: error, database: state.database }, 'Cannot open the database.');
    return databaseFailure(error, 'open the database', state.database);
  }
}

async function assemble(parts: {
  connection: Connection;
  state: StateFolder;
  log: DatabaseLog;
  now: () => number;
  opened: OpenReport;
}): Promise<Database> {
  const { connection, state, log, now, opened } = parts;
  const ballast = createBallast(join(state.path, 'ballast'));
  await ballast.refill();
  const prisma = new PrismaClient({
    adapter: adapterOf(connection),
    errorFormat: 'minimal', // its other formats quote what was to be saved into the log
  });
  await prisma.$connect();
  const writer = createWriter({ database: state.database, ballast, log });

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await writer.close();
    // Back to one plain file: it can be copied as it is, and the connection, which the driver really closes only when its
    // memory is collected, has no WAL left to remove by name.
    await connection.execute('PRAGMA journal_mode = DELETE').catch((error: unknown) => {
      log.warn({ err: error, database: state.database }, 'The database keeps its WAL: somebody else has it open.');
    });
    await prisma.$disconnect();
  };

  return {
    sessions: createSessionRepository({ prisma, connection, writer, log }),
    hosts: createHostRepository({ prisma, writer, log, now }),
    folders: createFolderRepository({ prisma, writer }),
    opened,
    close: () => (closing ??= close()),
  };
}

/** A day without a backup is the most that a damaged file may cost. A backup that fails stops nothing. */
async function backupDaily(parts: {
  connection: Connection;
  state: StateFolder;
  log: DatabaseLog;
  now: number;
  known: Migration[];
}): Promise<void> {
  const { state, log, now } = parts;
  try {
    const newest = (await listBackups(state.backups))[0];
    const migration = parts.known.at(-1)?.name;
    if (migration === undefined || (newest !== undefined && Math.abs(now - newest.takenAt) < DAY_MS)) return;
    await takeBackup(parts.connection, state.backups, { reason: 'daily', migration, now });
  } catch (error) {
    log.warn({ err: error, folder: state.backups }, 'The daily backup of the database failed. The next start tries again.');
  }
}
