import { randomUUID } from 'node:crypto';
import { chmod, link, lstat, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import { codeOf, fileFailure } from '#server/process/private-file.ts';
import type { StateFolder } from '#server/process/state-folder.ts';
import { type Backup, copyPrivately, damageOf, listBackups, privateEmptyFile, stampOf } from './backup.ts';
import { isFull } from './database-failure.ts';
import type { DatabaseLog } from './database-log.ts';

export interface PreparedFile {
  /** There was no database before. */
  readonly created: boolean;
  /** What was wrong with the database and what became of it; null when it was whole. For a person to read. */
  readonly repair: Failure | null;
}

/** SQLite's companions of a database file: changes not yet in it, and the index over them. */
const WAL = '-wal';
const SHM = '-shm';

/**
 * Sees to it that there is a whole database file that only its owner may read, before anybody opens it. The caller holds
 * the hub's lock: nobody else has the file open.
 */
export async function prepareDatabaseFile(options: { state: StateFolder; log: DatabaseLog; now: number }): Promise<Result<PreparedFile>> {
  const { state, log } = options;
  const database = state.database;
  try {
    await removeLeftovers(state);
    const found = await lstat(database).catch(noneWhenMissing);
    if (found !== null && !found.isFile()) {
      return failure(
        'database_failed',
        `${database} is not a file but ${found.isDirectory() ? 'a folder' : 'a link or device'}. Move it away and start Beckon again.`,
      );
    }
    if (found === null || found.size === 0) {
      await setAside(database, `${database}.lost-${stampOf(options.now)}`); // a WAL without its database
      if (found === null) await privateEmptyFile(database);
      await tighten(database);
      return success({ created: true, repair: null });
    }
    await tighten(database);
    const damage = await examine(state, log);
    if (damage === null) return success({ created: false, repair: null });
    const repair = await replace({ ...options, damage });
    log.error({ database, damage }, repair.message);
    return success({ created: false, repair });
  } catch (error) {
    return fileFailure(error, `prepare the database ${database}`);
  }
}

/**
 * What is wrong with the database; null when nothing is. Looks at a copy: the driver lets go of a file only at some later
 * time, and would then remove the WAL of whatever lies under that name by then.
 */
async function examine(state: StateFolder, log: DatabaseLog): Promise<string | null> {
  for (;;) {
    const before = await fingerprint(state.database);
    const copy = join(state.path, `${CHECK_PREFIX}${randomUUID()}`);
    try {
      await copyPrivately(state.database, copy);
      if ((await lstat(`${state.database}${WAL}`).catch(noneWhenMissing)) !== null)
        await copyPrivately(`${state.database}${WAL}`, `${copy}${WAL}`);
      const damage = await damageOf(copy);
      if (damage === null || before === (await fingerprint(state.database))) return damage;
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC' && codeOf(error) !== 'EDQUOT' && !isFull(error)) throw error;
      log.warn({ err: error, database: state.database }, 'The disk is too full to check the database. It is used unchecked.');
      return null;
    } finally {
      for (const end of ['', WAL, SHM]) await rm(`${copy}${end}`, { force: true });
    }
    log.warn({ database: state.database }, 'The database changed while it was checked: somebody else writes to it. Checking again.');
  }
}

/** Keeps the damaged file aside and puts the newest whole backup, else an empty file, in its place. */
async function replace(options: { state: StateFolder; log: DatabaseLog; now: number; damage: string }): Promise<Failure> {
  const { state, log, damage } = options;
  const database = state.database;
  const kept = `${database}.damaged-${stampOf(options.now)}`;
  const draft = `${database}.draft`;
  const backup = await newestWhole(await listBackups(state.backups), log);
  await rm(draft, { force: true });
  if (backup === null) await privateEmptyFile(draft);
  else await copyPrivately(backup.file, draft);

  // Killed between any two of these, the next start finds a database under the name, damaged or whole, and goes on.
  await setAside(database, kept);
  await link(database, kept).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') throw error;
    return rename(database, kept); // a file system without hard links
  });
  await rename(draft, database);

  const done =
    backup === null
      ? 'There was no backup, so an empty one was started: names and ended sessions are missing'
      : `The backup of ${new Date(backup.takenAt).toISOString()} (${backup.file}) was restored: what changed after it is missing`;
  return {
    code: 'database_failed',
    message: `The database ${database} was damaged (${damage}) and is kept as ${kept}. ${done}. Programs that run go on and are listed again.`,
  };
}

/** Moves the companions of a database, those that there are. */
async function setAside(database: string, kept: string): Promise<void> {
  for (const end of [WAL, SHM]) await rename(`${database}${end}`, `${kept}${end}`).catch(noneWhenMissing);
}

async function newestWhole(backups: Backup[], log: DatabaseLog): Promise<Backup | null> {
  for (const backup of backups) {
    const damage = await damageOf(backup.file);
    if (damage === null) return backup;
    log.warn({ backup: backup.file, damage }, 'A backup is damaged. Trying the one before it.');
  }
  return null;
}

/** Only their owner may read what is there already; SQLite gives new companions the mode of the database. */
async function tighten(database: string): Promise<void> {
  for (const end of ['', WAL, SHM]) await chmod(`${database}${end}`, 0o600).catch(noneWhenMissing);
}

const CHECK_PREFIX = 'beckon.db.check-';

/** What an earlier run that was killed left half made. */
async function removeLeftovers(state: StateFolder): Promise<void> {
  for (const name of await readdir(state.path)) {
    if (name.startsWith(CHECK_PREFIX)) await rm(join(state.path, name), { force: true });
  }
  const backups = await readdir(state.backups).catch(noneWhenMissing);
  for (const name of backups ?? []) {
    if (name.endsWith('.draft')) await rm(join(state.backups, name), { force: true });
  }
}

async function fingerprint(database: string): Promise<string> {
  const parts = await Promise.all(['', WAL].map((end) => stat(`${database}${end}`).catch(noneWhenMissing)));
  return parts.map((part) => (part === null ? 'none' : `${part.size} ${part.mtimeMs}`)).join(', ');
}

function noneWhenMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}
