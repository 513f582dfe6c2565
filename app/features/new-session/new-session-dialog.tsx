'use client';

import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';
import { useGoTo } from '#app/parts/use-go-to.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { toast } from '#app/ui/toast.ts';
import { NewSessionForm } from './new-session-form.tsx';
import {
  countOf,
  type DraftFault,
  draftLike,
  emptyDraft,
  faultOf,
  firstProvider,
  isInstalled,
  requestsOf,
  type SessionDraft,
  startAll,
} from './session-draft.ts';
import { useProviders } from './use-providers.ts';

interface NewSessionDialogProps {
  /** The session to start another one of; null for one from nothing. */
  like: Session | null;
  /** What was typed when the dialog was closed without starting anything. */
  kept: SessionDraft | null;
  /** Tells what to keep; null when it was started. */
  onKeep: (draft: SessionDraft | null) => void;
  onClose: () => void;
}

/** Starts one session and shows it, or several at once. */
export function NewSessionDialog({ like, kept, onKeep, onClose }: NewSessionDialogProps) {
  const { api, settings, store } = useLive();
  const last = useSetting('lastChoice');
  const goTo = useGoTo();
  const providers = useProviders();
  const form = useId();
  const closeList = useRef<(() => boolean) | null>(null);
  const [typed, setTyped] = useState<SessionDraft>(() => kept ?? begin());
  /** Whether the provider was chosen, by the person or by the session to be like. */
  const [isChosen, setChosen] = useState(kept !== null || like !== null);
  const [fault, setFault] = useState<DraftFault | null>(null);
  const [isStarting, setStarting] = useState(false);
  /** It was to be started before it was known what is installed: it is as soon as that is known. */
  const [isAwaited, setAwaited] = useState(false);

  const draft = isChosen || providers.list === null ? typed : { ...typed, provider: firstProvider(providers.list, last?.provider ?? null) };
  const provider = providers.list?.find(({ id }) => id === draft.provider);
  const isMissing = provider !== undefined && !isInstalled(provider);
  const count = countOf(draft.count) ?? 1;

  function begin(): SessionDraft {
    if (like === null) return emptyDraft(last?.folder ?? '~/', last?.provider ?? 'shell');
    return draftLike(like, new Set([...store.board.getState().sessions.values()].map(({ name }) => name)));
  }

  function change(part: Partial<SessionDraft>): void {
    const next = { ...draft, ...part };
    setTyped(next);
    if (part.provider !== undefined) setChosen(true);
    setFault(null);
    setAwaited(false);
    if (like === null) onKeep(next);
  }

  async function start(): Promise<void> {
    if (isStarting || isMissing) return;
    if (providers.list === null) return setAwaited(true);
    const requests = requestsOf(draft, provider);
    if (!requests.ok) return setFault(requests.fault);
    setStarting(true);
    setFault(null);
    const { sessions, failed } = await startAll(requests.value, api.create);
    setStarting(false);
    for (const session of sessions) store.learned(session);
    if (failed !== null) {
      const found = faultOf(failed, draft);
      if (sessions.length === 0) return setFault(found);
      setTyped({ ...draft, count: String(requests.value.length - sessions.length) });
      return setFault({
        field: null,
        message: `${sessions.length} of ${requests.value.length} sessions were started. The next one failed: ${failed.message}`,
      });
    }
    onKeep(null);
    settings.set({ lastChoice: { provider: draft.provider, folder: draft.folder.trim() } });
    onClose();
    const [only, ...others] = sessions;
    if (others.length > 0) toast(`${sessions.length} sessions started.`, { tone: 'good' });
    else if (only !== undefined) goTo(only.id);
  }

  const startAwaited = useEffectEvent(() => {
    setAwaited(false);
    void start();
  });
  const isKnown = providers.list !== null;
  useEffect(() => {
    if (isAwaited && isKnown) startAwaited();
  }, [isAwaited, isKnown]);

  return (
    <Dialog
      title={like === null ? 'New session' : `Duplicate ${like.name}`}
      onClose={() => {
        if (closeList.current?.() !== true) onClose();
      }}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-ink-2 text-xs">
            {isAwaited && providers.failed === null && 'Looks first what is installed.'}
          </p>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={form} tone="primary" disabled={isStarting || isAwaited || isMissing || providers.failed !== null}>
            {isStarting || isAwaited ? 'Starting…' : count === 1 ? 'Start' : `Start ${count}`}
          </Button>
        </>
      }
    >
      {providers.failed ? (
        <div className="flex flex-wrap items-center gap-3" role="alert">
          <p className="flex-1 [overflow-wrap:anywhere]">{providers.failed.message}</p>
          <Button onClick={providers.again}>Try again</Button>
        </div>
      ) : (
        <NewSessionForm
          id={form}
          draft={draft}
          providers={providers.list}
          fault={fault}
          closeList={closeList}
          onChange={change}
          onSubmit={() => void start()}
        />
      )}
    </Dialog>
  );
}
