import type { Session } from '#common/session.ts';

/** The sessions that wait for input or permission, the one that has waited longest first. */
export function waitingIds(sessions: Iterable<Session>): string[] {
  return [...sessions]
    .filter(({ status }) => status === 'waiting_input' || status === 'waiting_permission')
    .sort((a, b) => a.statusSince - b.statusSince || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
