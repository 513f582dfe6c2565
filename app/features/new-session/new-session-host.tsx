'use client';

import '#app/live/no-eval.ts';
import { usePathname } from 'next/navigation';
import { lazy, Suspense, useRef } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection, useNewSessionCall, useSession } from '#app/live/use-session.ts';
import type { SessionDraft } from './session-draft.ts';

const NewSessionDialog = lazy(async () => ({ default: (await import('./new-session-dialog.tsx')).NewSessionDialog }));

/** The dialog for a new session, on every page: it loads when it is first wanted. */
export function NewSessionHost() {
  const { newSession } = useLive();
  const call = useNewSessionCall();
  const connected = useConnection().kind === 'connected';
  const shown = useSession(/^\/s\/([^/]+)$/.exec(usePathname())?.[1] ?? '');
  const kept = useRef<SessionDraft | null>(null);

  useAction('session.new', connected ? () => newSession.setState({ like: null }) : null);
  useAction('session.duplicate', connected && shown ? () => newSession.setState({ like: shown }) : null);

  if (call === null) return null;
  return (
    <Suspense>
      <NewSessionDialog
        key={call.like?.id ?? 'new'}
        like={call.like}
        kept={call.like === null ? kept.current : null}
        onKeep={(draft) => {
          kept.current = draft;
        }}
        onClose={() => newSession.setState(null, true)}
      />
    </Suspense>
  );
}
