'use client';

import '#app/live/no-eval.ts';
import { useState } from 'react';
import { useAction } from '#app/actions/use-action.ts';
import { useGo } from '#app/parts/use-go.ts';
import { useLater } from '#app/parts/use-later.ts';
import { applyTheme } from '#app/ui/theme.ts';
import { usePath } from '#app/parts/use-path.ts';

const loadPalette = () => import('./palette.tsx');
const loadHelp = () => import('./help.tsx');

/** What every page offers: the palette, the help, and the ways to the other pages. */
export function PaletteHost() {
  const go = useGo();
  const path = usePath();
  const [isSearching, setSearching] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const palette = useLater(loadPalette, isSearching, () => setSearching(false));
  const help = useLater(loadHelp, isHelping, () => setHelping(false));

  useAction('palette.open', () => setSearching(true));
  useAction('help.open', () => setHelping(true));
  useAction('settings.open', path === '/settings' ? null : () => go('/settings'));
  useAction('board.open', path === '/' ? null : () => go('/'));
  useAction('waiting.open', path === '/waiting' ? null : () => go('/waiting'));

  useAction('theme.dark', () => applyTheme(document, 'dark'));
  useAction('theme.light', () => applyTheme(document, 'light'));
  useAction('theme.system', () => applyTheme(document, 'system'));

  return (
    <>
      {isSearching && palette && <palette.Palette onClose={() => setSearching(false)} />}
      {isHelping && help && <help.Help onClose={() => setHelping(false)} />}
    </>
  );
}
