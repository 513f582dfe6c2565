'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useSetting } from '#app/live/use-session.ts';
import { type ActionKeys, actionKeys } from './action-keys.ts';
import type { ActionId } from './action-table.ts';
import { parseChord } from './key-chord.ts';
import { focusPlace, keyVerdict } from './key-dispatch.ts';
import { isMac } from './key-words.ts';
import { createOfferedActions, type OfferedActions } from './offered-actions.ts';

export interface Actions {
  readonly offered: OfferedActions;
  /** Runs an action that somebody offers, as its key would; says whether one did. */
  readonly run: (id: ActionId) => boolean;
  readonly keys: ActionKeys;
  readonly mac: boolean;
  /** Whether the prefix was pressed in a terminal, and the next key is awaited. */
  readonly armed: StoreApi<boolean>;
}

const ActionsContext = createContext<Actions | null>(null);

/** Gives the page its actions, and listens for their keys: the only listener of the page that starts one. */
export function ActionsProvider({ children }: { children: ReactNode }) {
  const changes = useSetting('keys');
  const prefixText = useSetting('prefix');
  const mac = useMemo(() => isMac(navigator), []);
  const [{ offered, armed }] = useState(() => ({ offered: createOfferedActions(), armed: createStore(() => false) }));
  const keys = useMemo(() => actionKeys(changes, mac), [changes, mac]);
  const actions = useMemo(() => ({ offered, run: offered.run, keys, mac, armed }), [offered, keys, mac, armed]);

  useEffect(() => {
    const prefix = prefixText === null ? null : parseChord(prefixText, mac);

    function pressed(event: KeyboardEvent): void {
      const state = { keys, offered: offered.store.getState(), prefix, armed: armed.getState() };
      const verdict = keyVerdict(event, focusPlace(event.target, event.key), state);
      armed.setState(verdict.kind !== 'run' && verdict.armed, true);
      if (verdict.kind === 'pass') return;
      event.preventDefault();
      event.stopPropagation();
      if (verdict.kind === 'run') offered.run(verdict.id);
    }
    const disarm = () => armed.setState(false, true);

    // In the capture phase: the terminal must not see a key that is ours.
    window.addEventListener('keydown', pressed, true);
    window.addEventListener('blur', disarm);
    window.addEventListener('pointerdown', disarm, true);
    return () => {
      window.removeEventListener('keydown', pressed, true);
      window.removeEventListener('blur', disarm);
      window.removeEventListener('pointerdown', disarm, true);
    };
  }, [offered, armed, keys, prefixText, mac]);

  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('useActions stands outside of ActionsProvider.');
  return actions;
}
