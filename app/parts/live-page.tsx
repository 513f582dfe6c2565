'use client';

import '#app/live/no-eval.ts';
import type { ReactNode } from 'react';
import { ActionsProvider } from '#app/actions/actions-provider.tsx';
import { LiveProvider } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { Button, buttonLook } from '#app/ui/button.tsx';
import { NoticePage } from '#app/ui/notice-page.tsx';
import { Toaster } from '#app/ui/toaster.tsx';
import { TooltipLayer } from '#app/ui/tooltip-layer.tsx';
import { ConnectionAnnouncer } from './connection-announcer.tsx';
import { StatusAnnouncer } from './status-announcer.tsx';

/** What every page stands in: the live parts, and the one notice that takes the page's place when it is shut out. */
export function LivePage({ children }: { children: ReactNode }) {
  return (
    <LiveProvider fallback={<Loading />}>
      <ActionsProvider>
        <StatusAnnouncer />
        <ConnectionAnnouncer />
        <AccessCheck>{children}</AccessCheck>
        <Toaster />
        <TooltipLayer />
      </ActionsProvider>
    </LiveProvider>
  );
}

/** What the server sends: it knows nothing live. */
function Loading() {
  return (
    <div className="h-dvh bg-ground">
      <title>Beckon</title>
    </div>
  );
}

function AccessCheck({ children }: { children: ReactNode }) {
  const connection = useConnection();
  if (connection.kind !== 'refused') return children;
  switch (connection.reason) {
    case 'no_access':
      return (
        <NoticePage title="No access" text="This browser has no access any more. Run npm start in the Beckon folder for a fresh link.">
          {/* Not a link of Next's: the page behind it belongs to the gate. */}
          <a href="/login" className={buttonLook('primary')}>
            Log in
          </a>
        </NoticePage>
      );
    case 'outdated':
      return (
        <NoticePage
          title="This page is out of date"
          text="The server has been updated and speaks another protocol version. Sessions run on."
        >
          <Button tone="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </NoticePage>
      );
    case 'no_storage':
      return (
        <NoticePage
          title="The browser refused its storage"
          text="Beckon keeps half of this browser's key in IndexedDB, and the browser does not allow that here, as in some private windows. Open Beckon in a normal window."
        />
      );
  }
}
