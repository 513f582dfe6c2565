'use client';

import { useSyncExternalStore } from 'react';

/** From this width, in CSS pixels, 80 columns fit between rail and inspector. */
const WIDE = '(min-width: 1200px)';

export function useWide(): boolean {
  return useSyncExternalStore(follow, () => window.matchMedia(WIDE).matches);
}

function follow(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
