'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createLive, type Live, wakeWithPage } from './live.ts';

const LiveContext = createContext<Live | null>(null);

/**
 * Gives the page its live parts, in the browser only: on the server `fallback` is shown, and until the first effect as well,
 * so that both render the same.
 */
export function LiveProvider({ children, fallback }: { children: ReactNode; fallback: ReactNode }) {
  const [live, setLive] = useState<Live | null>(null);

  useEffect(() => {
    const made = createLive(window);
    const stopWaking = wakeWithPage(window, made);
    made.connection.start();
    setLive(made);
    return () => {
      stopWaking();
      made.going.close();
      made.open.close();
      made.record.close();
      made.previews.close();
      made.store.close();
      made.connection.close();
      made.settings.close();
    };
  }, []);

  if (!live) return fallback;
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive stands outside of LiveProvider.');
  return live;
}
