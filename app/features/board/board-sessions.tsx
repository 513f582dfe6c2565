'use client';

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection, useSession } from '#app/live/use-session.ts';
import { EndDialog } from '#app/parts/end-dialog.tsx';
import { TroubleDialog } from '#app/parts/trouble-dialog.tsx';
import { useGoTo } from '#app/parts/use-go-to.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { MenuAnchor } from '#app/ui/menu.tsx';
import type { Group } from './arrange.ts';
import { type BoardCommands, BoardCommandsContext } from './board-commands.tsx';
import type { BoardView } from './board-view.ts';
import { InViewProvider } from './in-view.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SessionGroups } from './session-groups.tsx';
import { type MenuDeeds, SessionMenu } from './session-menu.tsx';
import { useArrangement } from './use-arrangement.ts';
import { useCardActions } from './use-card-actions.ts';
import { useCardAtFocus } from './use-card-at-focus.ts';
import { placeTowards, usePlaces } from './use-places.ts';

interface BoardSessionsProps {
  view: BoardView;
  cards: RefObject<HTMLDivElement | null>;
  onClearFilter: () => void;
}

/** What is open about one session. */
type Asking = { readonly id: string } & (
  | { readonly kind: 'menu'; readonly anchor: MenuAnchor }
  | { readonly kind: 'rename' }
  | { readonly kind: 'end' }
);

/** The cards or lines of a view, and all that can be done with one of them. */
export function BoardSessions({ view, cards, onClearFilter }: BoardSessionsProps) {
  const { api, store, newSession } = useLive();
  const goTo = useGoTo();
  const connected = useConnection().kind === 'connected';
  const [said, announce] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const places = usePlaces({ announce, onTrouble: setTrouble });
  const groups = useArrangement(view, places.moved);
  const session = useSession(asking?.id ?? '');
  const atFocus = useSession(useCardAtFocus(cards) ?? '');
  const rowAround = (id: string) => rowOf(id, groups, store.board.getState().sessions, places.moved);
  const placeOf = (which: Session | undefined) => {
    const row = which === undefined ? [] : rowAround(which.id);
    return { at: row.findIndex(({ id }) => id === which?.id), of: row.length };
  };

  const close = useCallback(() => setAsking(null), []);
  const hasDialog = asking !== null && asking.kind !== 'menu';
  useEffect(() => {
    if (!hasDialog) return;
    // After the dialog has given the focus to what had it before: the menu, which is gone.
    return () => void setTimeout(() => opener.current?.focus());
  }, [hasDialog]);
  /** What the menu began goes on. */
  const closeMenu = useCallback(() => setAsking((now) => (now?.kind === 'menu' ? null : now)), []);
  const commands = useMemo<BoardCommands>(
    () => ({
      openMenu(id, anchor) {
        opener.current = anchor instanceof HTMLElement ? anchor : null;
        setAsking({ kind: 'menu', id, anchor });
      },
    }),
    [],
  );
  const { move, moved } = places;
  const drop = useCallback(
    (id: string, from: number, to: number) => void move(rowOf(id, groups, store.board.getState().sessions, moved), from, to),
    [groups, move, moved, store],
  );

  async function tell(result: Promise<{ ok: true } | { ok: false; error: { message: string } }>): Promise<void> {
    const done = await result;
    if (!done.ok) setTrouble(done.error.message);
  }

  const deeds: MenuDeeds = {
    open: ({ id }) => goTo(id),
    rename: ({ id }) => setAsking({ kind: 'rename', id }),
    pin: (which, pinned) => void places.pin(which, pinned),
    move: (which, direction) => {
      const { at, of } = placeOf(which);
      void move(rowAround(which.id), at, placeTowards(at, of, direction));
    },
    end: ({ id }) => setAsking({ kind: 'end', id }),
    duplicate: (session) => newSession.setState({ like: session }),
    dismiss: ({ id }) => void tell(api.dismiss(id)),
  };

  /** Begun by a key: what closes gives the focus back to the card by itself. */
  const byKey = (deed: (which: Session) => void) => (which: Session) => {
    opener.current = null;
    deed(which);
  };
  const keyDeeds = { ...deeds, rename: byKey(deeds.rename), end: byKey(deeds.end) };
  useCardActions({ session: atFocus, place: placeOf(atFocus), connected, deeds: keyDeeds });

  return (
    <BoardCommandsContext value={commands}>
      <InViewProvider>
        <SessionGroups groups={groups} layout={view.layout} onDrop={drop} cards={cards} />
      </InViewProvider>
      {groups.length === 0 && (
        <EmptyState title="Nothing found" text={`No session has “${view.filter.trim()}” in its name, folder, provider or status.`}>
          <Button onClick={onClearFilter}>Clear filter</Button>
        </EmptyState>
      )}
      {session !== undefined && asking?.kind === 'menu' && (
        <SessionMenu
          session={session}
          anchor={asking.anchor}
          place={placeOf(session)}
          connected={connected}
          deeds={deeds}
          onClose={closeMenu}
        />
      )}
      {session !== undefined && asking?.kind === 'rename' && <RenameDialog session={session} onClose={close} />}
      {session !== undefined && asking?.kind === 'end' && (
        <EndDialog
          session={session}
          onClose={close}
          onEnd={() => {
            close();
            void tell(api.end(session.id));
          }}
        />
      )}
      {trouble !== null && <TroubleDialog sentence={trouble} onClose={() => setTrouble(null)} />}
      <p className="sr-only" role="status">
        {said}
      </p>
    </BoardCommandsContext>
  );
}

/** The sessions among which one can be moved, with the ranks the board shows: those of its group, pinned as it is or not, in order. */
function rowOf(
  id: string,
  groups: readonly Group[],
  sessions: ReadonlyMap<string, Session>,
  moved: ReadonlyMap<string, number>,
): Session[] {
  const group = groups.find(({ ids }) => ids.includes(id));
  const isPinned = sessions.get(id)?.pinned;
  return (group?.ids ?? []).flatMap((each) => {
    const session = sessions.get(each);
    return session?.pinned === isPinned && session !== undefined ? [{ ...session, rank: moved.get(each) ?? session.rank }] : [];
  });
}
