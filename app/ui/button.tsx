import type { ComponentProps } from 'react';

const TONES = {
  // A key on it is written in its own ink: a box in the page's colours would weigh more than the words.
  primary:
    'border-ink bg-ink text-on-ink hover:opacity-90 [&_kbd]:border-0 [&_kbd]:bg-transparent [&_kbd]:px-0.5 [&_kbd]:text-inherit [&_kbd]:opacity-70',
  plain: 'border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'border-transparent text-ink-2 hover:bg-raised hover:text-ink',
  danger: 'border-failed bg-failed text-on-danger hover:opacity-90',
  allow: 'border-permission bg-permission text-on-allow hover:opacity-90',
} as const;

const SIZES = {
  small: 'h-6 px-2 text-xs',
  normal: 'h-7 px-[11px] text-[12.5px]',
  large: 'h-9 px-4 text-sm',
} as const;

export type ButtonTone = keyof typeof TONES;
export type ButtonSize = keyof typeof SIZES;

export type ButtonProps = ComponentProps<'button'> & { tone?: ButtonTone; size?: ButtonSize };

/** 24, 28 or 36 px high, and 40 px where fingers point. */
export function Button({ tone = 'plain', size = 'normal', className = '', ...props }: ButtonProps) {
  return <button type="button" {...props} className={`${buttonLook(tone, size)} ${className}`} />;
}

/** The look of a button, for a link that stands among buttons. */
export function buttonLook(tone: ButtonTone = 'plain', size: ButtonSize = 'normal'): string {
  return `inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium touch:h-10 touch:min-w-10 touch:px-3.5 touch:text-sm disabled:cursor-default disabled:opacity-50 aria-disabled:opacity-50 ${SIZES[size]} ${TONES[tone]}`;
}
