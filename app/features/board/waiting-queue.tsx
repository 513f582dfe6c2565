'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { SessionLink } from '#app/parts/session-link.tsx';
import { useMemo, useRef } from 'react';
import type { Session } from '#common/session.ts';
import type { Board } from '#app/live/session-store.ts';
import { useBoard, useLastKnownAt, useSession } from '#app/live/use-session.ts';
import { Age } from '#app/parts/age.tsx';
import { CutName } from '#app/parts/cut-name.tsx';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { waitWords } from '#app/parts/status-words.ts';
import { waits } from '#app/parts/waiting.ts';
import { buttonLook } from '#app/ui/button.tsx';
import { keepEqual } from './keep-equal.ts';
import { queueRoom } from './queue-lines.ts';
import { useQueueLines } from './use-queue-lines.ts';
import { waitingIds } from './waiting-ids.ts';

const TO_ALL = 'flex items-center font-medium text-ink-2 -outline-offset-2 hover:bg-raised hover:text-ink';

/** Every line is as high, also one without anything in it. */
const LINE = 'h-10.5 px-3.5 border-line border-t @max-2xl:h-16 touch:h-13 @max-2xl:touch:h-18';

/**
 * The sessions that wait for a person and that the filter finds, oldest wait first; on a small screen how many they are. Its
 * height depends on how many of them could wait, not on how many do: what is below it stays where it is.
 */
export function WaitingQueue({ filter }: { filter: string }) {
  const [waitingOf, roomOf] = useMemo(() => {
    const ids = keepEqual((sessions: Board['sessions']) => waitingIds(sessions.values(), filter));
    const places = keepEqual((sessions: Board['sessions']) => queueRoom(sessions.values(), filter));
    return [(board: Board) => ids(board.sessions), (board: Board) => places(board.sessions)];
  }, [filter]);
  const queue = useRef<HTMLElement>(null);
  const waiting = useBoard(waitingOf);
  const room = useBoard(roomOf);
  const lines = useQueueLines(waiting, room, queue);
  if (room === 0) return null;
  const more = waiting.filter((id) => !lines.includes(id)).length;
  const none = filter.trim() === '' ? 'Nothing waits for you' : 'Nothing that the filter finds waits for you';
  return (
    <section ref={queue} aria-labelledby="waiting-title" className="mb-4 shrink-0 overflow-hidden rounded-xl border border-line bg-surface">
      <div className="flex h-9.5 items-stretch justify-between pl-3.5 text-xs touch:h-10 max-md:hidden">
        <h2 id="waiting-title" className="self-center font-medium text-ink-2">
          Waiting for you
        </h2>
        {more > 0 && (
          <Link href="/waiting" prefetch={false} className={`${TO_ALL} pr-2.5 pl-3.5`}>
            {more} more<span className="sr-only"> {more === 1 ? 'waits' : 'wait'} for you</span>
            <ChevronRight aria-hidden="true" className="ml-1 size-3.5 text-ink-3" />
          </Link>
        )}
      </div>
      <div className="relative max-md:hidden">
        <ul>
          {lines.map((id) => (
            <WaitingLine key={id} id={id} />
          ))}
        </ul>
        {PLACES.slice(lines.length, room).map((place, at) => (
          <div key={place} aria-hidden="true" className={`${LINE} ${lines.length + at > 0 ? 'border-transparent' : ''}`} />
        ))}
        {lines.length === 0 && <p className="absolute inset-0 grid place-content-center px-3.5 text-ink-2">{none}.</p>}
      </div>
      {waiting.length === 0 ? (
        <p className="flex h-10 items-center px-3.5 text-ink-2 md:hidden">{none}</p>
      ) : (
        <Link href="/waiting" prefetch={false} className={`${TO_ALL} h-10 px-3.5 md:hidden`}>
          <span className="flex-1">{waiting.length === 1 ? '1 waits for you' : `${waiting.length} wait for you`}</span>
          <ChevronRight aria-hidden="true" className="size-4 text-ink-3" />
        </Link>
      )}
    </section>
  );
}

const PLACES = ['first', 'second', 'third', 'fourth'];

function WaitingLine({ id }: { id: string }) {
  const session = useSession(id);
  return session === undefined ? <li aria-hidden="true" className={LINE} /> : <Line session={session} />;
}

function Line({ session }: { session: Session }) {
  const lastKnownAt = useLastKnownAt(session);
  const isWaiting = waits(session);
  const words = isWaiting ? waitWords(session) : 'It waits no more.';
  return (
    <li
      className={`${LINE} grid grid-cols-[14px_minmax(0,1fr)_auto_auto] content-center items-center gap-x-3 gap-y-0.5 @2xl:grid-cols-[14px_minmax(120px,220px)_minmax(0,1fr)_auto_auto]`}
    >
      <StatusGlyph session={session} />
      <span className="flex min-w-0 gap-1.5" title={`${session.name}\n${session.cwd}`}>
        <span className="min-w-0 font-semibold">
          <CutName name={session.name} />
        </span>
        <span className="min-w-0 shrink-9999 truncate text-ink-2">{lastName(session.cwd)}</span>
      </span>
      <span className="col-start-2 row-start-2 min-w-0 truncate text-ink-2 @2xl:col-start-3 @2xl:row-start-1" title={words}>
        {lastKnownAt !== null && <i>last known: </i>}
        {words}
      </span>
      <span className="min-w-12 text-right text-ink-2">
        <Age since={session.statusSince} until={lastKnownAt} />
      </span>
      <SessionLink to={session.id} aria-label={`Open ${session.name}`} className={buttonLook('plain')}>
        Open
      </SessionLink>
    </li>
  );
}

function lastName(path: string): string {
  return path.split('/').filter(Boolean).at(-1) ?? path;
}
