'use client';

import '#app/live/no-eval.ts';
import { useMemo } from 'react';
import type { Session } from '#common/session.ts';
import { useBoard, useConnection, useIsLive, useLastKnownAt, useSessions } from '#app/live/use-session.ts';
import { Age } from '#app/parts/age.tsx';
import { CannotLoad } from '#app/parts/cannot-load.tsx';
import { CutName } from '#app/parts/cut-name.tsx';
import { projectOf, projectTitles } from '#app/parts/project-titles.ts';
import { SessionLink } from '#app/parts/session-link.tsx';
import { StatusGlyph } from '#app/parts/status-mark.tsx';
import { waitWords } from '#app/parts/status-words.ts';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { oldestWaitFirst, waits } from '#app/parts/waiting.ts';
import { buttonLook } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Tag } from '#app/ui/tag.tsx';

/** The sessions that wait for a person, the longest wait first, and under them those that work: one glance on a phone. */
export function Waiting() {
  const sessions = useSessions();
  const loading = useBoard((board) => board.phase === 'loading');
  const failed = useBoard((board) => board.failed);
  const connected = useConnection().kind === 'connected';
  const isLive = useIsLive();
  const cannotLoad = loading && failed !== null;
  const waiting = useMemo(() => sessions.filter(waits).sort(oldestWaitFirst), [sessions]);
  const working = sessions.filter(({ status }) => status === 'running' || status === 'starting');
  const titles = useMemo(() => projectTitles([...new Set(sessions.map(({ cwd }) => projectOf(cwd)))]), [sessions]);
  const titleOf = (session: Session) => titles.get(projectOf(session.cwd)) ?? session.cwd;

  return (
    <div className="flex h-full flex-col">
      <header className="flex h-13 shrink-0 items-center gap-3 border-line border-b px-4 sm:px-5">
        <h1 className="flex-1 font-semibold text-[15px]">Waiting for you</h1>
        {waiting.length > 0 && (
          <span className={`font-medium font-mono tabular-nums ${isLive ? 'text-permission' : 'text-ink-2'}`}>{waiting.length}</span>
        )}
      </header>
      <main className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        {cannotLoad && <CannotLoad failure={failed} />}
        {loading && !cannotLoad && (
          <p className="p-4 text-ink-2 sm:px-5">{connected ? 'Loading sessions…' : 'Connecting to the server…'}</p>
        )}
        {!loading && waiting.length === 0 && (
          <EmptyState
            title="Nothing waits for you"
            text="A session that asks for input or permission comes here, the longest wait first."
          />
        )}
        <ul aria-label="Waiting for you">
          {waiting.map((session) => (
            <WaitingRow key={session.id} session={session} project={titleOf(session)} />
          ))}
        </ul>
        {working.length > 0 && (
          <section aria-labelledby="working">
            <h2 id="working" className="px-4 pt-6 pb-2 font-medium text-ink-3 text-xs sm:px-5">
              Running
            </h2>
            <ul>
              {working.map((session) => (
                <WorkingRow key={session.id} session={session} project={titleOf(session)} />
              ))}
            </ul>
          </section>
        )}
      </main>
      <TroubleBanners saysFailed={!cannotLoad} />
    </div>
  );
}

function WaitingRow({ session, project }: { session: Session; project: string }) {
  const lastKnownAt = useLastKnownAt(session);
  return (
    <li className="relative flex items-center gap-3 border-line border-b px-4 py-3 hover:bg-surface sm:px-5">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex min-w-0 items-center gap-2">
          <StatusGlyph session={session} />
          <span className="min-w-0 font-semibold text-sm">
            <CutName name={session.name} />
          </span>
          <Tag>{session.provider}</Tag>
          <span className="ml-auto pl-2 text-ink-2">
            <Age since={session.statusSince} until={lastKnownAt} />
          </span>
        </div>
        <p className="pl-5.5 text-ink-2 [overflow-wrap:anywhere]">
          {lastKnownAt !== null && <i>last known: </i>}
          {waitWords(session)}
          <span className="text-ink-3"> · {project}</span>
        </p>
      </div>
      {/* Stretched over the row: a thumb need not aim. */}
      <SessionLink
        to={session.id}
        aria-label={`Open ${session.name}`}
        className={`${buttonLook('plain')} static after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2`}
      >
        Open
      </SessionLink>
    </li>
  );
}

function WorkingRow({ session, project }: { session: Session; project: string }) {
  const lastKnownAt = useLastKnownAt(session);
  return (
    <li className="border-line border-t [contain-intrinsic-size:auto_44px] [content-visibility:auto]">
      <SessionLink to={session.id} className="flex h-11 items-center gap-2 px-4 -outline-offset-2 hover:bg-raised sm:px-5">
        <StatusGlyph session={session} />
        <span className="flex min-w-0 gap-1.5">
          <CutName name={session.name} />
          <span className="min-w-0 shrink-9999 truncate text-ink-3">{project}</span>
        </span>
        <span className="ml-auto shrink-0 pl-2 text-ink-3">
          <Age since={session.statusSince} until={lastKnownAt} />
        </span>
      </SessionLink>
    </li>
  );
}
