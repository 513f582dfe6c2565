'use client';

import type { RefObject } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import type { Grouping } from './board-view.ts';
import type { BoardViewHandle } from './use-board-view.ts';

interface BoardActionsParts {
  readonly handle: BoardViewHandle;
  readonly filterField: RefObject<HTMLInputElement | null>;
  /** Whether there is something to look at in one way or another. */
  readonly hasViews: boolean;
}

/** Offers what the board's bar does as actions. */
export function useBoardActions({ handle: { change }, filterField, hasViews }: BoardActionsParts): void {
  const offered = (run: () => void) => (hasViews ? run : null);
  const group = (wanted: Grouping) => offered(() => change({ group: wanted }));
  const focusFilter = () => {
    filterField.current?.focus();
    filterField.current?.select();
  };
  useAction('board.filter', offered(focusFilter));
  useAction(
    'board.view.grid',
    offered(() => change({ layout: 'grid' })),
  );
  useAction(
    'board.view.list',
    offered(() => change({ layout: 'list' })),
  );
  useAction('board.group.none', group('none'));
  useAction('board.group.project', group('project'));
  useAction('board.group.status', group('status'));
  useAction('board.group.provider', group('provider'));
}
