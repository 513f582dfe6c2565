import { chmodSync, closeSync, constants, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { codeOf } from './process/private-file.ts';

/** Where processes of ours say what they do. Fields first, then one sentence; never a secret, a prompt or a query string. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Size at which a log is set aside, in bytes, and how many of those are kept. */
export const LOG_BYTES = 10 * 1024 * 1024;
const LOGS_KEPT = 3;

/** Fields that hold a credential or a person's words wherever they stand; a rule for accidents, not a licence to log them. */
const SECRET = ['authorization', 'cookie', 'set-cookie', 'key', 'token', 'secret', 'password', 'prompt', 'env', 'query'];
const REDACTED = SECRET.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

export interface FileLog extends Log {
  close(): void;
}

/** A log in `<folder>/<name>.log`, one JSON object a line, readable by its owner only. */
export function createFileLog({ folder, name, level = 'info' }: { folder: string; name: string; level?: string }): FileLog {
  const file = openLogFile(join(folder, `${name}.log`));
  const log = pino({ level, base: { pid: process.pid }, redact: { paths: REDACTED, censor: '[hidden]' } }, file);
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
    close: () => file.close(),
  };
}

/** Writes at once: the last line before a crash is the one that is needed. */
function openLogFile(path: string): { write(line: string): void; close(): void } {
  let file: number | null = open(path);
  let size = fstatSync(file).size;
  let lost = 0;

  function rotate(): void {
    if (file === null || size < LOG_BYTES) return;
    closeSync(file);
    file = null; // stays so when the next lines throw: lines are then counted as lost
    for (let number = LOGS_KEPT; number >= 1; number -= 1) moveIfThere(number === 1 ? path : `${path}.${number - 1}`, `${path}.${number}`);
    file = open(path);
    size = 0;
  }

  rotate();
  return {
    write(line) {
      try {
        rotate();
        file ??= open(path);
        const note = lost === 0 ? '' : `{"level":40,"msg":"${lost} lines before this one could not be written"}\n`;
        size += writeSync(file, note + line);
        lost = 0;
      } catch {
        lost += 1; // a full disk must not take the hub down; the loss is told when writing works again
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function open(path: string): number {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW, 0o600);
  chmodSync(path, 0o600);
  return file;
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
