'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Session, sessionNameSchema } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useConnection } from '#app/live/use-session.ts';
import { Button } from '#app/ui/button.tsx';

/** A session's name (`children`) with the button that renames it in place: Enter keeps the new name, Esc the old one. */
export function SessionName({ session, children }: { session: Session; children: ReactNode }) {
  const connected = useConnection().kind === 'connected';
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);

  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <NameForm session={session} onDone={() => setEditing(false)} />;
  return (
    <>
      {children}
      <Button ref={button} tone="quiet" disabled={!connected} onClick={() => setEditing(true)}>
        Rename
      </Button>
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
      className="flex min-w-0 flex-1 flex-wrap items-center gap-2"
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
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
        className="h-10 min-w-32 flex-1 rounded-md border border-line-strong bg-ground px-2 text-base text-ink sm:h-7 sm:text-[13px]"
      />
      <Button type="submit" tone="primary" disabled={saving}>
        Save
      </Button>
      <Button tone="quiet" onClick={onDone}>
        Cancel
      </Button>
      {error && (
        <p role="alert" className="w-full text-failed [overflow-wrap:anywhere]">
          {error}
        </p>
      )}
    </form>
  );
}
