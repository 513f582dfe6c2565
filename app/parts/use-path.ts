'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { useWay } from '#app/live/use-session.ts';

/** The path of the page that is shown: the one that is gone to, also before the router has arrived there. */
export function usePath(): string {
  const path = usePathname();
  const way = useWay();
  return way !== null && way.from === path ? way.to : path;
}

/** Says where the router is; once for the page. */
export function useArrivals(): void {
  const { going } = useLive();
  const path = usePathname();
  useEffect(() => going.arrived(path), [going, path]);
}
