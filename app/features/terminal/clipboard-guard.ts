import type { ClipboardChoice } from './clipboard-choices.ts';
import { CLIPBOARD_MAX, type ClipboardRequest } from './clipboard-request.ts';

export interface ClipboardGuardParts {
  /** Whether a person looks at this very terminal and types in it: what nobody sees is not done. */
  isAttended: () => boolean;
  /** Whether a person did something on the page just now, which is how they would have asked the program to copy. */
  isActing: () => boolean;
  choice: () => ClipboardChoice;
  choose: (choice: ClipboardChoice) => void;
  write: (text: string) => Promise<void>;
  /** The text to ask about; null: no more. */
  onAsk: (text: string | null) => void;
  /** Something to say in passing. */
  onTell: (sentence: string) => void;
}

export type ClipboardAnswer = 'once' | 'session' | 'never' | 'not_now';

/**
 * Stands between a program and the person's clipboard: nothing is written before that person allowed it for this session,
 * nothing while they do not look, and nothing without an act of theirs just before. Otherwise they are asked.
 *
 * What is asked about does not change while the question stands, so that nobody agrees to what they have not read: of the
 * texts that come meanwhile the newest is asked about next.
 */
export interface ClipboardGuard {
  wanted(request: ClipboardRequest): void;
  answer(answer: ClipboardAnswer): void;
}

export function createClipboardGuard(parts: ClipboardGuardParts): ClipboardGuard {
  let asked: string | null = null;
  let next: string | null = null;
  let saidTooLarge = false;

  function wanted(request: ClipboardRequest): void {
    const choice = parts.choice();
    if (choice === 'never' || !parts.isAttended()) return;
    if (request.kind === 'too_large') {
      if (!saidTooLarge) parts.onTell(`The program wanted to copy more than ${CLIPBOARD_MAX / 1024 / 1024} MB. That is not done.`);
      saidTooLarge = true;
      return;
    }
    if (asked !== null) next = request.text;
    else if (choice === 'allow' && parts.isActing()) void write(request.text);
    else ask(request.text);
  }

  function ask(text: string | null): void {
    asked = text;
    next = null;
    parts.onAsk(text);
  }

  function answer(given: ClipboardAnswer): void {
    const [text, later] = [asked, next];
    if (text === null) return;
    if (given === 'session') parts.choose('allow');
    if (given === 'never') parts.choose('never');
    if (given === 'once') void write(text);
    if (given === 'session') void write(later ?? text);
    ask(given === 'once' ? later : null);
  }

  async function write(text: string): Promise<void> {
    try {
      await parts.write(text);
      parts.onTell(`The program copied ${text.length.toLocaleString('en')} ${text.length === 1 ? 'character' : 'characters'}.`);
    } catch (error) {
      console.error('The browser refused to write to the clipboard.', error);
      parts.onTell('The browser refused to write to the clipboard.');
    }
  }

  return { wanted, answer };
}
