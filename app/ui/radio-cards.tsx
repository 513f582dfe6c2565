import { type ReactNode, useId } from 'react';

export interface RadioCard<T extends string> {
  value: T;
  label: string;
  /** One line under the label. */
  detail?: ReactNode;
  disabled?: boolean;
  /** Shown when a pointer rests on it. */
  tip?: string;
}

interface RadioCardsProps<T extends string> {
  /** What is chosen here; said before the cards. */
  legend: string;
  cards: readonly RadioCard<T>[];
  value: T;
  onChoose: (value: T) => void;
  /** How they are laid out; two columns, three from 640 px on, when nothing is said. */
  className?: string;
}

/** One of a few that each need a line of explanation. */
export function RadioCards<T extends string>({
  legend,
  cards,
  value,
  onChoose,
  className = 'grid-cols-2 sm:grid-cols-3',
}: RadioCardsProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{legend}</legend>
      <div className={`grid gap-2 ${className}`}>
        {cards.map((card) => (
          <label
            key={card.value}
            data-tip={card.tip}
            className="flex min-h-10 min-w-0 cursor-pointer items-center gap-2.5 rounded-md border border-line-strong px-2.5 py-1.5 hover:bg-raised has-checked:border-accent has-checked:bg-raised has-disabled:cursor-default has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-disabled:opacity-50"
          >
            <input
              type="radio"
              name={name}
              value={card.value}
              checked={card.value === value}
              disabled={card.disabled}
              onChange={() => onChoose(card.value)}
              className="size-3.5 shrink-0 cursor-[inherit] appearance-none rounded-full border border-edge bg-ground outline-none checked:border-4 checked:border-accent"
            />
            <span className="flex min-w-0 flex-col leading-tight">
              <span className="truncate font-medium">{card.label}</span>
              {card.detail && <span className="truncate text-ink-2 text-xs">{card.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
