import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { enteredLines } from './paste-text.ts';

/** As much of the text as a person can look over at once. */
const SHOWN = 2000;

/** Asks before several lines go to a program that would run each of them as if typed. Answers with the text, or null. */
export function PasteQuestion({ text, onAnswer }: { text: string; onAnswer: (text: string | null) => void }) {
  const lines = enteredLines(text);
  return (
    <Dialog title={lines === 1 ? 'Paste a line break?' : `Paste ${lines} line breaks?`} onClose={() => onAnswer(null)}>
      <p className="text-ink-2">
        This program does not tell pasted text from typed keys: each line runs as soon as it is pasted, as if you had pressed Enter.
      </p>
      <pre className="mt-3 max-h-60 overflow-auto rounded-md border border-line bg-well p-3 font-mono text-xs">
        {text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… and ${text.length - SHOWN} more characters` : text}
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
