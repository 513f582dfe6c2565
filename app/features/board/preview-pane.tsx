'use client';

import { memo, useLayoutEffect, useRef } from 'react';
import type { SessionId } from '#common/session.ts';
import { useLive } from '#app/live/live-provider.tsx';
import { useIsLive } from '#app/live/use-session.ts';
import { CARD_PARTS } from './card-look.ts';
import { useInView } from './in-view.tsx';
import { createPainter } from './paint-preview.ts';

interface PreviewPaneProps {
  id: SessionId;
  /** What it shows is so now; else it is only what was last known, and written fainter. */
  isOfNow: boolean;
}

/**
 * The last rows of a session's screen, live while in view. React makes the empty pane, and no more: the rows are written
 * into it directly. A picture for the eye: the terminal itself, one click away, can be read aloud.
 */
export const PreviewPane = memo(function PreviewPane({ id, isOfNow }: PreviewPaneProps) {
  const { previews } = useLive();
  const isLive = useIsLive();
  const inView = useInView();
  const screen = useRef<HTMLDivElement>(null);

  // Before the first paint: a card that is made anew in another group shows what it showed before, in the same frame.
  useLayoutEffect(() => {
    const element = screen.current;
    if (element === null) return;
    const paint = createPainter(element);
    let leave = previews.knows(id) ? previews.watch(id, paint) : null;
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
      <div className="h-48 overflow-hidden">
        <div
          ref={screen}
          className={`peer min-h-full whitespace-pre font-mono text-[11px] leading-4 ${isOfNow ? 'text-(--t-ink)' : 'text-(--t-dim) [&_span]:bg-transparent! [&_span]:text-inherit!'}`}
        />
        {!isLive && (
          <p className="absolute inset-0 hidden place-content-center text-ink-2 text-xs peer-empty:grid">
            The screen is shown when the server is back.
          </p>
        )}
      </div>
      <div className="absolute inset-y-0 right-0 w-8 bg-linear-to-r from-transparent to-t-ground" />
    </div>
  );
});
