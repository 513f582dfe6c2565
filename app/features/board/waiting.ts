import type { Session } from '#common/session.ts';
import { oldestWaitFirst, waits } from '#app/parts/waiting.ts';

/** The sessions that wait for input or permission, the one that has waited longest first. */
export function waitingIds(sessions: Iterable<Session>): string[] {
  return [...sessions]
    .filter(waits)
    .sort(oldestWaitFirst)
    .map(({ id }) => id);
}
