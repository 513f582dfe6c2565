'use client';

import '#app/live/no-eval.ts';
import { useDeferredValue, useRef } from 'react';
import { useActions } from '#app/actions/actions-provider.tsx';
import { KeyHint, useAriaKeys } from '#app/actions/key-hint.tsx';
import { useBoard, useConnection } from '#app/live/use-session.ts';
import { CannotLoad } from '#app/parts/cannot-load.tsx';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { Button } from '#app/ui/button.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardSessions } from './board-sessions.tsx';
import { CardsToCome } from './cards-to-come.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { useBoardActions } from './use-board-actions.ts';
import { useBoardView } from './use-board-view.ts';
import { WaitingQueue } from './waiting-queue.tsx';

/** Every session: those that wait for a person on top, then all of them with what they show now. */
export function Board() {
  const handle = useBoardView();
  const filterField = useRef<HTMLInputElement>(null);
  const cards = useRef<HTMLDivElement>(null);
  const phase = useBoard((board) => board.phase);
  const failed = useBoard((board) => board.failed);
  const hasSessions = useBoard((board) => board.sessions.size > 0);
  const connected = useConnection().kind === 'connected';
  const { run } = useActions();
  const newKeys = useAriaKeys('session.new');
  // Typing comes first; the cards follow when there is time.
  const view = useDeferredValue(handle.view);
  const isEmpty = phase === 'ready' && !hasSessions;
  const cannotLoad = phase === 'loading' && failed !== null;
  const hasViews = !isEmpty && !cannotLoad;
  useBoardActions({ handle, filterField, hasViews });
  const begin = (tone: 'primary' | 'plain') => (
    <Button tone={tone} disabled={!connected} aria-keyshortcuts={newKeys} onClick={() => run('session.new')}>
      New session <KeyHint action="session.new" />
    </Button>
  );

  return (
    <div className="flex h-full flex-col">
      <BoardBar handle={handle} filterField={filterField} hasViews={hasViews}>
        {!isEmpty && begin('primary')}
      </BoardBar>
      <main className="flex min-h-0 flex-1 flex-col overflow-y-auto p-3 pb-28 sm:p-5 sm:pb-20">
        {cannotLoad && <CannotLoad failure={failed} />}
        {isEmpty && <EmptyBoard>{begin('plain')}</EmptyBoard>}
        {hasViews && (
          <div className="@container flex shrink-0 grow flex-col">
            {hasSessions ? (
              <>
                <WaitingQueue key={view.filter} filter={view.filter} />
                <BoardSessions view={view} cards={cards} onClearFilter={() => handle.filter('')} />
              </>
            ) : (
              <CardsToCome />
            )}
          </div>
        )}
      </main>
      {/* At the bottom, so that the cards do not jump under a finger when one comes or goes. */}
      <div className="fixed inset-x-0 bottom-0 z-10 border-line border-t empty:hidden">
        <TroubleBanners saysFailed={!cannotLoad} />
      </div>
    </div>
  );
}
