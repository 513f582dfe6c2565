import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field.tsx';

interface SelectProps<T extends string> extends Omit<ComponentProps<'select'>, 'id' | 'value' | 'onChange' | 'children'> {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  value: T;
  onChoose: (value: T) => void;
}

/** One of a few. The browser's own list, because it is the one that works with every finger, key and reader. */
export function Select<T extends string>({ label, hint, error = null, options, value, onChoose, ...props }: SelectProps<T>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="relative flex">
          <select
            {...props}
            {...control}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen) onChoose(chosen.value);
            }}
            className={`${control.className} appearance-none pr-8`}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-2" />
        </span>
      )}
    </Field>
  );
}
