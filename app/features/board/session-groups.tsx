'use client';

import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useShortPath } from '#app/parts/use-short-path.ts';
import type { Group } from './arrange.ts';
import { useBoardCommands } from './board-commands.tsx';
import type { Layout } from './board-view.ts';
import { CARDS } from './card-look.ts';
import { createDragOrder } from './drag-order.ts';
import { SessionCard } from './session-card.tsx';
import { SessionLine } from './session-line.tsx';

interface SessionGroupsProps {
  groups: readonly Group[];
  layout: Layout;
  /** A card was dropped at another place of those of its group and kind. */
  onDrop: (id: string, from: number, to: number) => void;
  /** The element around all cards. */
  cards: RefObject<HTMLDivElement | null>;
}

/** The sessions of the board, in groups that can be folded; one group without a title has no heading. */
export function SessionGroups({ groups, layout, onDrop, cards }: SessionGroupsProps) {
  const { openMenu } = useBoardCommands();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const element = cards.current;
    const openAtPointer = (event: MouseEvent) => {
      const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-session]')?.dataset.session : undefined;
      if (id === undefined) return;
      event.preventDefault();
      openMenu(id, { x: event.clientX, y: event.clientY });
    };
    element?.addEventListener('contextmenu', openAtPointer);
    return () => element?.removeEventListener('contextmenu', openAtPointer);
  }, [cards, openMenu]);

  function fold(key: string): void {
    const next = new Set(folded);
    if (!next.delete(key)) next.add(key);
    setFolded(next);
  }

  return (
    <div ref={cards} className="@container flex flex-col gap-5">
      {groups.map((group) => (
        <GroupOfSessions
          key={group.key}
          group={group}
          layout={layout}
          isFolded={group.title !== '' && folded.has(group.key)}
          onFold={() => fold(group.key)}
          onDrop={onDrop}
        />
      ))}
    </div>
  );
}

interface GroupProps {
  group: Group;
  layout: Layout;
  isFolded: boolean;
  onFold: () => void;
  onDrop: (id: string, from: number, to: number) => void;
}

function GroupOfSessions({ group, layout, isFolded, onFold, onDrop }: GroupProps) {
  const heading = useId();
  const region = useId();
  const isNamed = group.title !== '';
  const detail = useShortPath(group.detail ?? '');
  const list = <Sessions ids={group.ids} layout={layout} labelledBy={isNamed ? heading : null} onDrop={onDrop} />;
  if (!isNamed) return list;
  return (
    <section aria-labelledby={heading}>
      <h2 className="mb-2">
        <button
          type="button"
          id={heading}
          aria-expanded={!isFolded}
          aria-controls={region}
          onClick={onFold}
          className="flex max-w-full items-center gap-2 rounded-md py-0.5 pr-2 text-left hover:[&>svg]:text-ink touch:min-h-10"
        >
          <svg viewBox="0 0 10 10" aria-hidden="true" className={`size-2.5 shrink-0 text-ink-2 ${isFolded ? '-rotate-90' : ''}`}>
            <path d="M1.5 3.500 5 7l3.500-3.500" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
          <span className="shrink-0 font-semibold">{group.title}</span>
          <span className="font-mono text-ink-2 text-xs tabular-nums">{group.ids.length}</span>
          {group.detail !== null && (
            <span className="min-w-0 truncate font-mono text-ink-2 text-xs" title={group.detail}>
              {detail}
            </span>
          )}
        </button>
      </h2>
      <div id={region}>{!isFolded && list}</div>
    </section>
  );
}

interface SessionsProps {
  ids: readonly string[];
  layout: Layout;
  labelledBy: string | null;
  onDrop: (id: string, from: number, to: number) => void;
}

function Sessions({ ids, layout, labelledBy, onDrop }: SessionsProps) {
  const list = useRef<HTMLUListElement>(null);
  const indicator = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (list.current === null || indicator.current === null) return;
    return createDragOrder(list.current, { indicator: indicator.current, onDrop });
  }, [onDrop]);

  return (
    <div className="relative">
      <ul
        ref={list}
        {...(labelledBy === null ? { 'aria-label': 'Sessions' } : { 'aria-labelledby': labelledBy })}
        className={layout === 'grid' ? CARDS : 'divide-y divide-line overflow-hidden rounded-xl border border-line'}
      >
        {ids.map((id) => (layout === 'grid' ? <SessionCard key={id} id={id} /> : <SessionLine key={id} id={id} />))}
      </ul>
      <div ref={indicator} hidden={true} className="pointer-events-none absolute z-10 rounded-full bg-accent" />
    </div>
  );
}
