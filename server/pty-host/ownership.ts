import { OWNER_GONE_MS, OWNER_KEPT_MS } from '#common/limits.ts';

/**
 * Who owns size and input of a session: one viewer, or nobody. Pure: state and event in, state out.
 *
 * The first to attach owns. Ownership passes by taking over, or with the first key of another: at once while the owner is
 * hidden, after two seconds when it is gone. A vanished owner finds its place kept: two seconds when its page was lost, ten when the client
 * that carried all pages was.
 */
export interface Ownership<Viewer> {
  readonly owner: Viewer | null;
  /** The page or terminal behind the owner, the same over reconnects. */
  readonly client: string | null;
  /** When the owner vanished without a word, monotonic milliseconds; null while it is there or when it said goodbye. */
  readonly goneAt: number | null;
  /** How long from then nobody becomes owner just by attaching, milliseconds. */
  readonly keptFor: number;
}

/** How a viewer left: it said so, its page was lost, or the client behind it was (the hub, with all its pages). */
export type Leaving = 'said' | 'page_lost' | 'client_lost';

export const UNOWNED: Ownership<never> = { owner: null, client: null, goneAt: null, keptFor: 0 };

export function attached<V>(state: Ownership<V>, viewer: V, client: string, now: number): Ownership<V> {
  const own: Ownership<V> = { owner: viewer, client, goneAt: null, keptFor: 0 };
  if (client === state.client) return own; // also when its broken connection has not been noticed yet
  if (state.owner !== null) return state;
  const kept = state.goneAt !== null && now - state.goneAt < state.keptFor;
  return kept ? state : own;
}

export function left<V>(state: Ownership<V>, viewer: V, how: Leaving, now: number): Ownership<V> {
  if (state.owner !== viewer) return state;
  if (how === 'said') return UNOWNED;
  return { owner: null, client: state.client, goneAt: now, keptFor: how === 'page_lost' ? OWNER_GONE_MS : OWNER_KEPT_MS };
}

export function takenOver<V>(viewer: V, client: string): Ownership<V> {
  return { owner: viewer, client, goneAt: null, keptFor: 0 };
}

/** A key of a viewer: the state after it. The key counts only when the viewer is the owner then. */
export function keyed<V>(state: Ownership<V>, key: { viewer: V; client: string; ownerHidden: boolean; now: number }): Ownership<V> {
  if (state.owner === key.viewer) return state;
  if (state.owner !== null) return key.ownerHidden ? takenOver(key.viewer, key.client) : state;
  const gone = state.goneAt === null || key.now - state.goneAt >= OWNER_GONE_MS;
  return gone ? takenOver(key.viewer, key.client) : state;
}
