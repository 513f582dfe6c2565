import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Session } from '#common/session.ts';

/** That somebody wants the dialog for a new session, and for one like which. */
export interface NewSessionCall {
  readonly like: Session | null;
}

/** Null while nobody does. */
export type NewSessionCalls = StoreApi<NewSessionCall | null>;

export function createNewSessionCalls(): NewSessionCalls {
  return createStore<NewSessionCall | null>(() => null);
}
