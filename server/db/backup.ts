import { constants } from 'node:fs';
import { copyFile, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { codeOf } from '#server/process/private-file.ts';
import { type Connection, openPlain } from './connection.ts';
import { reasonOf } from './database-failure.ts';

/**
 * Backups of the database: whole files, taken by SQLite itself from a consistent state, 0600.
 * The name says when, why and at which migration: `beckon-20260131T093000123Z-update-at-20260101120000_start.db`.
 */
export interface Backup {
  readonly file: string;
  /** Unix time in milliseconds. */
  readonly takenAt: number;
  /** `update`: before migrations. `daily`: at a start, when the newest was older than a day. */
  readonly reason: BackupReason;
  /** The newest migration in it. */
  readonly migration: string;
}
export type BackupReason = 'update' | 'daily';

/** Of each reason. */
const KEEP = 5;

const NAME = /^beckon-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(update|daily)-at-(\d{14}_\w+)\.db$/;

/** All backups of a folder, newest first. Other files in it are left alone. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => parseName(folder, name) ?? []).sort((a, b) => b.takenAt - a.takenAt || b.file.localeCompare(a.file));
}

/** Takes a backup from an open connection, also while others write, and drops the oldest of its kind. Throws. */
export async function takeBackup(
  connection: Connection,
  folder: string,
  about: { reason: BackupReason; migration: string; now: number },
): Promise<Backup> {
  const stamp = stampOf(about.now);
  const file = join(folder, `beckon-${stamp}-${about.reason}-at-${about.migration}.db`);
  const draft = join(folder, `${randomUUID()}.draft`);
  try {
    await privateEmptyFile(draft); // VACUUM INTO fills an empty file, and so never makes one that others may read
    await connection.execute({ sql: 'VACUUM INTO ?', args: [draft] });
    await syncFile(draft);
    const damage = await damageOf(draft);
    if (damage !== null) throw new Error(`The backup came out damaged: ${damage}`);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  const ofReason = (await listBackups(folder)).filter((each) => each.reason === about.reason);
  for (const old of ofReason.slice(KEEP)) await rm(old.file, { force: true });
  return { file, takenAt: about.now, reason: about.reason, migration: about.migration };
}

/** What is wrong with a database file, in SQLite's words; null when its check finds nothing. Never on a live database. */
export async function damageOf(file: string): Promise<string | null> {
  let connection: Connection | undefined;
  try {
    connection = openPlain(file);
    const { rows } = await connection.execute('PRAGMA quick_check(1)');
    const verdict = String(rows[0]?.[0] ?? 'no answer');
    return verdict === 'ok' ? null : verdict.replaceAll(/\s+/g, ' ').trim();
  } catch (error) {
    return reasonOf(error);
  } finally {
    connection?.close();
  }
}

/** A whole, durable, private copy under a new name. Throws. Never of a live database. */
export async function copyPrivately(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await privateEmptyFile(to); // the mode is right before there is content
  await copyFile(from, to);
  await syncFile(to);
}

export async function privateEmptyFile(path: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  await file.close();
}

/** `20260131T093000123Z`: sorts by time, and is a file name everywhere. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:.]/g, '');
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

function parseName(folder: string, name: string): Backup | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, ms, reason, migration] = match;
  if (migration === undefined || (reason !== 'update' && reason !== 'daily')) return null;
  const takenAt = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(ms));
  return { file: join(folder, name), takenAt, reason, migration };
}
