'use client';

import { useEffect, useRef } from 'react';
import type { SessionId } from '#common/session.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { neighbour } from '#app/live/open-terminals.ts';
import { useBoard, useConnection, useOpenTerminals, useSetting } from '#app/live/use-session.ts';
import { sessionAt, sessionPath } from '#app/parts/session-path.ts';
import { PAGE_ROOM } from '#app/parts/shell.tsx';
import { useGo } from '#app/parts/use-go.ts';
import { placeBefore, useGoTo } from '#app/parts/use-go-to.ts';
import { useLeave } from './use-leave.ts';
import { usePath } from '#app/parts/use-path.ts';

/** The actions of the open terminals, on every page: next and previous, close, hide and show. Shows nothing. */
export function SessionActions() {
  const { open } = useLive();
  const set = useOpenTerminals();
  const go = useGo();
  const goTo = useGoTo();
  const path = usePath();
  const shown = sessionAt(path);
  const exists = useBoard((board) => shown !== null && board.sessions.has(shown));
  const startAgain = useStartAgain();

  useEffect(() => {
    if (shown !== null && exists) open.shown(shown);
  }, [open, shown, exists]);
  useFocusAfterLeaving(shown);

  const next = neighbour(set, 1);
  const previous = neighbour(set, -1);
  const reachable = (to: SessionId | null) => to !== null && to !== shown;
  // The other page comes a moment later: what is typed until then is not for the program any more.
  const hide = () => {
    if (go(placeBefore()) && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const leave = useLeave(hide);

  function toggle(): void {
    if (shown !== null) hide();
    else if (set.last !== null) goTo(set.last);
    else startAgain();
  }

  useAction('session.next', reachable(next) ? () => next && goTo(next) : null);
  useAction('session.previous', reachable(previous) ? () => previous && goTo(previous) : null);
  useAction('session.close', shown === null ? null : () => leave(shown));
  useAction('session.toggle', toggle);
  return null;
}

/** The focus went with the terminal's page: it goes on where the session stands on the page that came, else at that page. */
function useFocusAfterLeaving(shown: SessionId | null): void {
  const before = useRef(shown);
  useEffect(() => {
    const left = before.current;
    before.current = shown;
    if (left === null || shown !== null || (document.activeElement ?? document.body) !== document.body) return;
    const page = document.getElementById(PAGE_ROOM);
    const here = `a[href="${sessionPath(left)}"]`;
    // Its card before its line in the queue.
    const link = page?.querySelector<HTMLElement>(`[data-session] ${here}`) ?? page?.querySelector<HTMLElement>(here);
    (link ?? page)?.focus();
  }, [shown]);
}

/** Starts a session with the provider and in the folder of the last one; without those, or when that fails, asks for them. */
function useStartAgain(): () => void {
  const { api, store } = useLive();
  const { run } = useActions();
  const goTo = useGoTo();
  const last = useSetting('lastChoice');
  const connected = useConnection().kind === 'connected';
  const starting = useRef(false);

  async function start(choice: NonNullable<typeof last>): Promise<void> {
    starting.current = true;
    const result = await api.create({ provider: choice.provider, cwd: choice.folder });
    starting.current = false;
    if (!result.ok) return void run('session.new');
    store.learned(result.value);
    goTo(result.value.id);
  }

  return () => {
    if (!last || !connected || last.provider === 'command') run('session.new');
    else if (!starting.current) void start(last);
  };
}
