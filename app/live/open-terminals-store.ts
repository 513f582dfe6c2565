import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { type SessionId, sessionIdSchema } from '#common/session.ts';
import { NONE_OPEN, type OpenTerminals, withClosed, withOnly, withShown } from './open-terminals.ts';
import type { Board } from './session-store.ts';

const ITEM = 'beckon-open';
const openSchema = z.object({ ids: z.array(sessionIdSchema), last: sessionIdSchema.nullable() });

export interface OpenTerminalsStore {
  readonly store: StoreApi<OpenTerminals>;
  shown(id: SessionId): void;
  closed(id: SessionId): void;
  close(): void;
}

/** The open terminals of this tab. A reload keeps them; what the board no longer has is closed. */
export function createOpenTerminals(storage: Pick<Storage, 'getItem' | 'setItem'>, board: StoreApi<Board>): OpenTerminalsStore {
  const store = createStore<OpenTerminals>(() => readOpen(storage.getItem(ITEM)));

  function become(open: OpenTerminals): void {
    if (open === store.getState()) return;
    store.setState(open, true);
    storage.setItem(ITEM, JSON.stringify(open));
  }

  const stopFollowing = board.subscribe((now, before) => {
    if (now.phase === 'ready' && now.sessions !== before.sessions) become(withOnly(store.getState(), (id) => now.sessions.has(id)));
  });

  return {
    store,
    shown: (id) => become(withShown(store.getState(), id)),
    closed: (id) => become(withClosed(store.getState(), id)),
    close: stopFollowing,
  };
}

function readOpen(text: string | null): OpenTerminals {
  try {
    const open = openSchema.safeParse(JSON.parse(text ?? 'null'));
    return open.success ? open.data : NONE_OPEN;
  } catch {
    // Not JSON: nothing of ours, so nothing is open.
    return NONE_OPEN;
  }
}
