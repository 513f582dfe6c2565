'use client';

import type { ReactNode, Ref } from 'react';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useBoard, useIsLive, useSessions } from '#app/live/use-session.ts';
import { Logo } from '#app/parts/logo.tsx';
import { Segmented } from '#app/ui/segmented.tsx';
import { countWords } from './count-words.ts';
import { GROUPINGS, type Grouping, type Layout } from './board-view.ts';
import type { BoardViewHandle } from './use-board-view.ts';

const GROUPING_WORDS: Record<Grouping, string> = {
  none: 'No groups',
  project: 'By project',
  status: 'By status',
  provider: 'By provider',
};

const LAYOUT_OPTIONS: readonly { value: Layout; label: string }[] = [
  { value: 'grid', label: 'Grid' },
  { value: 'list', label: 'List' },
];

interface BoardBarProps {
  handle: BoardViewHandle;
  filterField: Ref<HTMLInputElement>;
  /** The way to a new session. */
  children: ReactNode;
}

/** How much there is, how it is looked at, and the way to more. */
export function BoardBar({ handle, filterField, children }: BoardBarProps) {
  const { view, change, filter, settle } = handle;
  const filterKeys = useAriaKeys('board.filter');
  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-3 py-2 sm:px-5">
      <span className="md:hidden">
        <Logo />
      </span>
      <h1 className="font-semibold text-sm">Board</h1>
      <Counts filter={view.filter} />
      <div className="order-1 flex w-full min-w-0 items-center gap-2 sm:order-none sm:w-auto">
        <div className="relative min-w-0 flex-1 sm:w-44 sm:flex-none">
          <input
            ref={filterField}
            type="search"
            aria-label="Filter sessions"
            aria-keyshortcuts={filterKeys}
            placeholder="Filter"
            value={view.filter}
            onChange={(event) => filter(event.target.value)}
            onBlur={settle}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              if (view.filter === '') event.currentTarget.blur();
              else filter('');
            }}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            className="peer h-7 w-full rounded-md border border-edge bg-ground px-2.5 text-[13px] text-ink placeholder:text-ink-3 touch:h-10 touch:text-base"
          />
          <span className="pointer-events-none absolute inset-y-0 right-2 hidden items-center sm:flex peer-focus:hidden peer-[:not(:placeholder-shown)]:hidden">
            <KeyHint action="board.filter" />
          </span>
        </div>
        <select
          aria-label="Group"
          value={view.group}
          onChange={(event) => change({ group: GROUPINGS.find((group) => group === event.target.value) ?? 'none' })}
          className="h-7 shrink-0 rounded-md border border-edge bg-ground px-1.5 text-[12.5px] text-ink touch:h-10 touch:text-base"
        >
          {GROUPINGS.map((group) => (
            <option key={group} value={group}>
              {GROUPING_WORDS[group]}
            </option>
          ))}
        </select>
        <Segmented label="View" options={LAYOUT_OPTIONS} value={view.layout} onChoose={(layout) => change({ layout })} />
      </div>
      {children}
    </header>
  );
}

function Counts({ filter }: { filter: string }) {
  const sessions = useSessions();
  const isReady = useBoard((board) => board.phase === 'ready');
  const isLive = useIsLive();
  return (
    <p className="min-w-0 flex-1 truncate text-ink-2 tabular-nums">
      {isReady && sessions.length > 0 && countWords(sessions, filter, isLive)}
    </p>
  );
}
