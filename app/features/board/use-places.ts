'use client';

import { useCallback, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { ranksAfterMove } from './move.ts';

/** Where to a session is moved among those around it. */
export type Direction = 'start' | 'before' | 'after' | 'end';

export interface Places {
  /** Ranks that are on their way to the hub: the board shows them already. */
  readonly moved: ReadonlyMap<string, number>;
  /** Moves the session `from` its place in `row` (in order) `to` another. */
  move(row: readonly Session[], from: number, to: number): Promise<void>;
  pin(session: Session, pinned: boolean): Promise<void>;
}

export interface PlacesParts {
  /** Says what was done to who cannot see it. */
  readonly announce: (sentence: string) => void;
  readonly onTrouble: (sentence: string) => void;
}

/** Changes the places of sessions on the board, for every page and for later. */
export function usePlaces({ announce, onTrouble }: PlacesParts): Places {
  const { api, store } = useLive();
  const [moved, setMoved] = useState<ReadonlyMap<string, number>>(new Map());

  const move = useCallback(
    async (row: readonly Session[], from: number, to: number) => {
      const changes = ranksAfterMove(row, from, to);
      const name = row[from]?.name;
      if (changes.length === 0 || name === undefined) return;
      setMoved((now) => new Map([...now, ...changes.map(({ id, rank }) => [id, rank] as const)]));
      const byId = new Map<string, Session>(row.map((session) => [session.id, session]));
      const results = await Promise.all(
        changes.flatMap(({ id, rank }) => {
          const session = byId.get(id);
          return session === undefined ? [] : api.change(session.id, { rank });
        }),
      );
      for (const result of results) if (result.ok) store.learned(result.value);
      setMoved((now) => {
        const left = new Map(now);
        for (const { id, rank } of changes) if (left.get(id) === rank) left.delete(id);
        return left;
      });
      const failed = results.find((result) => !result.ok);
      if (failed?.ok === false) onTrouble(failed.error.message);
      else announce(`${name} is now number ${to + 1} of ${row.length}.`);
    },
    [api, store, announce, onTrouble],
  );

  const pin = useCallback(
    async (session: Session, pinned: boolean) => {
      const result = await api.change(session.id, { pinned });
      if (!result.ok) return onTrouble(result.error.message);
      store.learned(result.value);
      announce(`${session.name} is ${pinned ? 'pinned' : 'no longer pinned'}.`);
    },
    [api, store, announce, onTrouble],
  );

  return { moved, move, pin };
}

/** The place in a row that a direction leads to; the same place when there is no further. */
export function placeTowards(from: number, length: number, direction: Direction): number {
  const to = { start: 0, before: from - 1, after: from + 1, end: length - 1 }[direction];
  return Math.min(length - 1, Math.max(0, to));
}
