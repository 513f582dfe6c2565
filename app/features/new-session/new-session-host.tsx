'use client';

import '#app/live/no-eval.ts';
import { useRef } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection, useNewSessionCall, useSession } from '#app/live/use-session.ts';
import { useLater } from '#app/parts/use-later.ts';
import type { SessionDraft } from './session-draft.ts';
import { usePath } from '#app/parts/use-path.ts';

const loadDialog = () => import('./new-session-dialog.tsx');

/** The dialog for a new session, on every page. */
export function NewSessionHost() {
  const { newSession } = useLive();
  const call = useNewSessionCall();
  const connected = useConnection().kind === 'connected';
  const shown = useSession(/^\/s\/([^/]+)$/.exec(usePath())?.[1] ?? '');
  const kept = useRef<SessionDraft | null>(null);
  const close = () => newSession.setState(null, true);
  const loaded = useLater(loadDialog, call !== null, close);

  useAction('session.new', connected ? () => newSession.setState({ like: null }) : null);
  useAction('session.duplicate', connected && shown ? () => newSession.setState({ like: shown }) : null);

  if (call === null || loaded === null) return null;
  return (
    <loaded.NewSessionDialog
      key={call.like?.id ?? 'new'}
      like={call.like}
      kept={call.like === null ? kept.current : null}
      onKeep={(draft) => {
        kept.current = draft;
      }}
      onClose={close}
    />
  );
}
