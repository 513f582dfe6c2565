'use client';

import { useState } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { focusHeading } from '#app/parts/focus-heading.ts';
import { Button } from '#app/ui/button.tsx';
import { toast } from '#app/ui/toast.ts';

/** Starts three demo agents in a scratch folder; they show on the board. */
export function TryDemo() {
  const { api, store } = useLive();
  const connected = useConnection().kind === 'connected';
  const [isStarting, setStarting] = useState(false);

  async function start(): Promise<void> {
    if (isStarting) return;
    setStarting(true); // and not `disabled`: a button that is loses the focus
    const started = await api.tryDemo();
    setStarting(false);
    if (!started.ok) return toast(started.error.message, { tone: 'bad' });
    for (const session of started.value) store.learned(session);
    focusHeading(document); // the button has gone
  }

  useAction('demo.try', connected && !isStarting ? () => void start() : null);

  return (
    <Button tone="primary" disabled={!connected} aria-disabled={isStarting} onClick={() => void start()}>
      {isStarting ? 'Starting…' : 'Try it with three demo agents'}
    </Button>
  );
}
