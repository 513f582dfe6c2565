'use client';

import { useState } from 'react';
import type { ProviderId, ProviderInfo } from '#common/session.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioCards } from '#app/ui/radio-cards.tsx';
import { Skeleton } from '#app/ui/skeleton.tsx';
import { isInstalled } from './session-draft.ts';

interface ProviderCardsProps {
  /** Null while they are on their way. */
  providers: readonly ProviderInfo[] | null;
  chosen: ProviderId;
  onChoose: (id: ProviderId) => void;
}

/** One line under a provider's name, where the name alone does not say it. */
const DETAILS: Partial<Record<ProviderId, string>> = { shell: 'your own', command: 'any program', demo: 'no account needed' };

/** What to run. What is not installed can be chosen too, to read how to install it. */
export function ProviderCards({ providers, chosen, onChoose }: ProviderCardsProps) {
  if (providers === null) return <CardsToCome />;
  const provider = providers.find(({ id }) => id === chosen);
  // What can be started comes first; within that the order is always the same.
  const cards = [...providers].sort((one, other) => Number(isInstalled(other)) - Number(isInstalled(one)));
  return (
    <div className="flex flex-col gap-2" data-field="provider">
      <RadioCards
        legend="Provider"
        cards={cards.map((each) => ({
          value: each.id,
          label: each.name,
          detail: isInstalled(each) ? (each.version ?? DETAILS[each.id] ?? 'installed') : 'not installed',
          ...(each.program === null ? {} : { tip: each.program }),
        }))}
        value={chosen}
        onChoose={onChoose}
      />
      {provider && !isInstalled(provider) && <HowToInstall provider={provider} />}
    </div>
  );
}

function HowToInstall({ provider: { name, install } }: { provider: ProviderInfo }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2 text-ink-2">
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {name} is not installed on this machine.{' '}
        {install && (
          <>
            Install it with <code className="rounded bg-well px-1 py-0.5 font-mono text-ink text-xs">{install}</code>, then open this again.
          </>
        )}
      </p>
      {install && (
        <Button onClick={() => void navigator.clipboard.writeText(install).then(() => setCopied(true))}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </div>
  );
}

/** As high as the cards will be. */
function CardsToCome() {
  return (
    <div aria-busy="true">
      <p className="mb-1 font-medium text-ink-2 text-xs">Provider</p>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {['1', '2', '3', '4', '5', '6', '7'].map((each) => (
          <Skeleton key={each} className="h-[46px] w-full" />
        ))}
      </div>
    </div>
  );
}
