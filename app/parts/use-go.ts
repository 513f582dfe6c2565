'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import type { Connection } from '#app/live/connection.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { toast } from '#app/ui/toast.ts';
import { needsServer } from './needs-server.ts';

/**
 * Whether a way can be gone now; says so when it cannot. Next answers a failed fetch of a page with a visit of its address,
 * and without a server the browser puts an error page of its own there, with which everything open is lost.
 */
function canGo(connection: Connection, to: URL): boolean {
  if (connection.state.getState().kind !== 'lost' || !needsServer(new URL(window.location.href), to)) return true;
  toast('The server is away. Nothing was opened; try again when it is back.');
  return false;
}

/** Whether a path of the page can be gone to now; says so when it cannot. */
export function useMayGo(): (path: string) => boolean {
  const { connection } = useLive();
  return useCallback((path) => canGo(connection, new URL(path, window.location.href)), [connection]);
}

/** Goes to a path of the page, if the server is there for it; gives whether it is. */
export function useGo(): (path: string) => boolean {
  const router = useRouter();
  const mayGo = useMayGo();
  return useCallback(
    (path) => {
      const goes = mayGo(path);
      if (goes) router.push(path);
      return goes;
    },
    [router, mayGo],
  );
}

/** Lets no click on a link leave the page while the server is lost. A link that opens elsewhere is the browser's own. */
export function useLinkGuard(): void {
  const { connection } = useLive();
  useEffect(() => {
    const guard = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (link === null || (link.target !== '' && link.target !== '_self') || canGo(connection, new URL(link.href))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // On the window: React listens on the document, and would follow the link first.
    window.addEventListener('click', guard, true);
    return () => window.removeEventListener('click', guard, true);
  }, [connection]);
}
