'use client';

import type { Board } from '#app/live/session-store.ts';
import { useBoard } from '#app/live/use-session.ts';
import { waits } from './waiting.ts';

const count = (board: Board) => [...board.sessions.values()].filter(waits).length;

/** How many sessions wait for a person. */
export function useWaiting(): number {
  return useBoard(count);
}
