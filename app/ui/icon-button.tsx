import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

const SIZES = { small: 'size-6', normal: 'size-7' } as const;

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** Its name, also shown as its tooltip. */
  label: string;
  icon: LucideIcon;
  size?: keyof typeof SIZES;
  /** Shown in the tooltip after the label, such as a key. */
  hint?: string | null;
}

/** A button with an icon alone. 24 or 28 px in square, and 40 px where fingers point. */
export function IconButton({ label, icon: Icon, size = 'normal', hint, className = '', ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      {...props}
      aria-label={label}
      data-tip={label}
      data-tip-hint={hint ?? undefined}
      className={`inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink disabled:cursor-default disabled:opacity-50 aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:bg-hover aria-pressed:text-ink touch:size-10 ${SIZES[size]} ${className}`}
    >
      <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
    </button>
  );
}
