'use client';

import '#app/live/no-eval.ts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { SessionId } from '#common/session.ts';
import { placeOf } from '#app/live/open-terminals.ts';
import { useBoard, useConnection, useOpenTerminals, useSession } from '#app/live/use-session.ts';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { buttonLook } from '#app/ui/button.tsx';
import { NoticePage } from '#app/ui/notice-page.tsx';
import { TerminalView } from '#app/features/terminal/terminal-view.tsx';
import { SessionBar } from './session-bar.tsx';
import { useLeave } from './use-leave.ts';

/** One session: a slim bar, and under it the terminal, edge to edge. */
export function SessionView({ id }: { id: SessionId }) {
  const router = useRouter();
  const session = useSession(id);
  const phase = useBoard((board) => board.phase);
  const failed = useBoard((board) => board.failed);
  const connected = useConnection().kind === 'connected';
  const place = placeOf(useOpenTerminals(), id);
  const title = session && (place ? `${session.name} [${place.at}/${place.of}]` : session.name);
  const leave = useLeave(() => router.push('/'));

  if (!session && phase === 'ready') {
    return (
      <NoticePage title="This session is gone" text="It was dismissed, or the address is wrong.">
        <Link href="/" className={buttonLook('primary')}>
          Back to the board
        </Link>
      </NoticePage>
    );
  }
  const waiting = failed ? '' : connected ? 'Loading…' : 'Connecting to the server…';
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <title>{title === undefined ? 'Beckon' : `${title} · Beckon`}</title>
      {session && <SessionBar session={session} onDismissed={() => leave(id)} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {/* Over the terminal and not above it: a banner that came and went would resize the program twice. */}
        <div className="absolute inset-x-0 top-0 z-10">
          <TroubleBanners />
        </div>
        {session ? (
          <main className="flex min-h-0 flex-1 flex-col">
            <TerminalView id={id} key={id} />
          </main>
        ) : (
          <main className="p-6 text-ink-2">{waiting}</main>
        )}
      </div>
    </div>
  );
}
