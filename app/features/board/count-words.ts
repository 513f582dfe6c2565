import type { Session } from '#common/session.ts';
import { waits } from '#app/parts/waiting.ts';
import { matches, wordsOf } from './arrange.ts';

/**
 * How many sessions there are, and how many of them a filter finds, wait or live; short enough to stand beside the title on
 * a screen of 360 px. `isLive`: the numbers are of now.
 */
export function countWords(sessions: readonly Session[], filter: string, isLive: boolean): string {
  const words = wordsOf(filter);
  const shown = sessions.filter((session) => matches(session, words));
  const waiting = shown.filter(waits).length;
  const alive = shown.filter(({ status }) => status !== 'exited').length;
  return [
    words.length > 0 ? `${shown.length} of ${sessions.length}` : sessions.length === 1 ? '1 session' : `${sessions.length} sessions`,
    waiting > 0 ? `${waiting} waiting` : alive < shown.length ? `${alive} alive` : '',
    isLive ? '' : 'last known',
  ]
    .filter(Boolean)
    .join(', ');
}
