'use client';

import { useState } from 'react';
import type { Result } from '#common/result.ts';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { Button } from '#app/ui/button.tsx';
import { EndDialog } from './end-dialog.tsx';
import { TroubleDialog } from './trouble-dialog.tsx';

interface SessionEndingProps {
  session: Session;
  /** Id of the element that names the session: in a list every button is called `End`. */
  describedBy?: string;
  onDismissed?: () => void;
}

/** Ends a session's program (asks once), or puts an exited session away. */
export function SessionEnding({ session, describedBy, onDismissed }: SessionEndingProps) {
  const { api } = useLive();
  const connected = useConnection().kind === 'connected';
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function run(action: () => Promise<Result<void>>): Promise<boolean> {
    setBusy(true);
    setError(null);
    const result = await action();
    setBusy(false);
    if (!result.ok) setError(result.error.message);
    return result.ok;
  }

  async function dismiss(): Promise<void> {
    if (await run(() => api.dismiss(session.id))) onDismissed?.();
  }

  async function end(): Promise<void> {
    setAsking(false);
    await run(() => api.end(session.id));
  }

  return (
    <>
      {session.status === 'exited' ? (
        <Button aria-describedby={describedBy} disabled={busy || !connected} onClick={() => void dismiss()}>
          Dismiss
        </Button>
      ) : (
        <Button aria-describedby={describedBy} disabled={busy || !connected} onClick={() => setAsking(true)}>
          End
        </Button>
      )}
      {error && <TroubleDialog sentence={error} onClose={() => setError(null)} />}
      {asking && <EndDialog session={session} onEnd={() => void end()} onClose={() => setAsking(false)} />}
    </>
  );
}
