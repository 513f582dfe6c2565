'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { createGpuSource } from './gpu.ts';
import { createTerminalKeeper, type TerminalKeeper } from './terminal-keeper.ts';

const KeeperContext = createContext<TerminalKeeper | null>(null);

/** Keeps terminals over the pages that show them. Their code is loaded with the first one. */
export function TerminalsProvider({ children }: { children: ReactNode }) {
  const live = useLive();
  const [gpu] = useState(() => createGpuSource(() => document));
  const [keeper] = useState(() =>
    createTerminalKeeper(live, async (session) => {
      const [{ openTerminal }, drawing] = await Promise.all([import('./open-terminal.ts'), gpu.load()]);
      return openTerminal({ session, live, page: document, gpu: drawing });
    }),
  );

  useEffect(() => () => keeper.close(), [keeper]);

  // Asking the browser takes as long as a frame or two: not while somebody waits for a terminal, if that can be.
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') return;
    const asking = requestIdleCallback(() => void gpu.load());
    return () => cancelIdleCallback(asking);
  }, [gpu]);

  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

export function useTerminalKeeper(): TerminalKeeper {
  const keeper = useContext(KeeperContext);
  if (!keeper) throw new Error('useTerminalKeeper stands outside of TerminalsProvider.');
  return keeper;
}
