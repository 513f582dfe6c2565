'use client';

import { ArrowLeft, ArrowRight, Copy, Ellipsis, EyeOff, Pencil, RotateCcw, Square, Trash2, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ACTIONS, type ActionId } from '#app/actions/action-table.ts';
import { useActions } from '#app/actions/actions-provider.tsx';
import { useKeyWords } from '#app/actions/key-hint.tsx';
import { useIsOffered } from '#app/actions/use-is-offered.ts';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#app/ui/menu.tsx';

/** What else can be done with a session: the actions that are offered for it now. */
export function SessionMenu() {
  return (
    <Menu label="More" trigger={<IconButton label="More" icon={Ellipsis} />}>
      <Offered id="session.rename" icon={Pencil}>
        Rename
      </Offered>
      <Offered id="session.duplicate" icon={Copy}>
        Duplicate
      </Offered>
      <MenuSeparator />
      <Offered id="session.next" icon={ArrowRight}>
        Next terminal
      </Offered>
      <Offered id="session.previous" icon={ArrowLeft}>
        Previous terminal
      </Offered>
      <Offered id="session.toggle" icon={EyeOff}>
        Hide
      </Offered>
      <Offered id="session.close" icon={X}>
        Close the terminal
      </Offered>
      <Offered id="terminal.reset" icon={RotateCcw}>
        Reset the terminal
      </Offered>
      <MenuSeparator />
      <Offered id="session.end" icon={Square} tone="danger">
        End
      </Offered>
      <Offered id="session.dismiss" icon={Trash2}>
        Dismiss
      </Offered>
    </Menu>
  );
}

function Offered({ id, icon, tone, children }: { id: ActionId; icon: LucideIcon; tone?: 'danger'; children: ReactNode }) {
  const { run } = useActions();
  const keys = useKeyWords(id, ACTIONS[id].inTerminal === null ? 'page' : 'terminal');
  if (!useIsOffered(id)) return null;
  // After the menu has closed and given the focus back: what runs may move it.
  return (
    <MenuItem icon={icon} {...(tone ? { tone } : {})} keys={keys} onSelect={() => setTimeout(() => run(id))}>
      {children}
    </MenuItem>
  );
}
