import type { Session } from '#common/session.ts';
import { useAction } from '#app/actions/use-action.ts';
import type { MenuDeeds } from './session-menu.tsx';
import type { Direction } from './use-places.ts';

interface CardActionsParts {
  /** The session of the card at the focus. */
  readonly session: Session | undefined;
  /** Its place among those it can be moved among, counted from none, and how many these are. */
  readonly place: { readonly at: number; readonly of: number };
  readonly connected: boolean;
  readonly deeds: MenuDeeds;
}

/** Offers what the menu of a card does, for the card at the focus. */
export function useCardActions({ session, place, connected, deeds }: CardActionsParts): void {
  const can = connected ? session : undefined;
  const offered = (run: (one: Session) => void, isPossible = true) => (can !== undefined && isPossible ? () => run(can) : null);
  const move = (direction: Direction, isPossible: boolean) => offered((one) => deeds.move(one, direction), isPossible);
  const canGoBack = place.at > 0;
  const canGoOn = place.at !== -1 && place.at < place.of - 1;
  const on = can?.name;
  useAction('session.rename', offered(deeds.rename), on);
  useAction('session.duplicate', offered(deeds.duplicate), on);
  useAction('session.end', offered(deeds.end, can?.status !== 'exited'), on);
  useAction('session.dismiss', offered(deeds.dismiss, can?.status === 'exited'), on);
  const pin = (one: Session) => deeds.pin(one, !one.pinned);
  useAction('session.pin', offered(pin), on);
  useAction('session.move.start', move('start', canGoBack), on);
  useAction('session.move.before', move('before', canGoBack), on);
  useAction('session.move.after', move('after', canGoOn), on);
  useAction('session.move.end', move('end', canGoOn), on);
}
