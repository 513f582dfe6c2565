'use client';

import Link from 'next/link';
import type { Session } from '#common/session.ts';
import { useTerminalFacts } from '#app/live/use-session.ts';
import { Leftovers } from '#app/parts/leftovers.tsx';
import { SessionEnding } from '#app/parts/session-ending.tsx';
import { SessionName } from '#app/parts/session-name.tsx';
import { StatusGlyph, StatusLine } from '#app/parts/status-mark.tsx';
import { statusMore } from '#app/parts/status-words.ts';
import { buttonLook } from '#app/ui/button.tsx';

/** Who and how, in one line that wraps on a small screen. Leaving the terminal by keyboard brings the focus to `Back`. */
export function SessionBar({ session, onDismissed }: { session: Session; onDismissed: () => void }) {
  const more = statusMore(session);
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-2 py-1.5 sm:px-3">
      <Link href="/" id="session-bar" className={buttonLook('quiet')} title="Back to the board">
        <span aria-hidden="true">←</span> Back
      </Link>
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-2">
        <StatusGlyph session={session} />
        <SessionName session={session}>
          <h1 className="min-w-0 truncate font-semibold text-sm" title={session.title ?? session.name}>
            {session.name}
          </h1>
        </SessionName>
      </div>
      <div className="flex w-full min-w-0 items-center gap-x-3 pl-3 text-ink-2 sm:w-auto sm:pl-0">
        <StatusLine session={session} />
        {more && (
          <span className="hidden max-w-96 truncate text-xs sm:block" title={more}>
            {more}
          </span>
        )}
        <span className="min-w-0 max-w-64 flex-1 truncate font-mono text-xs [direction:rtl]" title={session.cwd}>
          <bdi>{session.cwd}</bdi>
        </span>
        <SizeAndOwner id={session.id} />
        <SessionEnding session={session} onDismissed={onDismissed} />
      </div>
      {more && <p className="w-full px-3 text-ink-2 text-xs sm:hidden">{more}</p>}
      <div className="w-full empty:hidden">
        <Leftovers session={session} />
      </div>
    </header>
  );
}

function SizeAndOwner({ id }: { id: string }) {
  const { grid, owner, phase, ended } = useTerminalFacts(id);
  if (phase !== 'attached' || !grid) return null;
  const size = `${grid.cols}×${grid.rows}`;
  return (
    <span className="whitespace-nowrap font-mono text-ink-2 text-xs">
      {size}
      {!ended && owner !== 'self' && ' watching'}
    </span>
  );
}
