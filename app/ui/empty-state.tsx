import type { ReactNode } from 'react';

/** Says why nothing is here, and how that changes (`children`: the buttons). */
export function EmptyState({ title, text, children }: { title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <section className="mx-auto flex w-full max-w-md flex-col items-start gap-2 px-4 py-16">
      <h2 className="font-semibold text-[15px]">{title}</h2>
      <div className="text-ink-2 [overflow-wrap:anywhere]">{text}</div>
      {children && <div className="mt-3 flex flex-wrap gap-2">{children}</div>}
    </section>
  );
}
