'use client';

import { createContext, use } from 'react';

/** What a card can ask of its board. The object never changes, so that no card is drawn anew for it. */
export interface BoardCommands {
  /** Opens the menu of a session at a point of the window; `from` gets the focus back. */
  openMenu(id: string, at: { readonly x: number; readonly y: number }, from: HTMLElement): void;
}

export const BoardCommandsContext = createContext<BoardCommands | null>(null);

export function useBoardCommands(): BoardCommands {
  const commands = use(BoardCommandsContext);
  if (!commands) throw new Error('useBoardCommands stands outside of a board.');
  return commands;
}
