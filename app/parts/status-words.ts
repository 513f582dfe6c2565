import type { Session } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import { endedBadly, exitWords } from './exit-words.ts';

export const STATUS_WORDS: Record<Status, string> = {
  starting: 'starting',
  running: 'running',
  waiting_input: 'waiting for input',
  waiting_permission: 'waiting for permission',
  exited: 'exited',
  unknown: 'unknown',
};

/** What is drawn for a status. A program that failed has a shape of its own. */
export type Look = 'running' | 'input' | 'permission' | 'exited' | 'failed' | 'unknown';

const LOOKS: Record<Status, Look> = {
  starting: 'running',
  running: 'running',
  waiting_input: 'input',
  waiting_permission: 'permission',
  exited: 'exited',
  unknown: 'unknown',
};

export function lookOf(session: Session): Look {
  return session.status === 'exited' && endedBadly(session.exit) ? 'failed' : LOOKS[session.status];
}

/** Whether the glyph turns: an agent works. Of a shell and a command it is known only that they live. */
export function turns(session: Session): boolean {
  return lookOf(session) === 'running' && isAgent(session);
}

/** Whether its program is one that works by itself and asks: a shell waits for whoever opens it. */
export function isAgent({ provider }: Session): boolean {
  return provider !== 'shell' && provider !== 'command';
}

/** What a session that waits for a person waits for: a whole sentence. */
export function waitWords({ status, statusDetail }: Session): string {
  return statusDetail ?? (status === 'waiting_permission' ? 'It waits for your permission.' : 'It waits for your next prompt.');
}

/** What is known beyond the status word: how it ended, and why the status is believed. */
export function statusMore(session: Session): string | null {
  return session.statusDetail ?? (session.status === 'exited' ? exitWords(session.exit) : null);
}
