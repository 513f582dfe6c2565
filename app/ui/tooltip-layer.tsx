'use client';

import { useEffect, useRef } from 'react';
import { followTips } from './follow-tips.ts';

/**
 * The one tooltip of a page, for every element that carries `data-tip`: a list of forty cards costs nothing more for it. A
 * tooltip says again what a name says already, so screen readers are not told of it.
 */
export function TooltipLayer() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? followTips(box.current) : undefined), []);
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden="true"
      className="appearing pointer-events-none fixed m-0 max-w-72 rounded-md border border-line-strong bg-floating px-2 py-1 text-ink text-xs shadow-float [overflow-wrap:anywhere]"
    >
      <span />
      <span className="ml-2 font-mono text-2xs text-ink-3 empty:hidden" />
    </div>
  );
}
