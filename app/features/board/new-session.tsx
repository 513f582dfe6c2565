'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Result } from '#common/result.ts';
import type { ProviderInfo } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { NewSessionForm } from './new-session-form.tsx';
import { requestOf, type SessionDraft } from './session-draft.ts';

/** The dialog that starts a session, and then shows it. */
export function NewSession({ onClose }: { onClose: () => void }) {
  const { api, settings, store } = useLive();
  const last = useSetting('lastChoice');
  const router = useRouter();
  const [providers, setProviders] = useState<Result<ProviderInfo[]> | null>(null);
  const [asked, setAsked] = useState(0);
  const [error, setError] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the tries
  useEffect(() => {
    let gone = false;
    setProviders(null);
    void api.providers().then((result) => {
      if (!gone) setProviders(result);
    });
    return () => {
      gone = true;
    };
  }, [api, asked]);

  async function start(draft: SessionDraft, provider: ProviderInfo | undefined): Promise<void> {
    const request = requestOf(draft, provider);
    if (!request.ok) return setError(request.error.message);
    setStarting(true);
    setError(null);
    const result = await api.create(request.value);
    setStarting(false);
    if (!result.ok) return setError(result.error.message);
    settings.set({ lastChoice: { provider: draft.provider, folder: draft.folder.trim() } });
    store.learned(result.value);
    router.push(`/s/${result.value.id}`);
  }

  return (
    <Dialog title="New session" onClose={onClose}>
      {providers === null && <p className="min-h-80 text-ink-2">Looking for installed programs…</p>}
      {providers && !providers.ok && (
        <div className="flex flex-wrap items-center gap-3" role="alert">
          <p className="flex-1 [overflow-wrap:anywhere]">{providers.error.message}</p>
          <Button onClick={() => setAsked(asked + 1)}>Try again</Button>
        </div>
      )}
      {providers?.ok && (
        <NewSessionForm
          providers={providers.value}
          folder={last?.folder ?? '~/'}
          lastProvider={last?.provider ?? null}
          error={error}
          starting={starting}
          onStart={(draft, provider) => void start(draft, provider)}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
