'use client';

import '#app/live/no-eval.ts';
import { useState } from 'react';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useAction } from '#app/actions/use-action.ts';
import { useBoard, useConnection, useSessions } from '#app/live/use-session.ts';
import { Logo } from '#app/parts/logo.tsx';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { Button } from '#app/ui/button.tsx';
import { NewSession } from './new-session.tsx';
import { SessionRow } from './session-row.tsx';

/** Every session, and the way to a new one. */
export function Board() {
  const sessions = useSessions();
  const phase = useBoard((board) => board.phase);
  const failed = useBoard((board) => board.failed);
  const connected = useConnection().kind === 'connected';
  const isLive = useBoard((board) => board.lastKnownAt) === null;
  const [creating, setCreating] = useState(false);
  const alive = sessions.filter((session) => session.status !== 'exited').length;
  useAction('session.new', connected ? () => setCreating(true) : null);
  const newKeys = useAriaKeys('session.new');
  const begin = (
    <Button tone="primary" disabled={!connected} aria-keyshortcuts={newKeys} onClick={() => setCreating(true)}>
      New session <KeyHint action="session.new" />
    </Button>
  );

  return (
    <div className="min-h-dvh">
      <header className="flex h-14 items-center gap-3 border-line border-b bg-surface px-4">
        <Logo />
        <h1 className="font-semibold text-[15px] tracking-tight">Beckon</h1>
        <p className="min-w-0 flex-1 truncate text-ink-2 tabular-nums">
          {phase === 'ready' &&
            sessions.length > 0 &&
            `${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'}, ${alive} ${isLive ? '' : 'last known '}alive`}
        </p>
        {(phase === 'loading' || sessions.length > 0) && begin}
      </header>
      {/* At the bottom, so that the list does not jump under a finger when one comes or goes. */}
      <div className="fixed inset-x-0 bottom-0 z-10 border-line border-t empty:hidden">
        <TroubleBanners />
      </div>
      <main className="mx-auto max-w-6xl p-3 pb-28 sm:p-4 sm:pb-20">
        {phase === 'loading' && !failed && (
          <p className="p-4 text-ink-2">{connected ? 'Loading sessions…' : 'Connecting to the server…'}</p>
        )}
        {phase === 'ready' && sessions.length === 0 && (
          <section className="mx-auto mt-16 flex max-w-md flex-col items-start gap-3 rounded-xl border border-line bg-surface p-6">
            <h2 className="font-semibold text-base">No session yet</h2>
            <p className="text-ink-2">
              A session is one program in one terminal: a coding agent, a shell, any command. It runs on when this page is closed and when
              the server stops. Choose a folder and a program to begin.
            </p>
            {begin}
          </section>
        )}
        {sessions.length > 0 && (
          <ul aria-label="Sessions" className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </main>
      {creating && <NewSession onClose={() => setCreating(false)} />}
    </div>
  );
}
