'use client';

import type { ReactNode } from 'react';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { TryDemo } from './try-demo.tsx';

/** A board without sessions: what one is, and two ways to the first. `children`: the way to a session of one's own. */
export function EmptyBoard({ children }: { children: ReactNode }) {
  return (
    <EmptyState
      title="No session yet"
      text={
        <>
          <p>
            A session is one program in one terminal: a coding agent, a shell, any command. It runs on when this page is closed and when the
            server stops.
          </p>
          <p>The demo agents show how that looks. They need no account and no network, and work in a scratch folder.</p>
        </>
      }
    >
      <TryDemo />
      {children}
    </EmptyState>
  );
}
