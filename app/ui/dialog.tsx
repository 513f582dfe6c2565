'use client';

import './style-nonce.ts';
import { X } from 'lucide-react';
import * as RadixDialog from 'radix-ui/dialog';
import { type ReactNode, useRef, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { openerNow } from './opener.ts';

const WIDTHS = { narrow: 'max-w-[440px]', normal: 'max-w-[560px]', wide: 'max-w-[760px]' } as const;

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, at the bottom and always in sight. */
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
}

/**
 * A modal dialog that is open as long as it is shown. The focus goes to its first field, else to the dialog itself, and comes back when it closes; Esc
 * and a click beside it close it. On a small screen it rises from the bottom.
 */
export function Dialog({ title, onClose, children, footer, width = 'normal' }: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  const [opener] = useState(openerNow);
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="appearing fixed inset-0 z-40 grid place-items-center overflow-hidden bg-veil max-sm:place-items-end sm:p-6">
          <RadixDialog.Content
            ref={content}
            aria-describedby={undefined}
            onOpenAutoFocus={(event) => {
              const first = content.current?.querySelector<HTMLElement>(
                '[autofocus], input:not([type=hidden]), textarea, select, [data-first]',
              );
              event.preventDefault();
              (first ?? content.current)?.focus();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              opener?.focus();
            }}
            className={`flex max-h-[calc(100dvh-16px)] w-full flex-col overflow-hidden rounded-xl border border-line-strong bg-surface text-ink shadow-float outline-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 sm:max-h-[calc(100dvh-48px)] ${WIDTHS[width]} max-sm:max-w-none`}
          >
            <div className="flex items-center gap-2 py-2.5 pr-2.5 pl-5">
              <RadixDialog.Title className="min-w-0 flex-1 font-semibold text-[15px] leading-snug [overflow-wrap:anywhere]">
                {title}
              </RadixDialog.Title>
              <RadixDialog.Close asChild>
                <IconButton label="Close" icon={X} />
              </RadixDialog.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5">{children}</div>
            {footer && (
              <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3 pb-[max(12px,env(safe-area-inset-bottom))]">
                {footer}
              </div>
            )}
          </RadixDialog.Content>
        </RadixDialog.Overlay>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
