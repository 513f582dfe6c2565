'use client';

import { useSyncExternalStore } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { shortDuration } from './duration.ts';
import { momentWords } from './moment-words.ts';

/**
 * How long ago something began; the exact time is its title. `until`: when it was last heard of, from where its age does
 * not grow; null while it is. Both in Unix milliseconds. Drawn again only when its words change, not at every tick.
 */
export function Age({ since, until = null }: { since: number; until?: number | null }) {
  const { clock } = useLive();
  const words = () => shortDuration((until ?? clock.now()) - since);
  const age = useSyncExternalStore(clock.subscribe, words, words);
  return (
    <time dateTime={new Date(since).toISOString()} title={momentWords(since)} className="font-mono text-xs tabular-nums">
      {age}
    </time>
  );
}
