'use client';

import { type RefObject, useEffect, useState } from 'react';

/** A mouse that has not moved for so long (milliseconds) is not about to click. */
const RESTING_MS = 1500;

/** A value that stays as it was while a mouse moves over an element, and follows when it rests or leaves. */
export function useSteady<T>(value: T, over: RefObject<HTMLElement | null>): T {
  const [moving, setMoving] = useState(false);
  const [shown, setShown] = useState(value);

  useEffect(() => {
    const element = over.current;
    if (element === null) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const still = () => {
      clearTimeout(rest);
      setMoving(false);
    };
    const move = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      clearTimeout(rest);
      rest = setTimeout(still, RESTING_MS);
      setMoving(true);
    };
    element.addEventListener('pointermove', move, { passive: true });
    element.addEventListener('pointerleave', still);
    return () => {
      clearTimeout(rest);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', still);
    };
  }, [over]);

  if (!moving && !Object.is(shown, value)) setShown(value);
  return moving ? shown : value;
}
