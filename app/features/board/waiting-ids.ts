import type { Session } from '#common/session.ts';
import { oldestWaitFirst, waits } from '#app/parts/waiting.ts';
import { matches, wordsOf } from './arrange.ts';

/** The sessions that wait for input or permission and that a filter finds, the one that has waited longest first. */
export function waitingIds(sessions: Iterable<Session>, filter: string): string[] {
  const words = wordsOf(filter);
  return [...sessions]
    .filter((session) => waits(session) && matches(session, words))
    .sort(oldestWaitFirst)
    .map(({ id }) => id);
}
