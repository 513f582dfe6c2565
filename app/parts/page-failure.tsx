'use client';

import { useEffect } from 'react';
import { Button } from '#app/ui/button.tsx';
import { NoticePage } from '#app/ui/notice-page.tsx';

/** A bug in the page: says so, and keeps the way back. */
export function PageFailure({ error }: { error: Error }) {
  useEffect(() => console.error(error), [error]);
  return (
    <NoticePage title="This page has failed" text={`Sessions run on. The browser's console has the details: ${error.message}`}>
      <Button tone="primary" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </NoticePage>
  );
}
