import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Exit } from '#common/session.ts';
import type { Failure } from '#common/result.ts';

/** The few facts of an open terminal that the rest of the page shows. Its bytes never come here. */
export interface TerminalFacts {
  /** `failed`: it could not be attached, or the viewer was closed; `problem` says why. */
  readonly phase: 'attaching' | 'attached' | 'failed';
  readonly problem: Failure | null;
  /** Who owns size and input. */
  readonly owner: 'self' | 'other' | 'nobody';
  /** Grid of the PTY, null before it is known. */
  readonly grid: { readonly cols: number; readonly rows: number } | null;
  /** It fell behind; a fresh picture is on its way. */
  readonly stale: boolean;
  /** Lines of the history that are in view are still on their way. */
  readonly loading: boolean;
  /** The program ended, as this terminal heard it. */
  readonly ended: { readonly exit: Exit | null } | null;
  /** Only the last picture is left: the machine lost the process, in a reboot for example. */
  readonly lost: boolean;
  /** Why the last key or paste was not sent; null again with the next that was. */
  readonly notSent: string | null;
  /** A long paste that is under way: bytes that the program has read, and all of them. `waits`: it has stopped reading. */
  readonly paste: { readonly sent: number; readonly total: number; readonly waits: boolean } | null;
  /** Text that the program wants to write to the clipboard, about which a person is asked. */
  readonly clipboard: { readonly text: string; readonly serial: number } | null;
  /** What a person said for good about such wishes of this session; null when they are asked. */
  readonly clipboardChoice: 'allow' | 'never' | null;
}

export const UNATTACHED: TerminalFacts = {
  phase: 'attaching',
  problem: null,
  owner: 'nobody',
  grid: null,
  stale: false,
  loading: false,
  ended: null,
  lost: false,
  notSent: null,
  paste: null,
  clipboard: null,
  clipboardChoice: null,
};

export interface TerminalFactsStore {
  readonly store: StoreApi<ReadonlyMap<string, TerminalFacts>>;
  update(session: string, facts: Partial<TerminalFacts>): void;
  forget(session: string): void;
}

export function createTerminalFacts(): TerminalFactsStore {
  const store = createStore<ReadonlyMap<string, TerminalFacts>>(() => new Map());
  return {
    store,
    update(session, facts) {
      const known = store.getState().get(session) ?? UNATTACHED;
      const keys = Object.keys(facts) as (keyof TerminalFacts)[];
      if (keys.every((key) => Object.is(known[key], facts[key])) && store.getState().has(session)) return;
      store.setState(new Map(store.getState()).set(session, { ...known, ...facts }), true);
    },
    forget(session) {
      const next = new Map(store.getState());
      if (next.delete(session)) store.setState(next, true);
    },
  };
}
