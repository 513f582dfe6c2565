'use client';

import { LayoutGrid, Rows3 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useBoard, useConnection, useIsLive, useSessions } from '#app/live/use-session.ts';
import { Logo } from '#app/parts/logo.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { Segmented } from '#app/ui/segmented.tsx';
import { FILTER_MAX, type Layout } from './board-view.ts';
import { countWords } from './count-words.ts';
import { GroupMenu } from './group-menu.tsx';
import type { BoardViewHandle } from './use-board-view.ts';

/** Only a small screen, where the words have no room, shows the icons. */
const ICON = 'size-4 sm:hidden';

const LAYOUT_OPTIONS: readonly { value: Layout; label: string; icon: ReactNode }[] = [
  { value: 'grid', label: 'Grid', icon: <LayoutGrid aria-hidden="true" className={ICON} /> },
  { value: 'list', label: 'List', icon: <Rows3 aria-hidden="true" className={ICON} /> },
];

interface BoardBarProps {
  handle: BoardViewHandle;
  filterField: RefObject<HTMLInputElement | null>;
  /** Whether there is something to look at in one way or another. */
  hasViews: boolean;
  /** The way to a new session; on a small screen that is in the tabs. */
  children: ReactNode;
}

/** How much there is, how it is looked at, and the way to more. */
export function BoardBar({ handle, filterField, hasViews, children }: BoardBarProps) {
  const { view, change, filter, settle } = handle;
  const filterKeys = useAriaKeys('board.filter');
  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-3 py-2 sm:px-5">
      <span className="md:hidden">
        <Logo />
      </span>
      <h1 className="font-semibold text-sm">Board</h1>
      <Counts filter={view.filter} />
      {hasViews && (
        <div className="order-1 flex w-full min-w-0 items-center gap-2 sm:order-none sm:w-auto">
          <div className="flex min-w-0 flex-1 sm:w-44 sm:flex-none">
            <SearchField
              label="Filter sessions"
              placeholder="Filter"
              value={view.filter}
              onChange={filter}
              onLeave={settle}
              max={FILTER_MAX}
              field={filterField}
              keys={filterKeys}
              hint={<KeyHint action="board.filter" />}
            />
          </div>
          <GroupMenu value={view.group} onChoose={(group) => change({ group })} />
          <Segmented shrinks label="View" options={LAYOUT_OPTIONS} value={view.layout} onChoose={(layout) => change({ layout })} />
        </div>
      )}
      <div className="flex max-md:hidden">{children}</div>
    </header>
  );
}

/** The numbers, or what they wait for. */
function Counts({ filter }: { filter: string }) {
  const sessions = useSessions();
  const phase = useBoard((board) => board.phase);
  const isLive = useIsLive();
  const connected = useConnection().kind === 'connected';
  const words = phase === 'ready' ? sessions.length > 0 && countWords(sessions, filter, isLive) : connected ? 'loading…' : 'connecting…';
  return <p className="min-w-0 flex-1 truncate text-ink-2 tabular-nums">{words}</p>;
}
