'use client';

import '#app/live/no-eval.ts';
import Link from 'next/link';
import type { Session, SessionId } from '#common/session.ts';
import { placeOf } from '#app/live/open-terminals.ts';
import { useBoard, useConnection, useOpenTerminals, useSession } from '#app/live/use-session.ts';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { useGo } from '#app/parts/use-go.ts';
import { buttonLook } from '#app/ui/button.tsx';
import { NoticePage } from '#app/ui/notice-page.tsx';
import { TerminalView } from '#app/features/terminal/terminal-view.tsx';
import { useInspectorPane } from './inspector-pane.tsx';
import { SessionBar } from './session-bar.tsx';
import { useEnding } from './use-ending.tsx';
import { useLeave } from './use-leave.ts';

/** One session: a slim bar, and under it the terminal, edge to edge. */
export function SessionView({ id }: { id: SessionId }) {
  const go = useGo();
  const session = useSession(id);
  const phase = useBoard((board) => board.phase);
  const failed = useBoard((board) => board.failed);
  const connected = useConnection().kind === 'connected';
  const place = placeOf(useOpenTerminals(), id);
  const title = session && (place ? `${session.name} [${place.at}/${place.of}]` : session.name);
  const leave = useLeave(() => go('/'));

  if (!session && phase === 'ready') {
    return (
      <NoticePage title="This session is gone" text="It was dismissed, or the address is wrong.">
        <Link href="/" className={buttonLook('primary')}>
          Back to the board
        </Link>
      </NoticePage>
    );
  }
  if (session) return <OpenSession session={session} title={title ?? session.name} onDismissed={() => leave(id)} />;
  return (
    <main className="p-6 text-ink-2">
      <title>Beckon</title>
      <TroubleBanners />
      {failed ? '' : connected ? 'Loading…' : 'Connecting to the server…'}
    </main>
  );
}

function OpenSession({ session, title, onDismissed }: { session: Session; title: string; onDismissed: () => void }) {
  const ending = useEnding(session, onDismissed);
  const { isOpen, pane } = useInspectorPane(session);
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <title>{`${title} · Beckon`}</title>
      <SessionBar session={session} inspector={isOpen} />
      <div className="relative flex min-h-0 flex-1">
        <main className="flex min-h-0 min-w-0 flex-1 flex-col">
          <TerminalView id={session.id} key={session.id} />
        </main>
        {pane}
      </div>
      {ending}
    </div>
  );
}
