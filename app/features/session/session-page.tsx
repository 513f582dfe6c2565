'use client';

import '#app/live/no-eval.ts';
import { usePathname } from 'next/navigation';
import type { SessionId } from '#common/session.ts';
import { sessionAt } from '#app/parts/session-path.ts';
import { SessionView } from './session-view.tsx';

/**
 * The page of one session. Which one is read from the address as it is now: going from one terminal to the next changes
 * only the address, without asking the server for a page that would be the same. `first` is what the server was asked for.
 */
export function SessionPage({ first }: { first: SessionId }) {
  return <SessionView id={sessionAt(usePathname()) ?? first} />;
}
