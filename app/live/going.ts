import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionId } from '#common/session.ts';

/** A way to the page of a session, as paths. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/**
 * The way to a session's page that is gone just now. The router hears of it and renders when it finds time; who waits for a
 * terminal is not kept waiting for that.
 */
export interface Going {
  /** Null when the router has arrived. */
  readonly store: StoreApi<Way | null>;
  to(id: SessionId, path: string): void;
  /** The router is at this path. */
  arrived(path: string): void;
  /** Calls `listener` before anything is rendered: what the page shows can be on its way by then. */
  onGoing(listener: (id: SessionId) => void): () => void;
  close(): void;
}

export function createGoing(page: Pick<Window, 'location' | 'addEventListener' | 'removeEventListener'>): Going {
  const store = createStore<Way | null>(() => null);
  const listeners = new Set<(id: SessionId) => void>();
  let here = page.location.pathname;

  /** Back or forward before the router had arrived: it may not hear of the way at all. */
  const turnBack = () => store.setState(null, true);
  page.addEventListener('popstate', turnBack);

  return {
    store,
    to(id, path) {
      for (const listener of listeners) listener(id);
      store.setState({ from: here, to: path }, true);
    },
    arrived(path) {
      here = path;
      store.setState(null, true);
    },
    onGoing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => page.removeEventListener('popstate', turnBack),
  };
}
