'use client';

import type { ReactNode } from 'react';
import { useFocusOnArrival } from './focus-heading.ts';
import { Rail } from './rail/rail.tsx';
import { sessionAt } from './session-path.ts';
import { TabBar } from './tab-bar.tsx';
import { useLinkGuard } from './use-go.ts';
import { useArrivals, usePath } from './use-path.ts';

/** The element that a page fills, and where a way past the rail leads. */
export const PAGE_ROOM = 'content';

/**
 * What stands around every page: the rail on the left, on a small screen the tabs at the bottom. A page fills the room
 * beside them (`h-full`), and what it fixes stays in that room. A terminal on a small screen needs all of it: no tabs there.
 */
export function Shell({ children }: { children: ReactNode }) {
  useLinkGuard();
  useArrivals();
  const path = usePath();
  useFocusOnArrival(path);
  const hasTabs = sessionAt(path) === null;
  return (
    <div className="flex h-dvh overflow-hidden max-md:flex-col">
      <a
        href={`#${PAGE_ROOM}`}
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md border border-line-strong bg-raised px-3 py-2 font-medium focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail />
      <div id={PAGE_ROOM} tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto outline-none [contain:layout]">
        {children}
      </div>
      {hasTabs && <TabBar />}
    </div>
  );
}
