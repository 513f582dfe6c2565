'use client';

import type { KeyPlace } from './action-keys.ts';
import { Kbd } from '#app/ui/kbd.tsx';
import type { ActionId } from './action-table.ts';
import { useActions } from './actions-provider.tsx';
import { ariaKeys, chordWords } from './key-words.ts';

/** The key of an action, beside the words of the button that does it. Nothing when it has none, or where fingers point. */
export function KeyHint({ action, place = 'page' }: { action: ActionId; place?: KeyPlace }) {
  const words = useKeyWords(action, place);
  if (words === null) return null;
  // Hidden from names: a button is called by its words, and says its key in `aria-keyshortcuts`.
  return (
    <span aria-hidden="true" className="touch:hidden">
      <Kbd>{words}</Kbd>
    </span>
  );
}

/** The key of an action as people read it; null when it has none. */
export function useKeyWords(action: ActionId, place: KeyPlace = 'page'): string | null {
  const { keys, mac } = useActions();
  const chord = keys[action][place];
  return chord && chordWords(chord, mac);
}

/** `aria-keyshortcuts` of a button that does an action. */
export function useAriaKeys(action: ActionId): string | undefined {
  const chord = useActions().keys[action].page;
  return chord ? ariaKeys(chord) : undefined;
}
