import type { ReactNode } from 'react';

/** A word of a kind, such as the name of a program. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex h-[18px] shrink-0 items-center rounded border border-line px-1.5 font-medium font-mono text-2xs text-ink-2">
      {children}
    </span>
  );
}
