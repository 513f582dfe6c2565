'use client';

import type { KeyPlace } from '#app/actions/action-keys.ts';
import type { ActionId } from '#app/actions/action-table.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';

/** The keys that a person changed in this browser, and how to change them. */
export function useKeyChanges() {
  const { settings } = useLive();
  const keys = useSetting('keys');

  /** Null takes the key away. */
  function change(id: ActionId, place: KeyPlace, text: string | null): void {
    settings.set({ keys: { ...keys, [id]: { ...keys[id], [place]: text } } });
  }

  function reset(id: ActionId, place: KeyPlace): void {
    settings.set({ keys: { ...keys, [id]: { ...keys[id], [place]: undefined } } });
  }

  return {
    isChanged: Object.values(keys).some(({ page, terminal }) => page !== undefined || terminal !== undefined),
    changed: (id: ActionId, place: KeyPlace) => keys[id]?.[place] !== undefined,
    change,
    reset,
    resetAll: () => settings.set({ keys: {} }),
  };
}
