'use client';

import { useEffect, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { statusMore, STATUS_WORDS } from './status-words.ts';

/** Says changes of status to a screen reader, politely; the first picture of the board is no change. */
export function StatusAnnouncer() {
  const { store } = useLive();
  const [text, setText] = useState('');

  useEffect(
    () =>
      store.board.subscribe((now, before) => {
        if (before.phase === 'loading' || now.sessions === before.sessions) return;
        const changed = changedStatuses(before.sessions, now.sessions);
        if (changed.length > 0) setText(changed.join('. '));
      }),
    [store],
  );

  return (
    <p className="sr-only" role="status" aria-live="polite">
      {text}
    </p>
  );
}

/** A sentence for each session whose status word has changed. */
export function changedStatuses(before: ReadonlyMap<string, Session>, now: ReadonlyMap<string, Session>): string[] {
  const sentences: string[] = [];
  for (const session of now.values()) {
    const old = before.get(session.id);
    if (!old || old.status === session.status) continue;
    const more = session.status === 'exited' ? `, ${statusMore(session)}` : '';
    sentences.push(`${session.name}: ${STATUS_WORDS[session.status]}${more}`);
  }
  return sentences;
}
