import { type ReactNode, useId } from 'react';

/** What a control inside a field must carry, so that label, hint and error belong to it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string;
  className: string;
}

const CONTROL =
  'w-full rounded-md border border-line-strong bg-ground px-2.5 py-2 text-ink placeholder:text-ink-3 min-h-10 sm:min-h-8 sm:py-1.5 text-base sm:text-[13px]';

/** A label, its control and one line under it. */
export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-ink-2 text-xs">
        {label}
      </label>
      {children({ id, 'aria-describedby': hintId, className: CONTROL })}
      <div id={hintId} className="text-ink-2 text-xs empty:hidden [overflow-wrap:anywhere]">
        {hint}
      </div>
    </div>
  );
}
