import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentState, recordStatus } from './agent-state.ts';

/** The file that says what the agent does now: `<config>/sessions/<pid>.json`. */

export interface RecordFacts {
  readonly pid: number;
  readonly procStart: string;
  readonly startedAt: number;
}

const VERSION = '1.0.0-demo';

export interface RecordContent extends Record<string, unknown> {
  readonly status?: string;
  readonly waitingFor?: string;
  readonly sessionId: string;
}

/** What of the state the record tells; `statusSince` is when the status became what it is. */
export function recordContent(state: AgentState, facts: RecordFacts, statusSince: number | null): RecordContent {
  const { sessionId, cwd, name, now } = state;
  return {
    pid: facts.pid,
    sessionId,
    cwd,
    startedAt: facts.startedAt,
    procStart: facts.procStart,
    version: VERSION,
    peerProtocol: 1,
    kind: 'interactive',
    entrypoint: 'cli',
    ...(name === null ? {} : { name, nameSource: 'derived' }),
    ...(statusSince === null ? {} : { ...recordStatus(state), statusUpdatedAt: statusSince }),
    updatedAt: now,
  };
}

export interface LiveRecord {
  readonly path: string;
  /** Writes what changed; the first time without a status, as it comes before the prompt stands. */
  write(state: AgentState): void;
  remove(): void;
}

export function openLiveRecord(configDir: string, facts: RecordFacts): LiveRecord {
  const folder = join(configDir, 'sessions');
  const path = join(folder, `${facts.pid}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let told: string | null = null;
  let status = '';
  let since: number | null = null;

  return {
    path,
    write(state) {
      const now = recordStatus(state);
      const seen = `${now.status} ${now.waitingFor ?? ''} ${state.sessionId}`;
      if (told === seen) return;
      const isFirst = told === null;
      told = isFirst ? '' : seen;
      if (!isFirst && status !== now.status) since = state.now;
      status = isFirst ? '' : now.status;
      // In place, as the agent it resembles does: readers must bear a half-written one.
      writeFileSync(path, JSON.stringify(recordContent(state, facts, since)), { mode: 0o600 });
    },
    remove: () => rmSync(path, { force: true }),
  };
}
