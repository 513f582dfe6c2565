'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Session } from '#common/session.ts';
import { useAction } from '#app/actions/use-action.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useSetting } from '#app/live/use-session.ts';
import { Dialog } from '#app/ui/dialog.tsx';
import { Inspector } from './inspector.tsx';
import { useInspectorPlace } from './use-inspector-place.ts';

/** The button that shows and hides the inspector. */
export const INSPECTOR_BUTTON = 'inspector-button';

/**
 * Offers to show and hide the inspector. Gives whether it is open, and what to show: `pane` stands after the terminal in a
 * positioned row. Beside the terminal it is as it was left; where it covers something, it is closed until it is wanted. Who
 * asks for it finds the focus in it, since a terminal before it keeps Tab; Esc closes it and gives the focus back.
 */
export function useInspectorPane(session: Session): { isOpen: boolean; pane: ReactNode } {
  const { settings } = useLive();
  const inspector = useSetting('inspector');
  const place = useInspectorPlace();
  const [covering, setCovering] = useState(false);
  const pane = useRef<HTMLElement>(null);
  const isOpen = place === 'beside' ? inspector.open : covering;

  /** What had the focus when the inspector was asked for. */
  const before = useRef<Element | null>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isOpen || !isAsked.current) return; // it is as it was left, or was opened in another window
    isAsked.current = false;
    pane.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [isOpen]);

  function toggle(): void {
    if (!isOpen) {
      before.current = document.activeElement;
      isAsked.current = true;
    } else if (pane.current?.contains(document.activeElement)) {
      const back =
        before.current instanceof HTMLElement && before.current.isConnected && before.current !== document.body ? before.current : null;
      (back ?? document.getElementById(INSPECTOR_BUTTON))?.focus();
    }
    if (place === 'beside') settings.set({ inspector: { ...inspector, open: !inspector.open } });
    else setCovering(!covering);
  }
  useAction('inspector.toggle', toggle);

  if (!isOpen) return { isOpen, pane: null };
  if (place === 'sheet') {
    const sheet = (
      <Dialog title={session.name} onClose={() => setCovering(false)}>
        <Inspector session={session} />
      </Dialog>
    );
    return { isOpen, pane: sheet };
  }
  const look = place === 'beside' ? 'shrink-0 border-line' : 'absolute inset-y-0 right-0 z-10 border-line-strong shadow-float';
  return {
    isOpen,
    pane: (
      <aside
        ref={pane}
        aria-label="Inspector"
        className={`flex w-90 flex-col border-l bg-surface ${look}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') toggle();
        }}
      >
        <Inspector session={session} onClose={toggle} />
      </aside>
    ),
  };
}
