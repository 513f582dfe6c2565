import { type ReactNode, useId } from 'react';

/** What a control inside a field must carry, so that label, hint and error belong to it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
  className: string;
}

interface FieldProps {
  label: string;
  /** One line under the control: what happens with what is typed. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; takes the hint's place. */
  error?: string | null;
  children: (control: FieldControl) => ReactNode;
}

/** The look of what can be typed into. */
export const CONTROL =
  'w-full rounded-md border border-edge bg-ground px-2.5 text-[13px] text-ink placeholder:text-ink-3 hover:border-ink-3 disabled:opacity-50 aria-invalid:border-failed touch:min-h-10 touch:text-base';

/** A label, its control and one line under it. */
export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-ink-2 text-xs">
        {label}
      </label>
      {children({ id, 'aria-describedby': hintId, 'aria-invalid': error !== null, className: `${CONTROL} min-h-8 py-1.5` })}
      {/* Said at once when it comes; a hint is only read with its control. */}
      <div
        id={hintId}
        role={error === null ? undefined : 'alert'}
        className={`text-xs empty:hidden [overflow-wrap:anywhere] ${error === null ? 'text-ink-2' : 'text-failed'}`}
      >
        {error ?? hint}
      </div>
    </div>
  );
}
