'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import type { Live } from '#app/live/live.ts';
import { useConnection } from '#app/live/use-session.ts';
import { whenIdle } from '#app/parts/use-later.ts';
import { createGpuSource } from './gpu.ts';
import { createSpareScreen } from './spare-screen.ts';
import { createTerminalKeeper, type TerminalKeeper } from './terminal-keeper.ts';

const KeeperContext = createContext<TerminalKeeper | null>(null);

const loadScreen = () => import('./prepared-screen.ts');
const loadTerminal = () => import('./open-terminal.ts');

function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

/** Keeps terminals over the pages that show them. Their code is loaded with the first one, or before, when there is time. */
export function TerminalsProvider({ children }: { children: ReactNode }) {
  const live = useLive();
  const connected = useConnection().kind === 'connected';
  const [{ keeper, spare }] = useState(() => makeTerminals(live));

  useEffect(
    () => () => {
      keeper.close();
      spare.close();
    },
    [keeper, spare],
  );

  // Code has a way to go, asking the browser for a GPU takes as long as a frame or two, and a screen some more: not while
  // somebody waits for a terminal, if that can be.
  useEffect(() => {
    if (connected) spare.prepare();
  }, [spare, connected]);

  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

function makeTerminals(live: Live) {
  const gpu = createGpuSource(() => document);
  const spare = createSpareScreen({
    async make() {
      const [{ prepareScreen }, drawing] = await Promise.all([loadScreen(), gpu.load(), loadTerminal()]);
      return prepareScreen({ page: document, gpu: drawing, settings: live.settings.store.getState });
    },
    whenIdle,
    after,
  });
  const keeper = createTerminalKeeper(live, async (session) => {
    const [{ openTerminal }, prepared] = await Promise.all([loadTerminal(), spare.take()]);
    return openTerminal({ session, live, page: document, prepared });
  });
  return { keeper, spare };
}

export function useTerminalKeeper(): TerminalKeeper {
  const keeper = useContext(KeeperContext);
  if (!keeper) throw new Error('useTerminalKeeper stands outside of TerminalsProvider.');
  return keeper;
}
