import type { ReactNode } from 'react';

/** A whole page that says one thing, and what to do. */
export function NoticePage({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-full max-w-md flex-col justify-center gap-3 p-6">
      <title>{title}</title>
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="text-ink-2 [overflow-wrap:anywhere]">{text}</p>
      {children && <div className="mt-2 flex flex-wrap gap-2">{children}</div>}
    </main>
  );
}
