'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RowKey } from './row-keys.ts';

const KEYS: readonly { key: RowKey; label: string; face: ReactNode }[] = [
  { key: 'Escape', label: 'Esc', face: 'Esc' },
  { key: 'Tab', label: 'Tab', face: 'Tab' },
  { key: 'ArrowLeft', label: 'Left', face: <ArrowLeft aria-hidden="true" className="size-4" /> },
  { key: 'ArrowUp', label: 'Up', face: <ArrowUp aria-hidden="true" className="size-4" /> },
  { key: 'ArrowDown', label: 'Down', face: <ArrowDown aria-hidden="true" className="size-4" /> },
  { key: 'ArrowRight', label: 'Right', face: <ArrowRight aria-hidden="true" className="size-4" /> },
  { key: '/', label: 'Slash', face: '/' },
  { key: '|', label: 'Pipe', face: '|' },
];

const LOOK =
  'flex h-10 min-w-10 flex-1 select-none items-center justify-center rounded-md border border-line bg-raised font-mono text-sm active:bg-hover aria-pressed:border-accent aria-pressed:text-accent';

interface KeyRowProps {
  /** Ctrl is held for the next key. */
  ctrl: boolean;
  onCtrl: () => void;
  onPress: (key: RowKey) => void;
}

/** The keys that a keyboard on glass lacks, above it. Pressing one leaves the focus, and so the keyboard, where it is. */
export function KeyRow({ ctrl, onCtrl, onPress }: KeyRowProps) {
  const [escape, tab, ...others] = KEYS;
  const button = ({ key, label, face }: (typeof KEYS)[number]) => (
    <button key={key} type="button" aria-label={label} onPointerDown={keepFocus} onClick={() => onPress(key)} className={LOOK}>
      {face}
    </button>
  );
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      className="hidden shrink-0 gap-0.5 border-line border-t bg-surface p-1 max-[384px]:gap-0 max-[384px]:px-0 pb-[max(4px,env(safe-area-inset-bottom))] touch:flex"
    >
      {escape && button(escape)}
      {tab && button(tab)}
      <button type="button" aria-pressed={ctrl} onPointerDown={keepFocus} onClick={onCtrl} className={LOOK}>
        Ctrl
      </button>
      {others.map(button)}
    </div>
  );
}

function keepFocus(event: React.PointerEvent): void {
  event.preventDefault();
}
