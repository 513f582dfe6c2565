'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useConnection } from '#app/live/use-session.ts';
import { toast } from '#app/ui/toast.ts';

/**
 * A part of the page whose code is not needed for its first picture. It is fetched when the connected page has nothing else
 * to do, so that it opens at once, and without the server too; or when it is `wanted` before. Null until it is there.
 *
 * `load` must always be the same function. When what is wanted cannot be fetched, a toast says so and `onFailed` is called.
 */
export function useLater<T>(load: () => Promise<T>, wanted: boolean, onFailed: () => void): T | null {
  const connected = useConnection().kind === 'connected';
  const [part, setPart] = useState<{ readonly is: T } | null>(null);
  const isMissing = part === null;

  const failed = useEffectEvent(() => {
    if (!wanted) return; // it is asked for again when it is wanted
    const way = connected ? 'Try again, or reload the page.' : 'Try again when the server is back.';
    toast(`This could not be opened: its code did not come from the server. ${way}`, { tone: 'bad' });
    onFailed();
  });

  useEffect(() => {
    if (!isMissing || !(wanted || connected)) return;
    const fetchPart = () => void load().then((is) => setPart({ is }), failed);
    if (!wanted) return whenIdle(fetchPart);
    fetchPart();
  }, [isMissing, wanted, connected, load]);

  return part?.is ?? null;
}

/** Runs something when the browser has nothing else to do; gives how to take that back. Safari cannot tell: there it waits. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(run);
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(run, 1000);
  return () => clearTimeout(timer);
}
