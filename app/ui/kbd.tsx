import type { ReactNode } from 'react';

/** A key, or several at once, as it stands on a keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-h-[18px] items-center whitespace-nowrap rounded border border-line-strong border-b-2 bg-raised px-1.5 font-medium text-2xs text-ink-2 leading-4">
      {children}
    </kbd>
  );
}
