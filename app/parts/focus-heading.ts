'use client';

import { useEffect, useRef } from 'react';
import { sessionAt } from './session-path.ts';

/** Puts the focus on the heading of the page: a reader says where one is, and the next Tab goes on from there. */
export function focusHeading(page: Document): void {
  const heading = page.querySelector('h1');
  if (heading === null) return;
  heading.tabIndex = -1; // for us alone: no Tab comes there
  heading.focus({ preventScroll: true });
}

/** Does that when another page is shown (`path`) and what had the focus went with the one before. A terminal takes it by itself. */
export function useFocusOnArrival(path: string): void {
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    if (sessionAt(path) === null && document.activeElement === document.body) focusHeading(document);
  }, [path]);
}
