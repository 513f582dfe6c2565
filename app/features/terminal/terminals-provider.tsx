'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import type { Live } from '#app/live/live.ts';
import { useConnection } from '#app/live/use-session.ts';
import { whenIdle } from '#app/parts/use-later.ts';
import { createGpuSource } from './gpu.ts';
import type { OpenTerminal, OpenTerminalParts } from './open-terminal.ts';
import type { PreparedScreen } from './prepared-screen.ts';
import { createSpareScreen, type Spare } from './spare-screen.ts';
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

  useEffect(() => live.going.onGoing(keeper.approach), [live, keeper]);

  // Code has a way to go, asking the browser for a GPU takes as long as a frame or two, and a screen some more: not while
  // somebody waits for a terminal, if that can be.
  useEffect(() => {
    if (connected) spare.prepare();
  }, [spare, connected]);

  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

/** A screen, and the code that makes a terminal of it. */
interface Ready extends Spare {
  readonly prepared: PreparedScreen;
  readonly openTerminal: (parts: OpenTerminalParts) => OpenTerminal;
}

function makeTerminals(live: Live) {
  const gpu = createGpuSource(() => document);
  const spare = createSpareScreen({
    async make(): Promise<Ready> {
      const [{ prepareScreen }, drawing, { openTerminal }] = await Promise.all([loadScreen(), gpu.load(), loadTerminal()]);
      const prepared = prepareScreen({ page: document, gpu: drawing, settings: live.settings.store.getState });
      return { prepared, openTerminal, warm: prepared.warm, close: () => prepared.screen.close() };
    },
    whenIdle,
    after,
  });
  const keeper = createTerminalKeeper(live, (session) => {
    const ready = spare.take();
    const open = (one: Ready) => one.openTerminal({ session, live, page: document, prepared: one.prepared });
    return ready instanceof Promise ? ready.then(open) : open(ready);
  });
  return { keeper, spare };
}

export function useTerminalKeeper(): TerminalKeeper {
  const keeper = useContext(KeeperContext);
  if (!keeper) throw new Error('useTerminalKeeper stands outside of TerminalsProvider.');
  return keeper;
}
