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

function covered(): number {
  const seen = window.visualViewport;
  // While a person zooms, the seen part is small for another reason.
  if (seen?.scale !== 1) return 0;
  return Math.max(0, Math.round(window.innerHeight - seen.height - seen.offsetTop));
}
