'use client';

import { type ReactNode, useState } from 'react';
import type { Result } from '#common/result.ts';
import type { Session } from '#common/session.ts';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { EndDialog } from '#app/parts/end-dialog.tsx';
import { TroubleDialog } from '#app/parts/trouble-dialog.tsx';

/** Offers to end the program of a session, which asks once, or to dismiss an exited one. Gives the dialogs to show. */
export function useEnding(session: Session, onDismissed: () => void): ReactNode {
  const { api } = useLive();
  const connected = useConnection().kind === 'connected';
  /** The session that is asked about: another one may be shown meanwhile. */
  const [asking, setAsking] = useState<Session['id'] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const exited = session.status === 'exited';

  async function act(action: () => Promise<Result<void>>): Promise<boolean> {
    const result = await action();
    if (!result.ok) setError(result.error.message);
    return result.ok;
  }

  async function dismiss(): Promise<void> {
    if (await act(() => api.dismiss(session.id))) onDismissed();
  }

  function end(): void {
    setAsking(null);
    void act(() => api.end(session.id));
  }

  useAction('session.end', connected && !exited ? () => setAsking(session.id) : null);
  useAction('session.dismiss', connected && exited ? () => void dismiss() : null);

  return (
    <>
      {asking === session.id && <EndDialog session={session} onEnd={end} onClose={() => setAsking(null)} />}
      {error !== null && <TroubleDialog sentence={error} onClose={() => setError(null)} />}
    </>
  );
}
