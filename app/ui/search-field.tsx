'use client';

import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useId } from 'react';
import { CONTROL } from './field.tsx';
import { IconButton } from './icon-button.tsx';

interface SearchFieldProps {
  /** What is searched; said, not shown. */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** The focus has left it. */
  onLeave: () => void;
  /** The most characters that can be typed. */
  max: number;
  field: RefObject<HTMLInputElement | null>;
  /** `aria-keyshortcuts`: the keys that lead here. */
  keys?: string | undefined;
  /** The same keys, shown while nothing is typed. */
  hint?: ReactNode;
}

/** One line that narrows what is shown. Esc or the cross empties it; Esc in an empty one leaves it. */
export function SearchField({ label, placeholder, value, onChange, onLeave, max, field, keys, hint }: SearchFieldProps) {
  const id = useId();
  return (
    <div className="relative h-fit min-w-0 flex-1">
      <input
        id={id}
        ref={field}
        type="search"
        aria-label={label}
        aria-keyshortcuts={keys}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value === '') event.currentTarget.blur();
          else onChange('');
        }}
        autoComplete="off"
        spellCheck={false}
        maxLength={max}
        // The browser's own cross has neither our look nor a size for fingers.
        className={`peer h-7 pr-8 touch:pr-10 [&::-webkit-search-cancel-button]:appearance-none ${CONTROL}`}
      />
      {value === '' ? (
        <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center peer-focus:hidden">{hint}</span>
      ) : (
        <IconButton
          label="Clear"
          icon={X}
          size="small"
          aria-controls={id}
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
          className="absolute inset-y-0 right-0.5 my-auto touch:right-0"
        />
      )}
    </div>
  );
}
