'use client';

import { Pin } from 'lucide-react';
import Link from 'next/link';
import { memo, useId } from 'react';
import type { Session } from '#common/session.ts';
import { useLastKnownAt, useSession } from '#app/live/use-session.ts';
import { CutName } from '#app/parts/cut-name.tsx';
import { Leftovers } from '#app/parts/leftovers.tsx';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { lookOf, statusMore } from '#app/parts/status-words.ts';
import { useShortPath } from '#app/parts/use-short-path.ts';
import { waits } from '#app/parts/waiting.ts';
import { Tag } from '#app/ui/tag.tsx';
import { MenuButton } from './menu-button.tsx';

/** One session as a line of the list, with the facts of its card. */
export const SessionLine = memo(function SessionLine({ id }: { id: string }) {
  const session = useSession(id);
  return session === undefined ? null : <Line session={session} />;
});

function Line({ session }: { session: Session }) {
  const nameId = useId();
  const look = lookOf(session);
  const isLive = useLastKnownAt(session) === null;
  const more = statusMore(session);
  const edge =
    isLive && look === 'permission' ? 'border-l-permission' : isLive && look === 'input' ? 'border-l-input' : 'border-l-transparent';
  return (
    <li
      aria-labelledby={nameId}
      data-session={session.id}
      data-kind={session.pinned ? 'pinned' : 'other'}
      className={`@container/card relative flex min-w-0 items-center gap-x-3 border-l-2 bg-surface py-1.5 pr-1 pl-3 hover:bg-raised has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:-outline-offset-2 data-dragging:opacity-50 ${edge}`}
    >
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 @2xl:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(180px,3fr)]">
        <div className="flex min-w-0 items-center gap-2 @2xl:row-span-2">
          <StatusGlyph session={session} />
          <Link
            href={`/s/${session.id}`}
            prefetch={false}
            draggable={false}
            id={nameId}
            aria-label={session.name}
            title={session.title === null ? session.name : `${session.name}\n${session.title}`}
            className="min-w-0 font-semibold outline-none after:absolute after:inset-0 after:z-1"
          >
            <CutName name={session.name} />
          </Link>
          <Tag>{session.provider}</Tag>
          {session.pinned && <Pin role="img" aria-label="Pinned" className="size-3 shrink-0 text-ink-2" />}
        </div>
        <span
          className="col-start-1 row-start-2 min-w-0 truncate pl-5.5 font-mono text-ink-2 text-xs @2xl:col-start-2 @2xl:row-span-2 @2xl:row-start-1 @2xl:pl-0"
          title={session.cwd}
        >
          {useShortPath(session.cwd)}
        </span>
        {/* Narrow, it holds only what is always short: its width is taken from the name. */}
        <StatusLine session={session} brief="in-card" />
        {more && (
          <span
            className={`min-w-0 truncate text-ink-2 text-xs @2xl:col-span-1 @2xl:col-start-3 @2xl:row-start-2 ${placeOfMore(session)}`}
            title={more}
          >
            {more}
          </span>
        )}
        <div className="relative z-2 col-span-full max-w-full empty:hidden @2xl:col-start-3">
          <Leftovers session={session} />
        </div>
      </div>
      <MenuButton id={session.id} describedBy={nameId} />
    </li>
  );
}

/** Where a narrow line has what is known beyond the status: nowhere for who waits, beside the folder for an end, below it else. */
function placeOfMore(session: Session): string {
  if (waits(session)) return '@max-2xl:hidden';
  return session.statusDetail === null ? 'col-start-2 row-start-2 max-w-40' : 'col-span-full row-start-3 pl-5.5 @2xl:pl-0';
}
