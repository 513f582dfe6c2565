import type { ReactNode } from 'react';

/** Says why nothing is here, and how that changes (`children`: the buttons). Stands in the middle of a flex box that is a column. */
export function EmptyState({ title, text, children }: { title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <section className="m-auto flex w-full max-w-md flex-col items-start gap-2 px-4 py-10">
      <h2 className="font-semibold text-[15px]">{title}</h2>
      <div className="flex flex-col gap-2 text-ink-2 [overflow-wrap:anywhere]">{text}</div>
      {children && <div className="mt-4 flex flex-wrap gap-2 max-sm:w-full max-sm:flex-col">{children}</div>}
    </section>
  );
}
