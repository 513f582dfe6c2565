import { type ReactNode, useId } from 'react';

interface SegmentedProps<T extends string> {
  /** What is chosen here; said, not shown. */
  label: string;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  value: T;
  onChoose: (value: T) => void;
  /** On a small screen its options are only their icons; their labels are said. */
  shrinks?: boolean;
}

/** One of two or three, side by side: a view, a theme. Arrow keys move the choice. */
export function Segmented<T extends string>({ label, options, value, onChoose, shrinks = false }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset aria-label={label} className="inline-flex shrink-0 rounded-lg border border-line bg-ground p-0.5">
      {options.map((option) => (
        <label
          key={option.value}
          className="flex h-6 cursor-pointer select-none items-center gap-1.5 rounded-md px-2.5 font-medium text-[12.5px] text-ink-2 hover:text-ink has-checked:bg-hover has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent touch:h-10 touch:px-3.5 touch:text-sm"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            className="sr-only"
          />
          {option.icon}
          <span className={shrinks ? 'max-sm:sr-only' : ''}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
