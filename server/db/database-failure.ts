import { failure, type Result } from '#common/result.ts';

/** What SQLite answered, as values. Codes: https://www.sqlite.org/rescode.html */

const BUSY = 5;
const LOCKED = 6;
const IO = 10;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;
/** The shared memory file beside the WAL could not grow: the disk is full. */
const IO_SHM_SIZE = IO | (19 << 8);
const PRIMARY_KEY = 1555;
const FOREIGN_KEY = 787;

/** SQLite's extended result code, from the driver's error or from Prisma's; undefined when SQLite said nothing. */
export function sqliteCode(error: unknown): number | undefined {
  const direct = numberAt(error, 'rawCode') ?? numberAt(property(error, 'cause'), 'rawCode');
  if (direct !== undefined) return direct;
  const adapter = property(property(property(error, 'meta'), 'driverAdapterError'), 'cause') ?? property(error, 'cause');
  return numberAt(adapter, 'originalCode') ?? numberAt(adapter, 'extendedCode');
}

export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && ((code & 0xff) === BUSY || (code & 0xff) === LOCKED);
}

export function isFull(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && ((code & 0xff) === FULL || code === IO_SHM_SIZE);
}

export function isDamaged(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && ((code & 0xff) === CORRUPT || (code & 0xff) === NOT_A_DATABASE);
}

export function isDuplicate(error: unknown): boolean {
  return sqliteCode(error) === PRIMARY_KEY;
}

export function isForeignKey(error: unknown): boolean {
  return sqliteCode(error) === FOREIGN_KEY;
}

/** A database error as a sentence with its way out. `what` completes "Cannot ...", `database` is the file. */
export function databaseFailure(error: unknown, what: string, database: string): Result<never> {
  if (isFull(error)) return failure('disk_full', `Cannot ${what}: the disk that holds ${database} is full. Free some space and try again.`);
  if (isBusy(error)) return failure('timeout', `Cannot ${what}: another program keeps ${database} locked. Close it and try again.`);
  if (isDamaged(error)) {
    return failure(
      'database_failed',
      `Cannot ${what}: ${database} is damaged. Restart Beckon: it keeps the damaged file aside and restores the newest backup.`,
    );
  }
  return failure(
    'database_failed',
    `Cannot ${what}: ${reasonOf(error)} (${database}). Restart Beckon; if it happens again, restore a backup.`,
  );
}

/** The one line of an error that says what happened: Prisma puts its call before it. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? 'unknown reason';
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** The driver gives a number, the adapter the same number as text. */
function numberAt(value: unknown, key: string): number | undefined {
  const found = property(value, key);
  if (found === undefined || found === null || found === '') return undefined;
  const number = Number(found);
  return Number.isInteger(number) ? number : undefined;
}
