'use client';

import { X } from 'lucide-react';
import * as RadixToast from 'radix-ui/toast';
import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { dismissToast, onToasts, type Toast, toasts } from './toast.ts';

/** How long a toast stays, in milliseconds; longer where there is something to press. A pointer on it or the focus holds it. */
const STAYS = 5000;
const STAYS_WITH_ACTION = 10_000;

const EDGES = { plain: 'border-line-strong', good: 'border-good', bad: 'border-failed' } as const;
const NONE: readonly Toast[] = [];

/** The corner where `toast` speaks; one for each page. F8 brings the focus to it. */
export function Toaster() {
  const shown = useSyncExternalStore(onToasts, toasts, () => NONE);
  return (
    <RadixToast.Provider label="Notice" swipeDirection="down">
      {shown.map((toast) => (
        <RadixToast.Root
          key={toast.id}
          duration={toast.action ? STAYS_WITH_ACTION : STAYS}
          type={toast.tone === 'bad' ? 'foreground' : 'background'}
          onOpenChange={(open) => !open && dismissToast(toast.id)}
          className={`appearing flex items-center gap-2 rounded-lg border bg-floating py-2 pr-2 pl-3.5 text-ink shadow-float ${EDGES[toast.tone]}`}
        >
          <RadixToast.Description className="min-w-0 flex-1 py-0.5 [overflow-wrap:anywhere]">{toast.text}</RadixToast.Description>
          {toast.action && (
            <RadixToast.Action asChild altText={toast.action.label} onClick={toast.action.run}>
              <Button size="small">{toast.action.label}</Button>
            </RadixToast.Action>
          )}
          <RadixToast.Close asChild>
            <IconButton label="Hide" icon={X} size="small" />
          </RadixToast.Close>
        </RadixToast.Root>
      ))}
      <RadixToast.Viewport className="fixed right-4 bottom-14 z-50 flex w-[min(380px,calc(100vw-32px))] flex-col gap-2 outline-none max-md:bottom-18" />
    </RadixToast.Provider>
  );
}
