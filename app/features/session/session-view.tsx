'use client';

import '#app/live/no-eval.ts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import type { SessionId } from '#common/session.ts';
import { useAction } from '#app/actions/use-action.ts';
import { useBoard, useConnection, useSession } from '#app/live/use-session.ts';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { buttonLook } from '#app/ui/button.tsx';
import { NoticePage } from '#app/ui/notice-page.tsx';
import { SessionBar } from './session-bar.tsx';

/** One session: a slim bar, and under it the terminal (`children`), edge to edge. */
export function SessionView({ id, children }: { id: SessionId; children: ReactNode }) {
  const router = useRouter();
  const session = useSession(id);
  const phase = useBoard((board) => board.phase);
  const failed = useBoard((board) => board.failed);
  const connected = useConnection().kind === 'connected';
  const name = session?.name;
  useAction('board.open', () => router.push('/'));

  useEffect(() => {
    document.title = name === undefined ? 'Beckon' : `${name} · Beckon`;
    return () => {
      document.title = 'Beckon';
    };
  }, [name]);

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
    <div className="flex h-dvh flex-col overflow-hidden">
      {session && <SessionBar session={session} onDismissed={() => router.push('/')} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {/* Over the terminal and not above it: a banner that came and went would resize the program twice. */}
        <div className="absolute inset-x-0 top-0 z-10">
          <TroubleBanners />
        </div>
        {session ? <main className="flex min-h-0 flex-1 flex-col">{children}</main> : <main className="p-6 text-ink-2">{waiting}</main>}
      </div>
    </div>
  );
}
