import type { ReactNode } from 'react';

/** A heading and what it is about. */
export function Sample({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3 border-line border-t pt-4">
      <h2 className="font-medium text-ink-2 text-xs">{title}</h2>
      <div className="flex min-w-0 flex-wrap items-start gap-3">{children}</div>
    </section>
  );
}
