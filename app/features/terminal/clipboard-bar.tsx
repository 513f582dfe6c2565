import { useEffect, useState } from 'react';
import { X } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import type { ClipboardAnswer } from './clipboard-guard.ts';
import { withVisibleControls } from './control-characters.ts';
import { pastedLines } from './paste-text.ts';

/** As much of the text as fits a line or two. */
const SHOWN = 160;
/** A bar that comes under a moving finger takes no click for this long, in milliseconds: a program chooses when it comes. */
const ARMED_AFTER_MS = 500;

interface ClipboardBarProps {
  text: string;
  onAnswer: (answer: ClipboardAnswer) => void;
}

/** The program wants to write to the clipboard: what, and whether it may. To be keyed by the request. */
export function ClipboardBar({ text, onAnswer }: ClipboardBarProps) {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARMED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const lines = pastedLines(text);
  const size = `${text.length.toLocaleString('en')} ${text.length === 1 ? 'character' : 'characters'}`;
  return (
    <section
      aria-label="Clipboard"
      className="absolute inset-x-0 top-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-line-strong border-b bg-surface px-3 py-2 text-ink shadow-float"
    >
      <p className="min-w-60 flex-1 text-ink-2" aria-live="polite">
        The program wants to copy {size}
        {lines > 1 && ` in ${lines.toLocaleString('en')} lines`} to your clipboard:
        <span className="mt-0.5 line-clamp-2 whitespace-pre-wrap font-mono text-ink text-xs [overflow-wrap:anywhere]">
          {withVisibleControls(text.slice(0, SHOWN))}
          {text.length > SHOWN && '…'}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!armed} onClick={() => onAnswer('once')}>
          Allow once
        </Button>
        <Button disabled={!armed} onClick={() => onAnswer('session')}>
          Allow for this session
        </Button>
        <Button disabled={!armed} tone="quiet" onClick={() => onAnswer('never')}>
          Never
        </Button>
        <IconButton label="Not now" icon={X} onClick={() => onAnswer('not_now')} />
      </div>
    </section>
  );
}
