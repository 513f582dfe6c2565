'use client';

import { createContext, type ReactNode, use, useState } from 'react';

/** Tells elements whether they are in view, by one observer for all of them. They stand in one `main`, which scrolls. */
interface InView {
  observe(element: Element, tell: (inView: boolean) => void): () => void;
}

/** Cards are asked for before they are seen: this far below and above what is in view. */
const AHEAD = '160px 0px';

function createInView(): InView {
  const listeners = new Map<Element, (inView: boolean) => void>();
  let observer: IntersectionObserver | null = null;
  const heard = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
  };
  return {
    observe(element, tell) {
      // The margin counts only at the element that scrolls: against the window, what that one cuts off is never near.
      observer ??= new IntersectionObserver(heard, { root: element.closest('main'), rootMargin: AHEAD });
      listeners.set(element, tell);
      observer.observe(element);
      return () => {
        listeners.delete(element);
        observer?.unobserve(element);
      };
    },
  };
}

const InViewContext = createContext<InView | null>(null);

export function InViewProvider({ children }: { children: ReactNode }) {
  const [inView] = useState(createInView);
  return <InViewContext value={inView}>{children}</InViewContext>;
}

export function useInView(): InView {
  const inView = use(InViewContext);
  if (!inView) throw new Error('useInView stands outside of InViewProvider.');
  return inView;
}
