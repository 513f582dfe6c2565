'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { createTerminalKeeper, type TerminalKeeper } from './terminal-keeper.ts';

const KeeperContext = createContext<TerminalKeeper | null>(null);

/** Keeps terminals over the pages that show them. Their code is loaded with the first one. */
export function TerminalsProvider({ children }: { children: ReactNode }) {
  const live = useLive();
  const [keeper] = useState(() =>
    createTerminalKeeper(live, async (session) => {
      const { openTerminal } = await import('./open-terminal.ts');
      return openTerminal({ session, live, page: document });
    }),
  );

  useEffect(() => () => keeper.close(), [keeper]);

  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

export function useTerminalKeeper(): TerminalKeeper {
  const keeper = useContext(KeeperContext);
  if (!keeper) throw new Error('useTerminalKeeper stands outside of TerminalsProvider.');
  return keeper;
}
