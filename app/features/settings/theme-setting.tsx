'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Segmented } from '#app/ui/segmented.tsx';
import { applyTheme, chosenTheme } from '#app/ui/theme.ts';
import { SettingRow } from './setting-row.tsx';

const THEMES = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden="true" className="size-3.5" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden="true" className="size-3.5" /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden="true" className="size-3.5" /> },
] as const;

export function ThemeSetting() {
  const theme = useSyncExternalStore(onChosen, () => chosenTheme(document));
  return (
    <SettingRow title="Theme" text="Colours of the page and of its terminals. System follows this machine, also when it changes at dusk.">
      <Segmented label="Theme" options={THEMES} value={theme} onChoose={(chosen) => applyTheme(document, chosen)} />
    </SettingRow>
  );
}

/** The theme may be changed elsewhere on the page, as from the palette. */
function onChosen(changed: () => void): () => void {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => watcher.disconnect();
}
