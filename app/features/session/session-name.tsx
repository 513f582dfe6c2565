'use client';

import { Pencil } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Session, sessionNameSchema } from '#common/session.ts';
import { useAriaKeys, useKeyWords } from '#app/actions/key-hint.tsx';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { IconButton } from '#app/ui/icon-button.tsx';

/** A session's name (`children`), which is renamed in place: Enter keeps the new name, Esc the old one. */
export function SessionName({ session, children }: { session: Session; children: ReactNode }) {
  const connected = useConnection().kind === 'connected';
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const keys = useAriaKeys('session.rename');
  const hint = useKeyWords('session.rename');
  useAction('session.rename', connected ? () => setEditing(true) : null);

  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <NameForm session={session} onDone={() => setEditing(false)} />;
  return (
    <>
      {children}
      <IconButton
        ref={button}
        label="Rename"
        icon={Pencil}
        size="small"
        className="max-sm:hidden"
        disabled={!connected}
        aria-keyshortcuts={keys}
        {...(hint === null ? {} : { hint })}
        onClick={() => setEditing(true)}
      />
    </>
  );
}

function NameForm({ session, onDone }: { session: Session; onDone: () => void }) {
  const { api, store } = useLive();
  const [name, setName] = useState(session.name);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.select(), []);

  async function save(): Promise<void> {
    const checked = sessionNameSchema.safeParse(name);
    if (!checked.success) return setError(checked.error.issues[0]?.message ?? 'That is no name.');
    if (checked.data === session.name) return onDone();
    setSaving(true);
    const result = await api.change(session.id, { name: checked.data });
    setSaving(false);
    if (!result.ok) return setError(result.error.message);
    store.learned(result.value);
    onDone();
  }

  return (
    <form
      className="relative flex min-w-0 flex-1 items-center"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        ref={field}
        aria-label="Name"
        aria-invalid={error !== null}
        value={name}
        readOnly={saving}
        onChange={(event) => setName(event.target.value)}
        onBlur={onDone}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
        className="h-7 w-full min-w-24 max-w-80 rounded-md border border-line-strong bg-ground px-2 text-[13px] text-ink touch:h-10 touch:text-base"
      />
      {error && (
        <p
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 max-w-80 rounded-md border border-failed bg-raised px-2 py-1 text-xs [overflow-wrap:anywhere]"
        >
          {error}
        </p>
      )}
    </form>
  );
}
