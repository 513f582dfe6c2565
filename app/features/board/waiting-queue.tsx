'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { type RefObject, useMemo } from 'react';
import type { Session } from '#common/session.ts';
import type { Board } from '#app/live/session-store.ts';
import { useBoard, useLastKnownAt, useSession } from '#app/live/use-session.ts';
import { Age } from '#app/parts/age.tsx';
import { CutName } from '#app/parts/cut-name.tsx';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { waitWords } from '#app/parts/status-words.ts';
import { buttonLook } from '#app/ui/button.tsx';
import { keepEqual } from './keep-equal.ts';
import { queueLines } from './queue-lines.ts';
import { useSteady } from './use-steady.ts';
import { waitingIds } from './waiting-ids.ts';

const TO_ALL = 'flex items-center px-3.5 py-2 font-medium text-ink-2 -outline-offset-2 hover:bg-raised hover:text-ink';

/**
 * The sessions that wait for a person and that the filter finds, oldest wait first; on a small screen how many they are. It takes room above the cards, so it changes its height only
 * while no mouse is moving over them (`cards`): what a person is about to click stays where it is.
 */
export function WaitingQueue({ cards, filter }: { cards: RefObject<HTMLElement | null>; filter: string }) {
  const select = useMemo(() => {
    const ids = keepEqual((sessions: Board['sessions']) => waitingIds(sessions.values(), filter));
    return (board: Board) => ids(board.sessions);
  }, [filter]);
  const ids = useSteady(useBoard(select), cards);
  if (ids.length === 0) return null;
  const { lines, more } = queueLines(ids);
  return (
    <section id="waiting" aria-labelledby="waiting-title" className="mb-4 overflow-hidden rounded-xl border border-line bg-surface">
      <h2 id="waiting-title" className="border-line border-b px-3.5 py-2.5 font-medium max-md:hidden text-ink-2 text-xs">
        Waiting for you
      </h2>
      <ul className="divide-y divide-line max-md:hidden">
        {lines.map((id) => (
          <WaitingLine key={id} id={id} />
        ))}
      </ul>
      {more > 0 && (
        <Link href="/waiting" prefetch={false} className={`${TO_ALL} border-line border-t max-md:hidden`}>
          {more} more<span className="sr-only"> {more === 1 ? 'waits' : 'wait'} for you</span>
        </Link>
      )}
      <Link href="/waiting" prefetch={false} className={`${TO_ALL} min-h-10 md:hidden`}>
        <span className="flex-1">{ids.length === 1 ? '1 waits for you' : `${ids.length} wait for you`}</span>
        <ChevronRight aria-hidden="true" className="size-4 text-ink-3" />
      </Link>
    </section>
  );
}

function WaitingLine({ id }: { id: string }) {
  const session = useSession(id);
  return session === undefined ? null : <Line session={session} />;
}

function Line({ session }: { session: Session }) {
  const lastKnownAt = useLastKnownAt(session);
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-0.5 px-3.5 py-1.5 @2xl:grid-cols-[14px_minmax(120px,220px)_minmax(0,1fr)_auto_auto]">
      <StatusGlyph session={session} />
      <span className="flex min-w-0 gap-1.5" title={`${session.name}\n${session.cwd}`}>
        <span className="min-w-0 font-semibold">
          <CutName name={session.name} />
        </span>
        <span className="min-w-0 shrink-9999 truncate text-ink-2">{lastName(session.cwd)}</span>
      </span>
      <span
        className="col-start-2 row-start-2 min-w-0 truncate text-ink-2 @2xl:col-start-3 @2xl:row-start-1"
        title={session.statusDetail ?? undefined}
      >
        {lastKnownAt !== null && <i>last known: </i>}
        {waitWords(session)}
      </span>
      <span className="min-w-12 text-right text-ink-2">
        <Age since={session.statusSince} until={lastKnownAt} />
      </span>
      <Link href={`/s/${session.id}`} prefetch={false} aria-label={`Open ${session.name}`} className={buttonLook('plain')}>
        Open
      </Link>
    </li>
  );
}

function lastName(path: string): string {
  return path.split('/').filter(Boolean).at(-1) ?? path;
}
