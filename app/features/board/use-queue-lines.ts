'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { keepPlaces, tidied } from './queue-lines.ts';

/**
 * Which sessions have a line in the queue (`queue`). By itself it moves nobody who is shown. It tidies up when a person has
 * just pressed or clicked something, and thus is not about to: but not while the focus is in it.
 */
export function useQueueLines(waiting: readonly string[], room: number, queue: RefObject<HTMLElement | null>): readonly string[] {
  const [shown, setShown] = useState<readonly string[]>([]);
  const latest = useRef({ waiting, room });
  useEffect(() => {
    latest.current = { waiting, room };
  });

  useEffect(() => {
    const tidy = () => {
      if (queue.current?.contains(document.activeElement) !== true)
        setShown((now) => tidied(now, latest.current.waiting, latest.current.room));
    };
    // In the capture phase: a key that is an action's goes no further.
    window.addEventListener('click', tidy, true);
    window.addEventListener('keydown', tidy, true);
    return () => {
      window.removeEventListener('click', tidy, true);
      window.removeEventListener('keydown', tidy, true);
    };
  }, [queue]);

  const lines = keepPlaces(shown, waiting, room);
  if (lines !== shown) setShown(lines);
  return lines;
}
