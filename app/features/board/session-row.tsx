'use client';

import Link from 'next/link';
import { memo, useId } from 'react';
import type { Session } from '#common/session.ts';
import { useLastKnownAt } from '#app/live/use-session.ts';
import { Leftovers } from '#app/parts/leftovers.tsx';
import { SessionEnding } from '#app/parts/session-ending.tsx';
import { SessionName } from '#app/parts/session-name.tsx';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { lookOf, statusMore } from '#app/parts/status-words.ts';

/** One session in the list. Only those that wait for a person have a coloured edge. */
export const SessionRow = memo(function SessionRow({ session }: { session: Session }) {
  const nameId = useId();
  const more = statusMore(session);
  const look = lookOf(session);
  const isLive = useLastKnownAt(session) === null;
  const edge = !isLive
    ? 'border-l-transparent'
    : look === 'permission'
      ? 'border-l-permission'
      : look === 'input'
        ? 'border-l-input'
        : 'border-l-transparent';
  return (
    <li aria-labelledby={nameId} className={`border-l-2 ${edge} flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 sm:flex-nowrap`}>
      <div className="flex w-full min-w-0 flex-col sm:w-auto sm:flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <StatusGlyph session={session} />
          <SessionName session={session}>
            <Link
              href={`/s/${session.id}`}
              prefetch={false}
              id={nameId}
              title={session.title ?? session.name}
              className="min-w-0 truncate py-2 font-medium text-sm hover:underline sm:py-0.5"
            >
              {session.name}
            </Link>
          </SessionName>
        </div>
        <div className="flex min-w-0 items-center gap-2 pl-5.5 text-ink-2 text-xs">
          <span className="rounded border border-line px-1.5 font-mono">{session.provider}</span>
          <span className="min-w-0 truncate font-mono" title={session.cwd}>
            {session.cwd}
          </span>
        </div>
      </div>
      <div className="flex min-w-0 flex-1 flex-col pl-5.5 text-ink-2 sm:w-72 sm:flex-none sm:pl-0">
        <StatusLine session={session} />
        {more && (
          <span className="line-clamp-2 text-xs" title={more}>
            {more}
          </span>
        )}
        <Leftovers session={session} />
      </div>
      <div className="flex shrink-0 justify-end sm:w-20">
        <SessionEnding session={session} describedBy={nameId} />
      </div>
    </li>
  );
});
