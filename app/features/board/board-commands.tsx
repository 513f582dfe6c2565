'use client';

import { createContext, use } from 'react';
import type { MenuAnchor } from '#app/ui/menu.tsx';

/** What a card can ask of its board. The object never changes, so that no card is drawn anew for it. */
export interface BoardCommands {
  /** Opens the menu of a session at its button or at the pointer. */
  openMenu(id: string, anchor: MenuAnchor): void;
}

export const BoardCommandsContext = createContext<BoardCommands | null>(null);

export function useBoardCommands(): BoardCommands {
  const commands = use(BoardCommandsContext);
  if (!commands) throw new Error('useBoardCommands stands outside of a board.');
  return commands;
}
