'use client';

import { useCallback } from 'react';
import type { SessionId } from '#common/session.ts';
import { sessionAt, sessionPath } from './session-path.ts';
import { useGo } from './use-go.ts';

/** Goes to a session's page; from another session's page only the address changes, which needs no answer of the server. */
export function useGoTo(): (id: SessionId) => void {
  const go = useGo();
  return useCallback(
    (id) => {
      const here = window.location.pathname;
      if (sessionAt(here) === null) go(sessionPath(id));
      else if (here !== sessionPath(id)) window.history.pushState(null, '', sessionPath(id));
    },
    [go],
  );
}
