'use client';

import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';

/** Says why something that a person asked for did not happen. */
export function TroubleDialog({ sentence, onClose }: { sentence: string; onClose: () => void }) {
  return (
    <Dialog title="That did not work" onClose={onClose}>
      <p role="alert" className="text-ink-2 [overflow-wrap:anywhere]">
        {sentence}
      </p>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
