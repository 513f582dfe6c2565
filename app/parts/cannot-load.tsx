'use client';

import type { Failure } from '#common/result.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';

/** Stands where sessions would, when the hub could not tell them. */
export function CannotLoad({ failure }: { failure: Failure }) {
  const { store } = useLive();
  return (
    <EmptyState title="The sessions could not be loaded" text={`${failure.message} The sessions themselves run on.`}>
      <Button tone="primary" onClick={store.subscribe}>
        Try again
      </Button>
    </EmptyState>
  );
}
