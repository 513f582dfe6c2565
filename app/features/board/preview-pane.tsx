'use client';

import { memo, useEffect, useRef } from 'react';
import type { SessionId } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { CARD_PARTS } from './card-look.ts';
import { useInView } from './in-view.tsx';
import { createPainter } from './paint-preview.ts';

/**
 * The last rows of a session's screen, live while in view. React makes the empty pane, and no more: the rows are written
 * into it directly. A picture for the eye: the terminal itself, one click away, can be read aloud.
 */
export const PreviewPane = memo(function PreviewPane({ id, dimmed }: { id: SessionId; dimmed: boolean }) {
  const { previews } = useLive();
  const inView = useInView();
  const screen = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = screen.current;
    if (element === null) return;
    const paint = createPainter(element);
    let leave: (() => void) | null = null;
    const stop = inView.observe(element, (seen) => {
      if (!seen) leave?.();
      leave = seen ? (leave ?? previews.watch(id, paint)) : null;
    });
    return () => {
      stop();
      leave?.();
      element.replaceChildren();
    };
  }, [id, inView, previews]);

  return (
    <div aria-hidden="true" className={`relative overflow-hidden bg-t-ground py-2.5 pl-3 [contain:strict] ${CARD_PARTS.screen}`}>
      {/* Twelve whole rows. More of them are cut above, since the end of a screen says more; fewer begin at the top. */}
      <div className="flex h-48 flex-col justify-end overflow-hidden">
        <div
          ref={screen}
          className={`min-h-full shrink-0 whitespace-pre font-mono text-[11px] leading-4 ${dimmed ? 'text-(--t-dim) [&_span]:bg-transparent! [&_span]:text-inherit!' : 'text-(--t-ink)'}`}
        />
      </div>
      <div className="absolute inset-y-0 right-0 w-8 bg-linear-to-r from-transparent to-t-ground" />
    </div>
  );
});
