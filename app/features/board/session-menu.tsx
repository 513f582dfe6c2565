'use client';

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import type { Session } from '#common/session.ts';
import type { Direction } from './use-places.ts';

/** What the menu of a session can do. */
export interface MenuDeeds {
  open(session: Session): void;
  rename(session: Session): void;
  pin(session: Session, pinned: boolean): void;
  move(session: Session, direction: Direction): void;
  /** Asks for another one like it. */
  duplicate(session: Session): void;
  end(session: Session): void;
  dismiss(session: Session): void;
}

interface SessionMenuProps {
  session: Session;
  /** Where it opens, in CSS pixels of the window. */
  at: { readonly x: number; readonly y: number };
  /** Place among those it can be moved among, counted from none, and how many these are. */
  place: { readonly at: number; readonly of: number };
  isList: boolean;
  connected: boolean;
  deeds: MenuDeeds;
  onClose: () => void;
}

/** So near to the window's edge it may come, in CSS pixels. */
const MARGIN = 8;

/** The one menu of the board. The browser keeps it above all else and closes it at Esc and at a click elsewhere. */
export function SessionMenu({ session, at, place, isList, connected, deeds, onClose }: SessionMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const latestClose = useRef(onClose);

  useEffect(() => {
    latestClose.current = onClose;
  });

  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(MARGIN, Math.min(at.x, window.innerWidth - width - MARGIN))}px`;
    element.style.top = `${Math.max(MARGIN, Math.min(at.y, window.innerHeight - height - MARGIN))}px`;
    itemsOf(element)[0]?.focus();
    const closed = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') latestClose.current();
    };
    element.addEventListener('toggle', closed);
    return () => element.removeEventListener('toggle', closed);
  }, [at]);

  function steer(event: KeyboardEvent): void {
    const items = menu.current ? itemsOf(menu.current) : [];
    const now = items.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab') onClose();
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }

  const item = (words: string, act: () => void, enabled = connected) => (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={!enabled}
      onClick={() => {
        if (!enabled) return;
        onClose();
        act();
      }}
      className="flex h-10 w-full items-center rounded-md px-2.5 text-left outline-none focus:bg-raised hover:bg-raised aria-disabled:cursor-default aria-disabled:text-ink-3 sm:h-7.5"
    >
      {words}
    </button>
  );
  const isFirst = place.at === 0;
  const isLast = place.at === place.of - 1;

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={`Menu of ${session.name}`}
      onKeyDown={steer}
      className="fixed inset-auto m-0 w-52 rounded-lg border border-line-strong bg-surface p-1 text-ink shadow-float"
    >
      {item('Open', () => deeds.open(session), true)}
      {item('Rename', () => deeds.rename(session))}
      {item('Duplicate', () => deeds.duplicate(session))}
      {item(session.pinned ? 'Unpin' : 'Pin', () => deeds.pin(session, !session.pinned))}
      <hr className="my-1 border-line" />
      {item('Move to start', () => deeds.move(session, 'start'), connected && !isFirst)}
      {item(isList ? 'Move up' : 'Move back', () => deeds.move(session, 'before'), connected && !isFirst)}
      {item(isList ? 'Move down' : 'Move on', () => deeds.move(session, 'after'), connected && !isLast)}
      {item('Move to end', () => deeds.move(session, 'end'), connected && !isLast)}
      <hr className="my-1 border-line" />
      {session.status === 'exited' ? item('Dismiss', () => deeds.dismiss(session)) : item('End', () => deeds.end(session))}
    </div>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}
