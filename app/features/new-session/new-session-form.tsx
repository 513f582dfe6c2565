'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { ProviderInfo } from '#common/session.ts';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { FolderField } from './folder-field.tsx';
import { ProviderCards } from './provider-cards.tsx';
import { COUNT_MAX, countFault, type DraftFault, type SessionDraft } from './session-draft.ts';

interface NewSessionFormProps {
  id: string;
  draft: SessionDraft;
  providers: readonly ProviderInfo[] | null;
  fault: DraftFault | null;
  closeList: RefObject<(() => boolean) | null>;
  onChange: (change: Partial<SessionDraft>) => void;
  onSubmit: () => void;
}

/** The fields of a new session. What is wrong stands at its field, which gets the focus. */
export function NewSessionForm({ id, draft, providers, fault, closeList, onChange, onSubmit }: NewSessionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const provider = providers?.find((each) => each.id === draft.provider);
  const errorAt = (field: keyof SessionDraft) => (fault?.field === field ? fault.message : null);

  useEffect(() => {
    if (!fault?.field) return;
    const field = form.current?.querySelector<HTMLElement>(`[data-field="${fault.field}"]`);
    (field?.matches('input, textarea') ? field : field?.querySelector<HTMLElement>('input:checked'))?.focus();
  }, [fault]);

  return (
    <form
      id={id}
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <FolderField value={draft.folder} onChange={(folder) => onChange({ folder })} error={errorAt('folder')} closeList={closeList} />
      <ProviderCards providers={providers} chosen={draft.provider} onChoose={(chosen) => onChange({ provider: chosen })} />
      {fault && (fault.field === null || fault.field === 'provider') && (
        <p role="alert" className="rounded-md border border-failed px-3 py-2 [overflow-wrap:anywhere]">
          {fault.message}
        </p>
      )}
      {draft.provider === 'command' && (
        <>
          <TextField
            label="Program"
            mono
            data-field="program"
            hint="A name that is looked up in PATH, or a path."
            error={errorAt('program')}
            value={draft.program}
            onChange={(event) => onChange({ program: event.target.value })}
          />
          <TextArea
            label="Arguments"
            mono
            data-field="args"
            hint="One per line, taken as it stands: no quotes, no variables, no wildcards."
            error={errorAt('args')}
            value={draft.args}
            onChange={(event) => onChange({ args: event.target.value })}
          />
        </>
      )}
      {provider?.takesPrompt && (
        <TextArea
          label="Opening prompt"
          data-field="prompt"
          hint={draft.provider === 'shell' ? 'Typed as the first line. May stay empty.' : 'What it works on first. May stay empty.'}
          error={errorAt('prompt')}
          value={draft.prompt}
          onChange={(event) => onChange({ prompt: event.target.value })}
          onKeyDown={(event) => {
            // Enter makes a new line here; with Ctrl or Cmd it starts, as Enter does in every other field.
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onSubmit();
          }}
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <TextField
          label="Name"
          data-field="name"
          hint="Empty: named after program and folder."
          error={errorAt('name')}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <TextField
          label="How many"
          data-field="count"
          type="number"
          inputMode="numeric"
          min={1}
          max={COUNT_MAX}
          hint={`1 to ${COUNT_MAX}, all alike.`}
          error={errorAt('count') ?? countFault(draft.count)}
          value={draft.count}
          onChange={(event) => onChange({ count: event.target.value })}
        />
      </div>
    </form>
  );
}
