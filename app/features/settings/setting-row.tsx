import type { ReactNode } from 'react';

interface SettingRowProps {
  title: string;
  /** What it does, in a sentence or two. */
  text: string;
  /** Its control, which names itself. */
  children: ReactNode;
}

/** One setting: what it is called, what it does, and its control. */
export function SettingRow({ title, text, children }: SettingRowProps) {
  return (
    <div className="flex flex-col items-start gap-x-6 gap-y-2 sm:flex-row sm:items-center sm:justify-between border-line border-b py-3.5 last:border-b-0">
      <div className="min-w-0 sm:flex-1">
        <h3 className="font-medium">{title}</h3>
        <p className="mt-0.5 max-w-prose text-ink-2">{text}</p>
      </div>
      {children}
    </div>
  );
}
