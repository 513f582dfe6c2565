'use client';

import type { Session } from '#common/session.ts';
import { type MenuAnchor, MenuAt, MenuItem, MenuSeparator } from '#app/ui/menu.tsx';
import type { Direction } from './use-places.ts';

/** What the menu of a session can do. */
export interface MenuDeeds {
  open(session: Session): void;
  rename(session: Session): void;
  pin(session: Session, pinned: boolean): void;
  move(session: Session, direction: Direction): void;
  /** Asks for another one like it. */
  duplicate(session: Session): void;
  end(session: Session): void;
  dismiss(session: Session): void;
}

interface SessionMenuProps {
  session: Session;
  anchor: MenuAnchor;
  /** Place among those it can be moved among, counted from none, and how many these are. */
  place: { readonly at: number; readonly of: number };
  connected: boolean;
  deeds: MenuDeeds;
  onClose: () => void;
}

/** The one menu of the board, for the session that it was opened at. */
export function SessionMenu({ session, anchor, place, connected, deeds, onClose }: SessionMenuProps) {
  const canMoveUp = connected && place.at > 0;
  const canMoveDown = connected && place.at < place.of - 1;
  const move = (direction: Direction) => () => deeds.move(session, direction);
  return (
    <MenuAt label={`Menu of ${session.name}`} anchor={anchor} onClose={onClose}>
      <MenuItem onSelect={() => deeds.open(session)}>Open</MenuItem>
      <MenuItem onSelect={() => deeds.rename(session)} disabled={!connected}>
        Rename
      </MenuItem>
      <MenuItem onSelect={() => deeds.duplicate(session)} disabled={!connected}>
        Duplicate
      </MenuItem>
      <MenuItem onSelect={() => deeds.pin(session, !session.pinned)} disabled={!connected}>
        {session.pinned ? 'Unpin' : 'Pin'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={move('start')} disabled={!canMoveUp}>
        Move to start
      </MenuItem>
      <MenuItem onSelect={move('before')} disabled={!canMoveUp}>
        Move earlier
      </MenuItem>
      <MenuItem onSelect={move('after')} disabled={!canMoveDown}>
        Move later
      </MenuItem>
      <MenuItem onSelect={move('end')} disabled={!canMoveDown}>
        Move to end
      </MenuItem>
      <MenuSeparator />
      {session.status === 'exited' ? (
        <MenuItem onSelect={() => deeds.dismiss(session)} disabled={!connected}>
          Dismiss
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => deeds.end(session)} tone="danger" disabled={!connected}>
          End
        </MenuItem>
      )}
    </MenuAt>
  );
}
