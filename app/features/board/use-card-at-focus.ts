import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

const OVER_THE_BOARD = 'dialog, [role="dialog"], [role="menu"]';

/**
 * The session whose card or line has the focus, or had it when a dialog or menu opened over the board; null for none, and when it
 * is shown no more. A card that is moved within the page, or made anew in another group or layout, loses the focus and gets it
 * back: for that the component that draws `cards` must call this.
 */
export function useCardAtFocus(cards: RefObject<HTMLElement | null>): string | null {
  const [id, setId] = useState<string | null>(null);
  const focused = useRef<HTMLElement | null>(null);

  useEffect(() => {
    function follow({ type, target }: Event): void {
      if (!(target instanceof Element) || target.closest(OVER_THE_BOARD)) return;
      const card = target.closest<HTMLElement>('[data-session]');
      const isOne = card !== null && cards.current?.contains(card) === true;
      // A press on a card may be the begin of a scroll: only the focus makes it the one.
      if (isOne && type !== 'focusin') return;
      focused.current = isOne && target instanceof HTMLElement ? target : null;
      setId(isOne ? (card.dataset.session ?? null) : null);
    }
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, [cards]);

  useLayoutEffect(() => {
    if (id === null) return;
    const card = cards.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"]`);
    if (!card) return setId(null);
    if (document.activeElement !== document.body) return;
    const same = focused.current !== null && card.contains(focused.current) ? focused.current : card.querySelector('a');
    same?.focus({ preventScroll: true });
  }); // after each drawing: any of them can have moved it

  return id;
}
