'use client';

import type { SessionId } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useGoTo } from '#app/parts/use-go-to.ts';

/** Closes a session's terminal and goes to its neighbour, or calls `onNone` when it was the last one. */
export function useLeave(onNone: () => void): (id: SessionId) => void {
  const { open } = useLive();
  const goTo = useGoTo();
  return (id) => {
    open.closed(id);
    const { last } = open.store.getState();
    if (last === null) onNone();
    else goTo(last);
  };
}
