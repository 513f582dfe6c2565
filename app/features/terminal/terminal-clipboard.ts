import type { Live } from '#app/live/live.ts';
import { toast } from '#app/ui/toast.ts';
import type { SessionId } from '#common/session.ts';
import { type ClipboardChoice, createClipboardChoices } from './clipboard-choices.ts';
import { type ClipboardAnswer, createClipboardGuard } from './clipboard-guard.ts';
import { readClipboardRequest } from './clipboard-request.ts';

export interface TerminalClipboardParts {
  session: SessionId;
  live: Live;
  page: Document;
  /** The element of the terminal. */
  room: HTMLElement;
  /** Whether keys of this page go to the program. */
  owns: () => boolean;
}

/** What the program of one terminal may do with the clipboard of this browser. */
export interface TerminalClipboard {
  /** The program sent OSC 52 with this. */
  request(data: string): void;
  answer(answer: ClipboardAnswer): void;
  /** What was said for good is taken back: the next wish is asked about. */
  askAgain(): void;
}

export function createTerminalClipboard({ session, live, page, room, owns }: TerminalClipboardParts): TerminalClipboard {
  const choices = createClipboardChoices(sessionStorage);
  let serial = 0;
  function choose(choice: ClipboardChoice): void {
    choices.set(session, choice);
    live.terminals.update(session, { clipboardChoice: choice });
  }
  live.terminals.update(session, { clipboardChoice: choices.of(session) });
  const guard = createClipboardGuard({
    isAttended: () => page.hasFocus() && room.contains(page.activeElement) && owns(),
    isActing: () => navigator.userActivation.isActive,
    choice: () => choices.of(session),
    choose,
    write: (text) => navigator.clipboard.writeText(text),
    onAsk(text) {
      serial += 1;
      live.terminals.update(session, { clipboard: text === null ? null : { text, serial } });
    },
    onTell: (sentence) => toast(sentence),
  });
  return {
    request(data) {
      const request = readClipboardRequest(data);
      if (request) guard.wanted(request);
    },
    answer: guard.answer,
    askAgain: () => choose(null),
  };
}
