import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Group } from './arrange.ts';

const OVER_THE_BOARD = 'dialog, [role="dialog"], [role="menu"]';

/**
 * The session whose card or line has the focus, or had it when a dialog or menu opened over the board; null for none. A card
 * that is moved within the page loses the focus, and gets it back as long as `groups` show it.
 */
export function useCardAtFocus(cards: RefObject<HTMLElement | null>, groups: readonly Group[]): string | null {
  const [id, setId] = useState<string | null>(null);
  const focused = useRef<HTMLElement | null>(null);

  useEffect(() => {
    function follow({ type, target }: Event): void {
      if (!(target instanceof HTMLElement || target instanceof SVGElement) || target.closest(OVER_THE_BOARD)) return;
      const card = target.closest<HTMLElement>('[data-session]');
      setId(card !== null && cards.current?.contains(card) ? (card.dataset.session ?? null) : null);
      if (type === 'focusin' && target instanceof HTMLElement) focused.current = target;
    }
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, [cards]);

  useLayoutEffect(() => {
    if (id === null || document.activeElement !== document.body || !groups.some(({ ids }) => ids.includes(id))) return;
    const card = cards.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`);
    // The same element where it was moved; its link where the card was made anew in another group.
    if (focused.current !== null && card?.contains(focused.current)) focused.current.focus();
    else card?.querySelector('a')?.focus();
  }, [cards, groups, id]);

  return id;
}
