'use client';

import { useStore } from 'zustand/react';
import type { ActionId } from './action-table.ts';
import { useActions } from './actions-provider.tsx';

/** Whether somebody offers an action now, so that its button does something. */
export function useIsOffered(id: ActionId): boolean {
  return useStore(useActions().offered.store, (ids) => ids.has(id));
}
