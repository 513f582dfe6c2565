'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { whenIdle } from '#app/parts/use-later.ts';
import { createGpuSource } from './gpu.ts';
import { createTerminalKeeper, type TerminalKeeper } from './terminal-keeper.ts';

const KeeperContext = createContext<TerminalKeeper | null>(null);

const loadTerminal = () => import('./open-terminal.ts');

/** Keeps terminals over the pages that show them. Their code is loaded with the first one, or before, when there is time. */
export function TerminalsProvider({ children }: { children: ReactNode }) {
  const live = useLive();
  const connected = useConnection().kind === 'connected';
  const [gpu] = useState(() => createGpuSource(() => document));
  const [keeper] = useState(() =>
    createTerminalKeeper(live, async (session) => {
      const [{ openTerminal }, drawing] = await Promise.all([loadTerminal(), gpu.load()]);
      return openTerminal({ session, live, page: document, gpu: drawing });
    }),
  );

  useEffect(() => () => keeper.close(), [keeper]);

  // Asking the browser for a GPU takes as long as a frame or two, and code has a way to go: not while somebody waits for a
  // terminal, if that can be. A failure is told when one is opened.
  useEffect(() => {
    if (!connected) return;
    return whenIdle(() => {
      void loadTerminal().catch(() => undefined);
      void gpu.load();
    });
  }, [gpu, connected]);

  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

export function useTerminalKeeper(): TerminalKeeper {
  const keeper = useContext(KeeperContext);
  if (!keeper) throw new Error('useTerminalKeeper stands outside of TerminalsProvider.');
  return keeper;
}
