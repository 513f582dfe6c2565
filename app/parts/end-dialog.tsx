'use client';

import type { Session } from '#common/session.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';

/** Asks once before a session's program is ended. */
export function EndDialog({ session, onEnd, onClose }: { session: Session; onEnd: () => void; onClose: () => void }) {
  return (
    <Dialog title={`End ${session.name}?`} onClose={onClose}>
      <p className="text-ink-2">
        Its program and what it started in this terminal are told to stop, and are killed after five seconds. What they have not saved is
        lost; the screen stays to be read.
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button tone="danger" onClick={onEnd}>
          End
        </Button>
      </div>
    </Dialog>
  );
}
