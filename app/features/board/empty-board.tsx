import type { ReactNode } from 'react';

/** A board without a session: what a session is, and the ways to the first (`children`). */
export function EmptyBoard({ children }: { children: ReactNode }) {
  return (
    <section className="mx-auto mt-[12vh] flex max-w-md flex-col items-start gap-3 rounded-xl border border-line bg-surface p-6">
      <h2 className="font-semibold text-base">No session yet</h2>
      <p className="text-ink-2">
        A session is one program in one terminal: a coding agent, a shell, any command. It runs on when this page is closed and when the
        server stops. Choose a folder and a program to begin.
      </p>
      <div className="mt-1 flex flex-wrap gap-2">{children}</div>
    </section>
  );
}
