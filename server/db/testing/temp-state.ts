import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SessionRecord } from '#server/hub/session-repository.ts';
import { hostIdSchema, sessionIdSchema } from '#common/session.ts';
import { openStateFolder, type StateFolder } from '#server/process/state-folder.ts';
import type { DatabaseLog } from '../database-log.ts';

/** What the database's tests share. */

export const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
export const SCHEMA = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url));

export interface TempState {
  readonly state: StateFolder;
  remove(): void;
}

export function tempState(parent = tmpdir()): TempState {
  const path = mkdtempSync(join(parent, 'beckon-db-'));
  chmodSync(path, 0o700);
  const opened = openStateFolder(path);
  if (!opened.ok) throw new Error(opened.error.message);
  return { state: opened.value, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface RecordingLog extends DatabaseLog {
  readonly lines: { level: 'info' | 'warn' | 'error'; fields: object; message: string }[];
  /** Messages of warnings and errors. */
  complaints(): string[];
}

export function recordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  const at = (level: 'info' | 'warn' | 'error') => (fields: object, message: string) => void lines.push({ level, fields, message });
  return {
    lines,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    complaints: () => lines.filter((line) => line.level !== 'info').map((line) => line.message),
  };
}

export const LOCAL = hostIdSchema.parse('local');

/** A session with every field set, and a time of its own for each; `number` makes the id. */
export function sessionRecord(number: number, changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: sessionIdSchema.parse(`s${String(number).padStart(11, '0')}`),
    hostId: LOCAL,
    provider: 'command',
    name: `Number ${number} – näme`,
    cwd: '/tmp/a folder',
    command: { file: '/bin/sh', args: ['-c', 'echo "a\n b"'] },
    pid: 4242,
    pidStartTime: 'boot:123',
    status: 'exited',
    statusSince: 1_767_225_600_123,
    statusDetail: 'because',
    conversationId: 'c-1',
    pinned: false,
    rank: -1.5,
    createdAt: 1_767_225_600_001 + number,
    updatedAt: 1_767_225_600_456,
    exit: { code: null, signal: 'SIGKILL', asked: true, at: 1_767_225_600_999, leftovers: [{ pid: 7, command: 'sleep 9' }] },
    ...changes,
  };
}

/** The value of a result that must be one. */
export function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { code: string; message: string } }): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
