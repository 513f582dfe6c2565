import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSameProcessAlive, processStartTime } from './identity.ts';

/**
 * A lock that one process holds until it ends, however it ends.
 *
 * The lock is a file `<name>.<number>` that holds pid and start time of its owner. To take it over from a dead owner is
 * to create the next number, which the file system lets only one process do; the highest number counts. It is never
 * removed by its owner: a file that goes away could be taken for "nobody had it" by a process that looked before.
 */
export interface LockOwner {
  readonly pid: number;
  readonly startTime: string;
}

export type LockResult = { readonly held: true } | { readonly held: false; readonly owner: LockOwner };

/** Takes the lock for this process, or says who has it. `path` is the lock's name without a number. */
export function takeLock(path: string): LockResult {
  const self: LockOwner = { pid: process.pid, startTime: processStartTime(process.pid) ?? '' };
  const draft = `${path}.draft.${self.pid}`;
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      const newest = newestLock(path);
      if (newest?.owner && isSameProcessAlive(newest.owner.pid, newest.owner.startTime)) {
        return newest.owner.pid === self.pid ? { held: true } : { held: false, owner: newest.owner };
      }
      const number = (newest?.number ?? 0) + 1;
      if (!linkIfAbsent(draft, `${path}.${number}`)) continue; // another was quicker: look again
      const highest = newestLock(path);
      if (highest !== undefined && highest.number > number) {
        rmSync(`${path}.${number}`, { force: true }); // we filled a gap below a lock that came meanwhile
        continue;
      }
      removeOlder(path, number);
      return { held: true };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds the lock now; null when nobody alive does. */
export function lockOwner(path: string): LockOwner | null {
  const owner = newestLock(path)?.owner;
  return owner && isSameProcessAlive(owner.pid, owner.startTime) ? owner : null;
}

function lockNumbers(path: string): number[] {
  const prefix = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && /^\d{1,15}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

function newestLock(path: string): { number: number; owner: LockOwner | null } | undefined {
  const numbers = lockNumbers(path);
  if (numbers.length === 0) return undefined;
  const number = Math.max(...numbers);
  return { number, owner: readOwner(`${path}.${number}`) };
}

function readOwner(file: string): LockOwner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startTime' in value)) return null;
    return typeof value.pid === 'number' && typeof value.startTime === 'string' ? { pid: value.pid, startTime: value.startTime } : null;
  } catch {
    return null; // removed by a newer owner, or not ours: counts as nobody's
  }
}

/** `link` creates the name with its content at once, or fails because it exists. */
function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeOlder(path: string, number: number): void {
  for (const each of lockNumbers(path)) {
    if (each < number) rmSync(join(dirname(path), `${basename(path)}.${each}`), { force: true });
  }
}
