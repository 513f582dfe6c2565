import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { withVisibleControls } from './control-characters.ts';
import { pastedLines } from './paste-text.ts';

/** As much of the text as a person can look over at once. */
const SHOWN = 2000;

/** Asks before text with line breaks or control characters goes to a program that takes it for typed keys. Answers with the text, or null. */
export function PasteQuestion({ text, onAnswer }: { text: string; onAnswer: (text: string | null) => void }) {
  const lines = pastedLines(text);
  const rest = text.length - SHOWN;
  const shown = withVisibleControls(text.slice(0, SHOWN));
  return (
    <Dialog title={lines === 1 ? 'Paste this line?' : `Paste ${lines.toLocaleString('en')} lines?`} onClose={() => onAnswer(null)}>
      <p className="text-ink-2">
        This program does not tell pasted text from typed keys: a line runs as soon as its end is pasted, and control characters act as
        keys.
      </p>
      <pre className="mt-3 max-h-60 overflow-auto rounded-md border border-line bg-well p-3 font-mono text-xs">
        {rest > 0 ? `${shown}\n… and ${rest.toLocaleString('en')} more characters` : shown}
      </pre>
      <div className="mt-4 flex justify-end gap-2">
        <Button tone="quiet" onClick={() => onAnswer(null)}>
          Cancel
        </Button>
        <Button tone="primary" onClick={() => onAnswer(text)}>
          Paste
        </Button>
      </div>
    </Dialog>
  );
}
