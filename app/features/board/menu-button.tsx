'use client';

import { Ellipsis } from 'lucide-react';
import { memo } from 'react';
import { IconButton } from '#app/ui/icon-button.tsx';
import { useBoardCommands } from './board-commands.tsx';

/** Opens the one menu of the board for this session. `describedBy`: id of the element that names it. */
export const MenuButton = memo(function MenuButton({ id, describedBy }: { id: string; describedBy: string }) {
  const { openMenu } = useBoardCommands();
  return (
    <IconButton
      label="More"
      icon={Ellipsis}
      aria-describedby={describedBy}
      aria-haspopup="menu"
      onClick={(event) => openMenu(id, event.currentTarget)}
      className="relative z-2"
    />
  );
});
