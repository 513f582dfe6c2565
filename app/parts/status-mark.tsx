'use client';

import type { ReactNode } from 'react';
import type { Session } from '#common/session.ts';
import { useLastKnownAt } from '#app/live/use-session.ts';
import { Age } from './age.tsx';
import { type Look, lookOf, STATUS_WORDS, turns } from './status-words.ts';

const COLOURS: Record<Look, string> = {
  running: 'text-running',
  input: 'text-input',
  permission: 'text-permission',
  exited: 'text-exited',
  failed: 'text-failed',
  unknown: 'text-unknown',
};

/** A shape for each status, so that colour is never the only sign. Drawn in a square of 14. */
const SHAPES: Record<Look, ReactNode> = {
  running: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeOpacity="0.28" strokeWidth="2" />
      <path d="M7 2a5 5 0 0 1 5 5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  input: (
    <path
      d="M3.5 2h7A1.5 1.5 0 0 1 12 3.5v4A1.5 1.5 0 0 1 10.5 9H7l-3 3V9h-.5A1.5 1.5 0 0 1 2 7.5v-4A1.5 1.5 0 0 1 3.5 2z"
      fill="currentColor"
    />
  ),
  permission: (
    <>
      <path d="M7 1l5 2v3.5c0 3-2 5.2-5 6.5-3-1.3-5-3.5-5-6.500V3z" fill="currentColor" />
      <path d="M7 4.200v3M7 9.300v.1" stroke="var(--ground)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  exited: <rect x="3" y="3" width="8" height="8" rx="2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  failed: (
    <>
      <rect x="2" y="2" width="10" height="10" rx="2.5" fill="currentColor" />
      <path d="M5 5l4 4M9 5l-4 4" stroke="var(--ground)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 2" />
      <path
        d="M5.8 5.600a1.3 1.3 0 1 1 1.7 1.300c-.4.2-.5.4-.5.800M7 9.600v.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
      />
    </>
  ),
};

/** `isPast`: the session was so once, and nothing of it moves. */
export function StatusGlyph({ session, isPast = false }: { session: Session; isPast?: boolean }) {
  const look = lookOf(session);
  const isLive = useLastKnownAt(session) === null;
  const colour = isLive ? `${COLOURS[look]} ${turns(session) && !isPast ? 'turning' : ''}` : 'text-ink-3';
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true" className={`size-3.5 shrink-0 ${colour}`}>
      {SHAPES[look]}
    </svg>
  );
}

/** Where the words of a status make room: everywhere, or in a card (a container of that name) below these widths. */
const BRIEF = {
  never: '',
  always: 'sr-only',
  'in-narrow-card': '@max-[25rem]/card:sr-only',
  'in-card': '@max-[40rem]/card:sr-only',
} as const;

interface StatusLineProps {
  session: Session;
  brief?: Exclude<keyof typeof BRIEF, 'always'>;
}

/**
 * The status in words and for how long. Without the server it is only what was last known: it says so, and grows no older.
 * `brief`: where it says only what is waited for, which it always does when the server is lost; a reader still hears all of it.
 */
export function StatusLine({ session, brief = 'never' }: StatusLineProps) {
  const lastKnownAt = useLastKnownAt(session);
  // As wide as its longest brief word: what is before it does not move with its status.
  const room = brief === 'in-card' ? 'text-right @max-[40rem]/card:min-w-[10ch]' : '';
  return (
    // Another status is other words, not the same ones elsewhere.
    <span key={session.status} className="flex min-w-0 max-w-full items-baseline gap-2">
      {lastKnownAt === null ? (
        <span className={`truncate font-mono text-xs ${room} ${COLOURS[lookOf(session)]}`}>
          <Word of={session} brief={brief} />
        </span>
      ) : (
        <span className="truncate font-mono text-ink-2 text-xs italic">
          last known: <Word of={session} brief={brief === 'never' ? 'never' : 'always'} />
        </span>
      )}
      <span className="shrink-0 text-ink-3">
        <Age since={session.statusSince} until={lastKnownAt} />
      </span>
    </span>
  );
}

const WAITS = 'waiting for ';

function Word({ of: { status }, brief }: { of: Session; brief: keyof typeof BRIEF }) {
  const word = STATUS_WORDS[status];
  if (brief === 'never' || !word.startsWith(WAITS)) return word;
  return (
    <>
      <span className={BRIEF[brief]}>{WAITS}</span>
      {word.slice(WAITS.length)}
    </>
  );
}
