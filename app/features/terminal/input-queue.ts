import { INPUT_MAX } from '#common/limits.ts';
import type { Result } from '#common/result.ts';
import { asTyped, PASTE_BEGIN, PASTE_END } from './paste-text.ts';
import { pastedSize } from './pasted-size.ts';
import type { InputKind } from './sent-input.ts';
import { inputPieces } from './typed.ts';

/** The way to the program. */
export interface InputLine {
  /** Sends one piece of at most INPUT_MAX bytes; false when it was not sent, and then the reason has been reported. */
  type(bytes: Uint8Array, kind?: InputKind): boolean;
  /** Whether the program has read what was sent; false: not yet, after a while. A failure says why it will not. */
  taken(): Promise<Result<boolean>>;
  /** Another number each time the way was lost: what was sent may not have come through, and a paste has ended there. */
  losses(): number;
}

/** A paste under way: bytes the program has read, and all of them. `waits`: it has stopped reading. */
export interface PasteProgress {
  readonly sent: number;
  readonly total: number;
  readonly waits: boolean;
}

export interface InputQueueParts {
  line: InputLine;
  /** How the paste goes; null when there is none. */
  onProgress: (progress: PasteProgress | null) => void;
  /** Something was not sent, and why. */
  onNotSent: (why: string) => void;
}

/**
 * What a person types and pastes into one terminal, in order.
 *
 * A paste that fits one piece goes like a key. A longer one goes piece by piece, the next when the program has read the
 * one before: so it can be cancelled, and whoever looks sees how far it is. What is typed meanwhile waits and comes after it,
 * except Ctrl-C, which cancels it. Reports of mouse and focus are dropped, because they would become part of the text.
 */
export interface InputQueue {
  key(bytes: Uint8Array): void;
  report(bytes: Uint8Array): void;
  /** `bracketed`: the program asked for marks around pasted text. The text has no end marker in it. */
  paste(text: string, bracketed: boolean): void;
  cancelPaste(): void;
}

const CTRL_C = 3;
const LOST = 'The connection to this terminal was lost.';
/** Keys that wait for the end of a paste: nobody types more. */
const WAITING_MAX = INPUT_MAX;

interface Paste {
  readonly pieces: readonly Uint8Array[];
  readonly total: number;
  readonly bracketed: boolean;
  /** Of the line, when it began. */
  readonly losses: number;
  sent: number;
  /** Typed meanwhile. */
  readonly waiting: Uint8Array[];
}

export function createInputQueue({ line, onProgress, onNotSent }: InputQueueParts): InputQueue {
  const encoder = new TextEncoder();
  let current: Paste | null = null;

  function key(bytes: Uint8Array): void {
    if (current === null) return void line.type(bytes);
    if (bytes.length === 1 && bytes[0] === CTRL_C) {
      cancelPaste();
      line.type(bytes);
      return;
    }
    const held = current.waiting.reduce((sum, one) => sum + one.length, bytes.length);
    if (held > WAITING_MAX) onNotSent('That was not sent: a paste is under way. Wait until it is through, or cancel it.');
    else current.waiting.push(bytes);
  }

  function paste(text: string, bracketed: boolean): void {
    const typed = asTyped(text);
    const whole = encoder.encode(bracketed ? PASTE_BEGIN + typed + PASTE_END : typed);
    if (whole.length <= INPUT_MAX) return key(whole);
    if (current !== null) return onNotSent('That was not pasted: another paste is under way. Wait until it is through, or cancel it.');
    const bytes = encoder.encode(typed);
    void run({ pieces: inputPieces(bytes), total: bytes.length, bracketed, losses: line.losses(), sent: 0, waiting: [] });
  }

  async function run(mine: Paste): Promise<void> {
    current = mine;
    onProgress({ sent: 0, total: mine.total, waits: false });
    if (mine.bracketed && !line.type(encoder.encode(PASTE_BEGIN), 'part')) return over(mine);
    for (const piece of mine.pieces) {
      if (!line.type(piece, 'part')) {
        end(mine);
        return over(mine);
      }
      const failed = await untilTaken(mine);
      if (current !== mine) return;
      if (failed !== null) {
        over(mine);
        end(mine);
        return onNotSent(`${failed} About ${pastedSize(mine)} was pasted before that.${unsent(mine)}`);
      }
      mine.sent += piece.length;
      onProgress({ sent: mine.sent, total: mine.total, waits: false });
    }
    end(mine);
    over(mine);
    for (const bytes of mine.waiting) line.type(bytes);
  }

  /** Gives null when the program has read the piece, else the reason why it will not. */
  async function untilTaken(mine: Paste): Promise<string | null> {
    while (current === mine) {
      const taken = await line.taken();
      if (line.losses() !== mine.losses) return LOST;
      // A host of an older version knows no such question: the rest goes at the pace of the line.
      if (taken.ok ? taken.value : taken.error.code === 'invalid_request') return null;
      if (!taken.ok && taken.error.code !== 'timeout') return taken.error.message;
      if (current === mine) onProgress({ sent: mine.sent, total: mine.total, waits: true });
    }
    return null;
  }

  /** Closes the bracket, also of a paste that the host refuses: it takes keys again from there on. One that was lost it has closed. */
  function end(mine: Paste): void {
    if (mine.bracketed && line.losses() === mine.losses) line.type(encoder.encode(PASTE_END), 'part');
  }

  function over(mine: Paste): void {
    if (current !== mine) return;
    current = null;
    onProgress(null);
  }

  function cancelPaste(): void {
    const mine = current;
    if (mine === null) return;
    over(mine);
    end(mine);
    onNotSent(`The paste was cancelled after about ${pastedSize(mine)}.${unsent(mine)}`);
  }

  function unsent({ waiting }: Paste): string {
    return waiting.length > 0 ? ' What was typed meanwhile was not sent.' : '';
  }

  return {
    key,
    report: (bytes) => {
      if (current === null) line.type(bytes, 'report');
    },
    paste,
    cancelPaste,
  };
}
