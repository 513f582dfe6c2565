'use client';

import { useState } from 'react';
import type { ProviderInfo } from '#common/session.ts';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { ProviderChoice } from './provider-choice.tsx';
import { firstProvider, type SessionDraft } from './session-draft.ts';

interface NewSessionFormProps {
  providers: ProviderInfo[];
  folder: string;
  lastProvider: string | null;
  error: string | null;
  starting: boolean;
  onStart: (draft: SessionDraft, provider: ProviderInfo | undefined) => void;
  onCancel: () => void;
}

export function NewSessionForm({ providers, folder, lastProvider, error, starting, onStart, onCancel }: NewSessionFormProps) {
  const [draft, setDraft] = useState<SessionDraft>(() => ({
    folder,
    provider: firstProvider(providers, lastProvider),
    name: '',
    prompt: '',
    program: '',
    args: '',
  }));
  const provider = providers.find((one) => one.id === draft.provider);
  const missing = provider !== undefined && provider.id !== 'command' && provider.program === null;
  const set = (change: Partial<SessionDraft>) => setDraft({ ...draft, ...change });

  return (
    <form
      className="flex flex-col gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onStart(draft, provider);
      }}
    >
      <Field label="Folder" hint="Absolute, or beginning with ~/ for your home folder.">
        {(control) => (
          <input
            {...control}
            className={`${control.className} font-mono`}
            value={draft.folder}
            onChange={(event) => set({ folder: event.target.value })}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <ProviderChoice providers={providers} chosen={draft.provider} onChoose={(id) => set({ provider: id })} />
      {missing && (
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          {provider.name} is not installed on this machine.
          {provider.install && (
            <>
              {' '}
              Install it with <code className="rounded bg-well px-1 py-0.5 font-mono text-ink text-xs">{provider.install}</code>, then open
              this again.
            </>
          )}
        </p>
      )}
      {draft.provider === 'command' && (
        <>
          <Field label="Program" hint="A name that is looked up in PATH, or a path.">
            {(control) => (
              <input
                {...control}
                className={`${control.className} font-mono`}
                value={draft.program}
                onChange={(event) => set({ program: event.target.value })}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
          <Field label="Arguments" hint="One per line, taken as it stands: no quotes, no variables, no wildcards.">
            {(control) => (
              <textarea
                {...control}
                className={`${control.className} font-mono`}
                rows={3}
                value={draft.args}
                onChange={(event) => set({ args: event.target.value })}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        </>
      )}
      {provider?.takesPrompt && (
        <Field label="Opening prompt" hint={draft.provider === 'shell' ? 'Typed as the first line. May stay empty.' : 'May stay empty.'}>
          {(control) => <textarea {...control} rows={2} value={draft.prompt} onChange={(event) => set({ prompt: event.target.value })} />}
        </Field>
      )}
      <Field label="Name" hint="May stay empty: then it is named after program and folder.">
        {(control) => <input {...control} value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />}
      </Field>
      {error && (
        <p role="alert" className="rounded-md border border-failed px-3 py-2 [overflow-wrap:anywhere]">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" tone="primary" disabled={starting || missing}>
          {starting ? 'Starting…' : 'Start'}
        </Button>
      </div>
    </form>
  );
}
