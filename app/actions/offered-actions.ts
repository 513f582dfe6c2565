import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionId } from './action-table.ts';

type Handler = () => void;

/** The actions that can be run now, each with the name of what it acts on; null where that goes without saying. */
export type Offered = ReadonlyMap<ActionId, string | null>;

/** Which actions can be run now. Two may offer the same; the one that came last is asked, as a dialog over a page. */
export interface OfferedActions {
  readonly store: StoreApi<Offered>;
  /** Offers an action, on what is called `on`, until what it gives is called. */
  offer(id: ActionId, handler: Handler, on?: string): () => void;
  /** Whether somebody offered it, and so it ran. */
  run(id: ActionId): boolean;
}

export function createOfferedActions(): OfferedActions {
  const store = createStore<Offered>(() => new Map());
  const handlers = new Map<ActionId, { handler: Handler; on: string | null }[]>();

  function tell(id: ActionId): void {
    const last = handlers.get(id)?.at(-1);
    const all = new Map(store.getState());
    if (last === undefined) all.delete(id);
    else all.set(id, last.on);
    store.setState(all, true);
  }

  return {
    store,
    offer(id, handler, on) {
      const entry = { handler, on: on ?? null };
      const entries = handlers.get(id) ?? [];
      entries.push(entry);
      handlers.set(id, entries);
      tell(id);
      return () => {
        const at = entries.indexOf(entry);
        if (at === -1) return;
        entries.splice(at, 1);
        tell(id);
      };
    },
    run(id) {
      const last = handlers.get(id)?.at(-1);
      last?.handler();
      return last !== undefined;
    },
  };
}
