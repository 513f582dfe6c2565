import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionId } from './action-table.ts';

type Handler = () => void;

/** Which actions can be run now. Two may offer the same; the one that came last is asked, as a dialog over a page. */
export interface OfferedActions {
  readonly store: StoreApi<ReadonlySet<ActionId>>;
  /** Offers an action until what it gives is called. */
  offer(id: ActionId, handler: Handler): () => void;
  /** Whether somebody offered it, and so it ran. */
  run(id: ActionId): boolean;
}

export function createOfferedActions(): OfferedActions {
  const store = createStore<ReadonlySet<ActionId>>(() => new Set());
  const handlers = new Map<ActionId, { handler: Handler }[]>();

  return {
    store,
    offer(id, handler) {
      const entry = { handler };
      const entries = handlers.get(id) ?? [];
      entries.push(entry);
      handlers.set(id, entries);
      if (entries.length === 1) store.setState(new Set(store.getState()).add(id), true);
      return () => {
        const at = entries.indexOf(entry);
        if (at === -1) return;
        entries.splice(at, 1);
        if (entries.length > 0) return;
        const left = new Set(store.getState());
        left.delete(id);
        store.setState(left, true);
      };
    },
    run(id) {
      const last = handlers.get(id)?.at(-1);
      last?.handler();
      return last !== undefined;
    },
  };
}
