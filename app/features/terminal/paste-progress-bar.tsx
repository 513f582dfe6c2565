import type { TerminalFacts } from '#app/live/terminal-facts.ts';
import { Button } from '#app/ui/button.tsx';
import { pastedSize } from './pasted-size.ts';

interface PasteProgressBarProps {
  paste: NonNullable<TerminalFacts['paste']>;
  onCancel: () => void;
}

/** How far a long paste is, over the terminal, and the way to stop it. */
export function PasteProgressBar({ paste, onCancel }: PasteProgressBarProps) {
  const part = Math.round((100 * paste.sent) / paste.total);
  const size = pastedSize(paste);
  return (
    <section
      aria-label="Paste"
      className="absolute top-3 right-4 z-10 w-72 max-w-[calc(100%-24px)] overflow-hidden rounded-md border border-line-strong bg-raised text-ink shadow-float"
    >
      <div className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
        <p className="min-w-0 flex-1">
          {paste.waits ? 'The program reads no more' : 'Pasting'}
          <span className="block font-mono text-ink-2 text-xs tabular-nums">{size}</span>
        </p>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <div
        role="progressbar"
        aria-label="Pasted"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={part}
        aria-valuetext={size}
        className="h-0.5 bg-line"
      >
        <div className="h-full bg-accent" style={{ width: `${part}%` }} />
      </div>
    </section>
  );
}
