'use client';

import { useState, useSyncExternalStore } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { lostNews } from './lost-words.ts';

/**
 * Says to a screen reader, politely and once, that the server was lost, that it stays away, and that it is back. The banners
 * say it to the eye: a region that comes with its text already in it is not read out by every reader.
 */
export function ConnectionAnnouncer() {
  const { clock } = useLive();
  const connection = useConnection();
  const [wasLost, setWasLost] = useState(false);
  const isLost = connection.kind === 'lost';
  if (isLost && !wasLost) setWasLost(true);
  const words = () => {
    if (isLost) return lostNews(clock.now() - connection.since, connection.closing);
    return wasLost && connection.kind === 'connected' ? 'The server is back.' : '';
  };
  return (
    <p className="sr-only" role="status">
      {useSyncExternalStore(isLost ? clock.subscribe : neverChanges, words, words)}
    </p>
  );
}

const neverChanges = () => () => undefined;
