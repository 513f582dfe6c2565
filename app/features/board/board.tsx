'use client';

import '#app/live/no-eval.ts';
import { useDeferredValue, useRef } from 'react';
import { useActions } from '#app/actions/actions-provider.tsx';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useBoard, useConnection } from '#app/live/use-session.ts';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardSessions } from './board-sessions.tsx';
import { TryDemo } from './try-demo.tsx';
import { useBoardActions } from './use-board-actions.ts';
import { useBoardView } from './use-board-view.ts';
import { WaitingQueue } from './waiting-queue.tsx';

/** Every session: those that wait for a person on top, then all of them with what they show now. */
export function Board() {
  const handle = useBoardView();
  const filterField = useRef<HTMLInputElement>(null);
  const cards = useRef<HTMLDivElement>(null);
  const phase = useBoard((board) => board.phase);
  const hasFailed = useBoard((board) => board.failed !== null);
  const isEmpty = useBoard((board) => board.sessions.size === 0);
  const connected = useConnection().kind === 'connected';
  const { run } = useActions();
  useBoardActions(handle, filterField);
  const newKeys = useAriaKeys('session.new');
  // Typing comes first; the cards follow when there is time.
  const view = useDeferredValue(handle.view);
  const begin = (
    <Button tone="primary" disabled={!connected} aria-keyshortcuts={newKeys} onClick={() => run('session.new')}>
      New session <KeyHint action="session.new" />
    </Button>
  );

  return (
    <div className="flex h-full flex-col">
      <BoardBar handle={handle} filterField={filterField}>
        {(phase === 'loading' || !isEmpty) && begin}
      </BoardBar>
      <main className="min-h-0 flex-1 overflow-y-auto p-3 pb-28 sm:p-5 sm:pb-20">
        {phase === 'loading' && !hasFailed && (
          <p className="p-4 text-ink-2">{connected ? 'Loading sessions…' : 'Connecting to the server…'}</p>
        )}
        {phase === 'ready' && isEmpty && (
          <EmptyState
            title="No session yet"
            text="A session is one program in one terminal: a coding agent, a shell, any command. It runs on when this page is closed and when the server stops. Choose a folder and a program to begin."
          >
            {begin}
            <TryDemo />
          </EmptyState>
        )}
        <div className="@container">
          <WaitingQueue cards={cards} filter={view.filter} />
          {!isEmpty && <BoardSessions view={view} cards={cards} onClearFilter={() => handle.filter('')} />}
        </div>
      </main>
      {/* At the bottom, so that the cards do not jump under a finger when one comes or goes. */}
      <div className="fixed inset-x-0 bottom-0 z-10 border-line border-t empty:hidden">
        <TroubleBanners />
      </div>
    </div>
  );
}
