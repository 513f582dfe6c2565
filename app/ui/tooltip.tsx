import { Slot } from 'radix-ui/slot';
import type { ReactNode } from 'react';

/** Shows `text` when a pointer rests on its one child, or the keyboard's focus is on it. */
export function Tooltip({ text, hint, children }: { text: string; hint?: string; children: ReactNode }) {
  return (
    <Slot data-tip={text} data-tip-hint={hint}>
      {children}
    </Slot>
  );
}
