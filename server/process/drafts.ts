import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processStartTime } from './identity.ts';

/** The drafts of private files and of locks, with the pid of their writer. */
const DRAFT = /\.(?<writer>\d{1,10})\.\d{1,15}\.draft$|\.draft\.(?<taker>\d{1,10})$/;

/**
 * Removes the drafts that killed processes left in a folder; gives their names. To be called before this process writes
 * there: one that carries its own pid is of a process that had it before.
 */
export function removeLeftDrafts(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ name }) => name)
    .filter((name) => {
      const { writer, taker } = DRAFT.exec(name)?.groups ?? {};
      const pid = Number(writer ?? taker ?? Number.NaN);
      if (Number.isNaN(pid) || (pid !== process.pid && processStartTime(pid) !== null)) return false;
      rmSync(join(folder, name), { force: true });
      return true;
    });
}
