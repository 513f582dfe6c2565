'use client';

import { useEffect, useState } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { createStatusVoice } from './status-voice.ts';

/** Says changes of status to a screen reader, politely; the first picture of the board is no change. */
export function StatusAnnouncer() {
  const { store } = useLive();
  const [text, setText] = useState('');

  useEffect(() => {
    const voice = createStatusVoice({
      say: setText,
      now: Date.now,
      schedule(run, delay) {
        const timer = setTimeout(run, delay);
        return () => clearTimeout(timer);
      },
    });
    const unsubscribe = store.board.subscribe((now, before) => {
      if (before.phase === 'loading' || now.sessions === before.sessions) return;
      voice.changed(before.sessions, now.sessions);
    });
    return () => {
      unsubscribe();
      voice.close();
    };
  }, [store]);

  return (
    <p className="sr-only" role="status" aria-live="polite">
      {text}
    </p>
  );
}
