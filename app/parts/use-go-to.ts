'use client';

import { useCallback } from 'react';
import type { SessionId } from '#common/session.ts';
import { sessionPath } from './session-path.ts';
import { useMayGo } from './use-go.ts';

/** Goes to a session's page. Only the address changes: what it shows is in every page, so no answer of the server is awaited. */
export function useGoTo(): (id: SessionId) => void {
  const mayGo = useMayGo();
  return useCallback(
    (id) => {
      const path = sessionPath(id);
      if (window.location.pathname !== path && mayGo(path)) window.history.pushState(null, '', path);
    },
    [mayGo],
  );
}
