'use client';

import { useSyncExternalStore } from 'react';

/**
 * How much of the window's foot a keyboard on glass covers, in CSS pixels. Nothing where the browser makes the page smaller
 * instead, as Chromium does here (`interactiveWidget`); Safari only moves what is seen of it.
 */
export function useKeyboardInset(): number {
  return useSyncExternalStore(follow, covered);
}

function follow(changed: () => void): () => void {
  const seen = window.visualViewport;
  seen?.addEventListener('resize', changed);
  seen?.addEventListener('scroll', changed);
  return () => {
    seen?.removeEventListener('resize', changed);
    seen?.removeEventListener('scroll', changed);
  };
}

/** Where there is a keyboard on glass. Without one nothing is covered, and asking makes the browser lay out the page at once. */
const GLASS = '(pointer: coarse)';

function covered(): number {
  if (!window.matchMedia(GLASS).matches) return 0;
  const seen = window.visualViewport;
  // While a person zooms, the seen part is small for another reason.
  if (seen?.scale !== 1) return 0;
  return Math.max(0, Math.round(window.innerHeight - seen.height - seen.offsetTop));
}
