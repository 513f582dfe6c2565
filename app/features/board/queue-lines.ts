import type { Session } from '#common/session.ts';
import { isAgent } from '#app/parts/status-words.ts';
import { waits } from '#app/parts/waiting.ts';
import { matches, wordsOf } from './arrange.ts';

/** So many waiting sessions have a line above the cards: more would push the cards off the screen. */
const LINES_MAX = 4;

/**
 * How many lines the queue has room for, filled or not: as many as there are sessions that could wait and that the filter finds,
 * so that nothing below it moves when one begins or ends to.
 */
export function queueRoom(sessions: Iterable<Session>, filter: string): number {
  const words = wordsOf(filter);
  let room = 0;
  for (const session of sessions) if ((isAgent(session) || waits(session)) && matches(session, words)) room += 1;
  return Math.min(room, LINES_MAX);
}

/**
 * The lines after a change of who waits (`waiting`, the longest wait first). Nobody who is shown moves: a line whose session
 * waits no more stays while there is one below it, or until there is no other place for somebody new. The same array when
 * nothing changes.
 */
export function keepPlaces(lines: readonly string[], waiting: readonly string[], room: number): readonly string[] {
  const isGone = (id: string) => !waiting.includes(id);
  const kept = lines.slice(0, room);
  kept.length = kept.findLastIndex((id) => !isGone(id)) + 1;
  for (const id of waiting) {
    if (kept.includes(id)) continue;
    const place = kept.length < room ? kept.length : kept.findIndex(isGone);
    if (place < 0) break;
    kept[place] = id;
  }
  return areEqual(lines, kept) ? lines : kept;
}

/** The lines in order: who has waited longest is first, and nobody who waits no more is there. The same array when nothing changes. */
export function tidied(lines: readonly string[], waiting: readonly string[], room: number): readonly string[] {
  const first = waiting.slice(0, room);
  return areEqual(lines, first) ? lines : first;
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
