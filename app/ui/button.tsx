import type { ComponentProps } from 'react';

const TONES = {
  plain: 'border-line-strong bg-raised hover:bg-line',
  primary: 'border-ink bg-ink text-ground hover:opacity-90',
  danger: 'border-failed bg-failed text-ground hover:opacity-90',
  quiet: 'border-transparent text-ink-2 hover:bg-raised hover:text-ink',
} as const;

/** 28 px high, 40 px where fingers point. */
export function Button({ tone = 'plain', className = '', ...props }: ComponentProps<'button'> & { tone?: keyof typeof TONES }) {
  return <button type="button" {...props} className={`${buttonLook(tone)} ${className}`} />;
}

/** The look of a button, for a link that stands among buttons. */
export function buttonLook(tone: keyof typeof TONES): string {
  return `inline-flex h-10 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 font-medium sm:h-7 sm:text-[12.5px] disabled:cursor-default disabled:opacity-50 ${TONES[tone]}`;
}
