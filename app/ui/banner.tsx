import type { ReactNode } from 'react';

const TONES = { warn: 'border-permission', bad: 'border-failed' } as const;

/** One line across the page that says what is wrong; `children` are what can be done about it. */
export function Banner({ tone, text, children }: { tone: keyof typeof TONES; text: string; children?: ReactNode }) {
  return (
    <div
      role="status"
      className={`flex flex-wrap items-center gap-3 border-l-4 ${TONES[tone]} border-b border-b-line bg-raised text-ink px-4 py-2`}
    >
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</p>
      {children}
    </div>
  );
}
