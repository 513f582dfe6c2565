'use client';

import '#app/live/no-eval.ts';
import type { ReactNode } from 'react';
import { sessionAt } from '#app/parts/session-path.ts';
import { SessionBoundary } from './session-boundary.tsx';
import { SessionView } from './session-view.tsx';
import { usePath } from '#app/parts/use-path.ts';

/**
 * Shows the session that the address names, and every other page as it is. A session's page is the same for all of them and every
 * page has its code, so going to one changes only the address: nobody waits for the server to send what is here already.
 */
export function SessionRoom({ children }: { children: ReactNode }) {
  const id = sessionAt(usePath());
  if (id === null) return children;
  return (
    <SessionBoundary id={id}>
      <SessionView id={id} />
    </SessionBoundary>
  );
}
