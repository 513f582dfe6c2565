'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { ActionId } from './action-table.ts';
import { useActions } from './actions-provider.tsx';

/**
 * Offers an action while the component is mounted: its keys work and the palette lists it. `handler` null: not now.
 * A handler may be a new function at each render.
 */
export function useAction(id: ActionId, handler: (() => void) | null): void {
  const { offered } = useActions();
  const latest = useRef(handler);
  const isOffered = handler !== null;

  useEffect(() => {
    latest.current = handler;
  });

  useEffect(() => {
    if (!isOffered) return;
    return offered.offer(id, () => latest.current?.());
  }, [offered, id, isOffered]);
}

/** The actions that can be run now. */
export function useOffered(): ReadonlySet<ActionId> {
  return useStore(useActions().offered.store);
}

/** Whether the prefix was pressed in a terminal, and the next key is awaited. */
export function usePrefixPressed(): boolean {
  return useStore(useActions().armed);
}
