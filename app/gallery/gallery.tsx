'use client';

import '#app/live/no-eval.ts';
import { useState } from 'react';
import { applyTheme, chosenTheme, type Theme } from '#app/ui/theme.ts';
import { Segmented } from '#app/ui/segmented.tsx';
import { ControlSamples } from './control-samples.tsx';
import { FloatSamples } from './float-samples.tsx';
import { NoticeSamples } from './notice-samples.tsx';
import { StatusSamples } from './status-samples.tsx';

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
] as const;

export function Gallery() {
  const [theme, setTheme] = useState<Theme>(() => chosenTheme(document));
  return (
    <main className="mx-auto flex min-h-full max-w-5xl flex-col gap-6 p-4 sm:p-8">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="flex-1 font-semibold text-lg">Gallery</h1>
        <Segmented
          label="Theme"
          options={THEMES}
          value={theme}
          onChoose={(chosen) => {
            applyTheme(document, chosen);
            setTheme(chosen);
          }}
        />
      </header>
      <StatusSamples />
      <ControlSamples />
      <FloatSamples />
      <NoticeSamples />
    </main>
  );
}
