'use client';

import { useSyncExternalStore } from 'react';

/** Where there is room for the inspector: `beside` the terminal, `over` its right part, or as a `sheet` over all of the page. */
type InspectorPlace = 'beside' | 'over' | 'sheet';

/** From these widths, in CSS pixels: 80 columns fit between rail and inspector; some of the terminal stays in sight. */
const BESIDE = '(min-width: 1200px)';
const OVER = '(min-width: 640px)';

export function useInspectorPlace(): InspectorPlace {
  return useSyncExternalStore(follow, () => (matches(BESIDE) ? 'beside' : matches(OVER) ? 'over' : 'sheet'));
}

function matches(query: string): boolean {
  return window.matchMedia(query).matches;
}

function follow(changed: () => void): () => void {
  const queries = [BESIDE, OVER].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
