'use client';

import type { RefObject } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import type { Grouping } from './board-view.ts';
import type { BoardViewHandle } from './use-board-view.ts';

/** Offers what the board's bar does as actions. Asking again for the grouping that is there takes it away. */
export function useBoardActions({ view, change }: BoardViewHandle, filterField: RefObject<HTMLInputElement | null>): void {
  const group = (wanted: Grouping) => () => change({ group: view.group === wanted ? 'none' : wanted });
  useAction('board.filter', () => {
    filterField.current?.focus();
    filterField.current?.select();
  });
  useAction('board.view.grid', () => change({ layout: 'grid' }));
  useAction('board.view.list', () => change({ layout: 'list' }));
  useAction('board.group.project', group('project'));
  useAction('board.group.status', group('status'));
  useAction('board.group.provider', group('provider'));
}
