'use client';

import '#app/live/no-eval.ts';
import { usePathname } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import { useGo } from '#app/parts/use-go.ts';
import { applyTheme } from '#app/ui/theme.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }));

/** What every page offers: the palette, the help, and the way to board and settings. Its dialogs load when first opened. */
export function PaletteHost() {
  const go = useGo();
  const path = usePathname();
  const [isSearching, setSearching] = useState(false);
  const [isHelping, setHelping] = useState(false);

  useAction('palette.open', () => setSearching(true));
  useAction('help.open', () => setHelping(true));
  useAction('settings.open', path === '/settings' ? null : () => go('/settings'));
  useAction('board.open', path === '/' ? null : () => go('/'));

  useAction('theme.dark', () => applyTheme(document, 'dark'));
  useAction('theme.light', () => applyTheme(document, 'light'));
  useAction('theme.system', () => applyTheme(document, 'system'));

  return (
    <Suspense>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
      {isHelping && <Help onClose={() => setHelping(false)} />}
    </Suspense>
  );
}
