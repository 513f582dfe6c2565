import type { ProviderId, ProviderInfo } from '#common/session.ts';

interface ProviderChoiceProps {
  providers: ProviderInfo[];
  chosen: ProviderId;
  onChoose: (id: ProviderId) => void;
}

/** What to run. What is not installed can be chosen too, to read how to install it. */
export function ProviderChoice({ providers, chosen, onChoose }: ProviderChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">Provider</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {providers.map((provider) => {
          const missing = provider.id !== 'command' && provider.program === null;
          return (
            <label
              key={provider.id}
              title={provider.program ?? undefined}
              className="flex min-h-10 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-2.5 py-1 has-checked:border-accent has-checked:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="provider"
                value={provider.id}
                checked={provider.id === chosen}
                onChange={() => onChoose(provider.id)}
                className="shrink-0 accent-accent outline-none"
              />
              <span className="flex min-w-0 flex-col leading-tight">
                <span className="truncate">{provider.name}</span>
                {missing && <span className="text-ink-2 text-xs">not installed</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
