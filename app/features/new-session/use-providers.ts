'use client';

import { useEffect, useState } from 'react';
import type { Failure } from '#common/result.ts';
import type { ProviderInfo } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';

export interface Providers {
  /** Null while they are on their way. */
  readonly list: readonly ProviderInfo[] | null;
  readonly failed: Failure | null;
  again(): void;
}

/** What a session can run: at once without versions, then with them, which may take the machine some seconds. */
export function useProviders(): Providers {
  const { api } = useLive();
  const [asked, setAsked] = useState({});
  const [list, setList] = useState<readonly ProviderInfo[] | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);

  useEffect(() => {
    let current: object | null = asked;
    const isCurrent = () => current === asked;
    async function ask(): Promise<void> {
      const plain = await api.providers({ versions: false });
      if (!isCurrent()) return;
      if (!plain.ok) return setFailed(plain.error);
      setFailed(null);
      setList(plain.value);
      const versioned = await api.providers({ versions: true });
      if (isCurrent() && versioned.ok) setList(versioned.value);
    }
    void ask();
    return () => {
      current = null;
    };
  }, [api, asked]);

  return { list, failed, again: () => setAsked({}) };
}
