'use client';

import { useState } from 'react';
import { type Session, sessionNameSchema } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Gives a session another name: Enter keeps it, Esc leaves the old one. */
export function RenameDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { api, store } = useLive();
  const [name, setName] = useState(session.name);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  async function save(): Promise<void> {
    const checked = sessionNameSchema.safeParse(name);
    if (!checked.success) return setError(checked.error.issues[0]?.message ?? 'That is no name.');
    if (checked.data === session.name) return onClose();
    setSaving(true);
    const result = await api.change(session.id, { name: checked.data });
    setSaving(false);
    if (!result.ok) return setError(result.error.message);
    store.learned(result.value);
    onClose();
  }

  return (
    <Dialog title="Rename session" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Name"
          error={error}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" tone="primary" disabled={saving}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
