import { constants, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const LOG_MAX = 5 * 1024 * 1024;

/** Lines with a time in a 0600 file; at start, a large one makes way and stays as `.old`. */
export function openLogFile(path: string): (message: string) => void {
  if (existsSync(path) && statSync(path).size > LOG_MAX) renameSync(path, `${path}.old`);
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW, 0o600);
  return (message) => {
    try {
      writeSync(file, `${new Date().toISOString()} ${message}\n`);
    } catch {
      // A full disk must not end the sessions; the log is the one thing that can be missed.
    }
  };
}
