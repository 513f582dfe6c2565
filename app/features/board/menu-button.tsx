'use client';

import type { Session } from '#common/session.ts';
import { useBoardCommands } from './board-commands.tsx';
import { MoreMark } from './icons.tsx';

/** Opens the one menu of the board for this session. */
export function MenuButton({ session, describedBy }: { session: Session; describedBy: string }) {
  const { openMenu } = useBoardCommands();
  return (
    <button
      type="button"
      aria-label="More"
      aria-describedby={describedBy}
      aria-haspopup="menu"
      onClick={(event) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        openMenu(session.id, { x: left, y: bottom + 4 }, event.currentTarget);
      }}
      className="relative z-2 inline-flex size-10 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink sm:size-7"
    >
      <MoreMark />
    </button>
  );
}
