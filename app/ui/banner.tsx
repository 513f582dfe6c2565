import type { ReactNode } from 'react';

const TONES = { info: 'border-l-accent', warn: 'border-l-permission', bad: 'border-l-failed' } as const;

interface BannerProps {
  tone: keyof typeof TONES;
  text: string;
  /** A reader hears of it in another way. */
  isSilent?: boolean;
  children?: ReactNode;
}

/** One line across the page that says what is wrong; `children` are what can be done about it, and are not read out with it. */
export function Banner({ tone, text, isSilent = false, children }: BannerProps) {
  return (
    <div className={`flex flex-wrap items-center gap-3 border-line border-b border-l-4 bg-raised px-4 py-2 text-ink ${TONES[tone]}`}>
      <p role={isSilent ? undefined : 'status'} className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {text}
      </p>
      {children}
    </div>
  );
}
