'use client';

import { useMemo } from 'react';
import { useBoard } from '#app/live/use-session.ts';
import type { Board } from '#app/live/session-store.ts';
import { arrange, type Group } from './arrange.ts';
import type { BoardView } from './board-view.ts';
import { keepEqual } from './keep-equal.ts';

/**
 * The groups of the board. Programs change titles and statuses many times a second; the board is drawn anew only when a
 * session comes, goes or takes another place. `moved`: ranks that are on their way to the hub.
 */
export function useArrangement(
  { group, filter }: Pick<BoardView, 'group' | 'filter'>,
  moved: ReadonlyMap<string, number>,
): readonly Group[] {
  const select = useMemo(() => {
    const groups = keepEqual((sessions: Board['sessions']) =>
      arrange(
        [...sessions.values()].map((session) => ({ ...session, rank: moved.get(session.id) ?? session.rank })),
        { group, filter },
      ),
    );
    return (board: Board) => groups(board.sessions);
  }, [group, filter, moved]);
  return useBoard(select);
}
