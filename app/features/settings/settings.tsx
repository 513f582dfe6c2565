'use client';

import '#app/live/no-eval.ts';
import { type ReactNode, useId } from 'react';
import { TroubleBanners } from '#app/parts/trouble-banners.tsx';
import { KeySettings } from './key-settings.tsx';
import { TerminalSettings } from './terminal-settings.tsx';
import { ThemeSetting } from './theme-setting.tsx';

/** What a person sets for this browser. Each change holds at once. */
export function Settings() {
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center border-line border-b px-5 max-sm:px-4">
        <h1 className="font-semibold text-[15px]">Settings</h1>
      </header>
      <TroubleBanners />
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-10 px-5 pt-6 pb-24 max-sm:px-4">
          <p className="text-ink-2">These settings are kept in this browser and hold for it alone. Each change holds at once.</p>
          <Section title="Look">
            <ThemeSetting />
          </Section>
          <Section title="Terminals">
            <TerminalSettings />
          </Section>
          <Section
            title="Keys"
            text="Choose a key to change it, then press the new one. Outside of terminals plain keys will do; inside, all but these reach the program."
          >
            <KeySettings />
          </Section>
        </div>
      </main>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col">
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      {text && <p className="mt-1 mb-2 max-w-prose text-ink-2">{text}</p>}
      {children}
    </section>
  );
}
