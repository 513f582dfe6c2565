import { type ReactNode, useId } from 'react';

interface SettingRowProps {
  title: string;
  /** What it does, in a sentence or two. */
  text: string;
  children: (control: { id: string; 'aria-describedby': string }) => ReactNode;
}

/** One setting: what it is called, what it does, and its control. */
export function SettingRow({ title, text, children }: SettingRowProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-line border-b py-3 last:border-b-0">
      <div className="min-w-60 flex-1">
        <label htmlFor={id} className="font-medium">
          {title}
        </label>
        <p id={`${id}-text`} className="mt-0.5 max-w-prose text-ink-2">
          {text}
        </p>
      </div>
      {children({ id, 'aria-describedby': `${id}-text` })}
    </div>
  );
}
