'use client';

import { useSyncExternalStore } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { shortDuration } from './duration.ts';
import { momentWords } from './moment-words.ts';

/** Of an age of seconds, minutes or hours: shorter ones have spaces before them, so that nothing moves when it grows. */
const CHARACTERS = 3;

/**
 * How long ago something began; the exact time is its title. `until`: when it was last heard of, from where its age does
 * not grow; null while it is. Both in Unix milliseconds. Drawn again only when its words change, not at every tick.
 */
export function Age({ since, until = null }: { since: number; until?: number | null }) {
  const { clock } = useLive();
  const words = () => shortDuration((until ?? clock.now()) - since).padStart(CHARACTERS);
  const age = useSyncExternalStore(clock.subscribe, words, words);
  return (
    <time dateTime={new Date(since).toISOString()} title={momentWords(since)} className="whitespace-pre font-mono text-xs tabular-nums">
      {age}
    </time>
  );
}
