'use client';

import { useNow } from '#app/live/use-session.ts';
import { shortDuration } from './duration.ts';

/**
 * How long ago something began; the exact time is its title. `until`: when it was last heard of, from where its age does
 * not grow; null while it is. Both in Unix milliseconds.
 */
export function Age({ since, until = null }: { since: number; until?: number | null }) {
  const now = useNow();
  const exact = new Date(since);
  return (
    <time dateTime={exact.toISOString()} title={exact.toLocaleString()} className="font-mono text-xs tabular-nums">
      {shortDuration((until ?? now) - since)}
    </time>
  );
}
