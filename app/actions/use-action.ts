'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { ActionId } from './action-table.ts';
import { useActions } from './actions-provider.tsx';
import type { Offered } from './offered-actions.ts';

/**
 * Offers an action while the component is mounted: its keys work and the palette lists it. `handler` null: not now.
 * A handler may be a new function at each render. `on`: the name of what it acts on, where a page has several of those.
 */
export function useAction(id: ActionId, handler: (() => void) | null, on?: string): void {
  const { offered } = useActions();
  const latest = useRef(handler);
  const isOffered = handler !== null;

  useEffect(() => {
    latest.current = handler;
  });

  useEffect(() => {
    if (!isOffered) return;
    return offered.offer(id, () => latest.current?.(), on);
  }, [offered, id, isOffered, on]);
}

/** The actions that can be run now. */
export function useOffered(): Offered {
  return useStore(useActions().offered.store);
}

/** Whether the prefix was pressed in a terminal, and the next key is awaited. */
export function usePrefixPressed(): boolean {
  return useStore(useActions().armed);
}
