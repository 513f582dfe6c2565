'use client';

import { useEffect, useState } from 'react';
import type { ProviderId } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';

/**
 * A provider's name and the version that is installed now, which a session that began before an update does not have. Null
 * while that is on its way, for a plain command, and when the server cannot say.
 */
export function useInstalled(id: ProviderId): string | null {
  const { api } = useLive();
  const [words, setWords] = useState<string | null>(null);

  useEffect(() => {
    if (id === 'command') return;
    let isCurrent = true;
    void api.providers({ versions: true }).then((result) => {
      const info = result.ok ? result.value.find((provider) => provider.id === id) : undefined;
      if (!isCurrent || info === undefined) return;
      setWords(info.version === null ? info.name : `${info.name}, installed now: ${info.version}`);
    });
    return () => {
      isCurrent = false;
      setWords(null);
    };
  }, [api, id]);

  return words;
}
