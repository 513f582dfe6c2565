'use client';

import { Pin } from 'lucide-react';
import { SessionLink } from '#app/parts/session-link.tsx';
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
  // What a session asks is in the queue above, and in its terminal: here it would only be cut.
  const more = waits(session) ? null : statusMore(session);
  /** How a program ended is short enough for a place beside something. */
  const isBeside = more !== null && session.statusDetail === null;
  const edge =
    isLive && look === 'permission' ? 'border-l-permission' : isLive && look === 'input' ? 'border-l-input' : 'border-l-transparent';
  return (
    <li
      aria-labelledby={nameId}
      data-session={session.id}
      data-kind={session.pinned ? 'pinned' : 'other'}
      className={`@container/card relative flex min-w-0 items-center gap-x-3 border-l-2 bg-surface py-1.5 pr-1 pl-3 hover:bg-raised has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:-outline-offset-2 data-dragging:opacity-50 ${edge}`}
    >
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 @2xl:grid-cols-[minmax(0,5fr)_5rem_minmax(0,4fr)_12.5rem] @2xl:gap-x-4">
        <div className="flex min-w-0 items-center gap-2">
          <StatusGlyph session={session} />
          <SessionLink
            to={session.id}
            draggable={false}
            id={nameId}
            aria-label={session.name}
            title={session.title === null ? session.name : `${session.name}\n${session.title}`}
            className="min-w-0 font-semibold outline-none after:absolute after:inset-0 after:z-1"
          >
            <CutName name={session.name} />
          </SessionLink>
          {session.pinned && <Pin role="img" aria-label="Pinned" className="size-3 shrink-0 text-ink-2" />}
        </div>
        {/* Narrow, it holds only what is always short: its width is taken from the name. */}
        <span className="flex min-w-0 @2xl:col-start-4 @2xl:row-start-1 @2xl:[&>span]:w-full @2xl:[&>span]:justify-between">
          <StatusLine session={session} brief="in-card" />
        </span>
        <div className="col-span-full flex items-center gap-2.5 pl-5.5 @2xl:contents">
          <span className="flex shrink-0 @2xl:col-start-2 @2xl:row-start-1">
            <Tag>{session.provider}</Tag>
          </span>
          {/* Cut at its beginning: the end of a path says more. */}
          <span
            className="min-w-0 flex-1 truncate text-left font-mono text-ink-2 text-xs [direction:rtl] @2xl:col-start-3 @2xl:row-start-1"
            title={session.cwd}
          >
            <bdi>{useShortPath(session.cwd)}</bdi>
          </span>
          {/* Wide, between the word and its age. */}
          {isBeside && (
            <span
              className="max-w-40 shrink-0 truncate text-ink-2 text-xs @2xl:col-start-4 @2xl:row-start-1 @2xl:max-w-none @2xl:pr-8 @2xl:pl-13"
              title={more ?? undefined}
            >
              {more}
            </span>
          )}
        </div>
        {more !== null && !isBeside && (
          <span
            className="col-span-full min-w-0 truncate pl-5.5 text-ink-2 text-xs @2xl:col-span-1 @2xl:col-start-4 @2xl:pl-0"
            title={more}
          >
            {more}
          </span>
        )}
        <div className="relative z-2 col-span-full max-w-full empty:hidden @2xl:col-span-1 @2xl:col-start-4">
          <Leftovers session={session} />
        </div>
      </div>
      <MenuButton id={session.id} describedBy={nameId} />
    </li>
  );
}
