'use client';

import { useCallback } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import type { SessionId } from '#common/session.ts';
import { sessionAt, sessionPath } from './session-path.ts';
import { useMayGo } from './use-go.ts';

let before = '/';

/** The path of the page that was there before the sessions that were shown since, with its filter and grouping. */
export function placeBefore(): string {
  return before;
}

/** Goes to a session's page. Only the address changes: what it shows is in every page, so no answer of the server is awaited. */
export function useGoTo(): (id: SessionId) => void {
  const { going } = useLive();
  const mayGo = useMayGo();
  return useCallback(
    (id) => {
      const path = sessionPath(id);
      const { pathname, search } = window.location;
      if (pathname === path || !mayGo(path)) return;
      if (sessionAt(pathname) === null) before = `${pathname}${search}`;
      window.history.pushState(null, '', path);
      going.to(id, path);
    },
    [going, mayGo],
  );
}
