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
import { CARD_PARTS } from './card-look.ts';
import { MenuButton } from './menu-button.tsx';
import { PreviewPane } from './preview-pane.tsx';

/** Only what waits for a person has a coloured edge. */
const EDGES: Partial<Record<ReturnType<typeof lookOf>, string>> = {
  permission: 'border-permission/60',
  input: 'border-input/50',
};

/** One session as a card of the grid: the whole of it opens the session. */
export const SessionCard = memo(function SessionCard({ id }: { id: string }) {
  const session = useSession(id);
  return session === undefined ? null : <Card session={session} />;
});

function Card({ session }: { session: Session }) {
  const nameId = useId();
  const look = lookOf(session);
  const isLive = useLastKnownAt(session) === null;
  // What a session asks, its preview shows: here it would only push the folder away.
  const more = waits(session) ? null : statusMore(session);
  return (
    <li
      aria-labelledby={nameId}
      data-session={session.id}
      data-kind={session.pinned ? 'pinned' : 'other'}
      className={`@container/card group/card relative flex min-w-0 flex-col overflow-hidden rounded-xl border bg-surface [contain-intrinsic-size:auto_284px] [content-visibility:auto] data-dragging:opacity-50 ${(isLive ? EDGES[look] : undefined) ?? 'border-line hover:border-line-strong'}`}
    >
      <div className={`flex min-w-0 items-center gap-2 border-line border-b px-3 ${CARD_PARTS.head}`}>
        <StatusGlyph session={session} />
        <SessionLink
          to={session.id}
          draggable={false}
          id={nameId}
          aria-label={session.name}
          title={session.title === null ? session.name : `${session.name}\n${session.title}`}
          className={`font-semibold outline-none after:absolute after:inset-0 after:z-1 after:rounded-[11px] focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 ${session.name.length > 10 ? 'min-w-18 shrink-9999' : 'shrink-0'}`}
        >
          <CutName name={session.name} />
        </SessionLink>
        <Tag>{session.provider}</Tag>
        <span className="flex min-w-0 flex-auto items-center justify-end gap-2 pl-1">
          <StatusLine session={session} brief={session.name.length > 10 ? 'in-card' : 'in-narrow-card'} />
        </span>
      </div>
      {/* What a program printed before it ended is its result, and stays as it was. */}
      <PreviewPane id={session.id} isOfNow={isLive} />
      <div className={`flex items-center gap-2 border-line border-t pr-1 pl-3 text-ink-2 text-xs ${CARD_PARTS.foot}`}>
        {session.pinned && <Pin role="img" aria-label="Pinned" className="size-3 shrink-0 text-ink-2" />}
        <span className="min-w-0 flex-1 truncate font-mono" title={session.cwd}>
          <Folder of={session.cwd} />
        </span>
        {more && (
          <span className="max-w-1/2 shrink-0 truncate" title={more}>
            {more}
          </span>
        )}
        <MenuButton id={session.id} describedBy={nameId} />
      </div>
      {session.exit !== null && session.exit.leftovers.length > 0 && (
        <div className="relative z-2 border-line border-t px-3 py-1.5">
          <Leftovers session={session} />
        </div>
      )}
    </li>
  );
}

/** A path with its last name first: what is cut off is what says less. */
function Folder({ of }: { of: string }) {
  const path = useShortPath(of);
  const cut = path.lastIndexOf('/') + 1;
  return (
    <>
      <span className="text-ink">{path.slice(cut) || path}</span> {path.slice(0, cut)}
    </>
  );
}
