import { ANSWERS_PER_SECOND, INPUT_MAX, INPUT_UNREAD_MAX, TAKEN_WITHIN_MS } from '#common/limits.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import { PASTE_END, pasteIsOpen } from './open-paste.ts';
import type { InputTaken } from '#common/pty-host-protocol.ts';
import type { Pty } from './pty.ts';
import { Typists } from './typists.ts';
import type { Viewer } from './viewer.ts';

export interface SessionInputOptions {
  readonly pty: Pty;
  /** The program has ended. */
  readonly isOver: () => boolean;
  /** A key of this viewer came: whether it owns the input, now or by that. */
  readonly mayType: (viewer: Viewer) => boolean;
  /** A piece of input went to the program. */
  readonly typed: () => void;
}

const PASTE_STOPPED: Failure = {
  code: 'not_owner',
  message: 'Another window or a script came in between, so the rest was not pasted.',
};
const OVER: Failure = { code: 'session_exited', message: 'This session has ended; nothing was typed. Start a new one.' };

/** What is typed into one program. */
export class SessionInput {
  readonly #options: SessionInputOptions;
  readonly #pty: Pty;
  /** Whose bracketed paste has begun and not ended: until it does, the program takes every key for pasted text. */
  #pasting: Viewer | null = null;
  /** What the terminal has answered meanwhile. */
  #answers = '';
  /** Whose paste ended before it was whole: the rest would run as keys, so that it is refused up to its end marker. */
  readonly #stopped = new WeakSet<Viewer>();
  /** Why the last piece of a viewer was not typed. */
  readonly #refused = new WeakMap<Viewer, Failure>();
  readonly #waiting = new Set<() => void>();
  readonly #typists = new Typists();

  constructor(options: SessionInputOptions) {
    this.#options = options;
    this.#pty = options.pty;
    this.#pty.onDrain(() => this.#wake());
  }

  /** From now on its client types by this viewer; gives what was taken of what it typed before, as far as that is known. */
  attached(viewer: Viewer): InputTaken | null {
    return this.#typists.attached(viewer);
  }

  /**
   * One piece of a viewer's input. In order and at most once: a number seen before is dropped, and so is all from a viewer that
   * its client has left behind. A bracketed paste of which a piece is refused ends there. Whether it was typed.
   */
  type(viewer: Viewer, sequence: number, bytes: Uint8Array): boolean {
    if (!this.#typists.take(viewer, sequence, bytes.length)) return false;
    const refusal = this.#refusalOf(viewer, bytes);
    if (!refusal.ok) {
      this.#refuse(viewer, { sequence, bytes, error: refusal.error });
      return false;
    }
    this.#refused.delete(viewer);
    if (this.#pasting !== viewer) this.#endPaste();
    this.#pty.write(bytes);
    this.#options.typed();
    if (pasteIsOpen(this.#pasting !== null, bytes)) this.#pasting = viewer;
    else this.#pasteIsOver();
    return true;
  }

  /** Types text, whoever owns the input. */
  text(text: string): Result<null> {
    const refusal = this.#refusal();
    if (!refusal.ok) return refusal;
    this.#endPaste();
    this.#pty.write(new TextEncoder().encode(text));
    this.#options.typed();
    return success(null);
  }

  /** An answer of the terminal to its program. It waits for the end of a paste, of which the program would take it for a part. */
  answer(text: string): void {
    if (this.#pasting === null) this.#pty.write(new TextEncoder().encode(text));
    else if (this.#answers.length + text.length <= ANSWERS_PER_SECOND) this.#answers += text;
  }

  /**
   * Whether the program has read what this viewer typed, but for what the terminal itself holds. Answers when it has, or
   * after TAKEN_WITHIN_MS; fails with the reason for which the last piece was not typed, or its paste has ended.
   */
  async taken(viewer: Viewer): Promise<Result<boolean>> {
    const refused = this.#refused.get(viewer);
    if (refused !== undefined) return { ok: false, error: refused };
    if (!this.#options.isOver() && this.#pty.unread > 0) await this.#drained();
    if (this.#options.isOver()) return { ok: false, error: OVER };
    return this.#stopped.has(viewer) ? { ok: false, error: PASTE_STOPPED } : success(this.#pty.unread === 0);
  }

  /** This viewer types no more: a paste that it had begun ends here. */
  left(viewer: Viewer): void {
    if (this.#pasting === viewer) this.#endPaste();
  }

  /** Nothing is typed any more. */
  close(): void {
    this.#pasting = null;
    this.#answers = '';
    this.#typists.tellAll();
    this.#wake();
  }

  #endPaste(): void {
    if (this.#pasting === null) return;
    if (!this.#options.isOver()) this.#pty.write(PASTE_END);
    this.#stopped.add(this.#pasting);
    this.#pasteIsOver();
  }

  #pasteIsOver(): void {
    this.#pasting = null;
    const answers = this.#answers;
    this.#answers = '';
    if (answers !== '' && !this.#options.isOver()) this.answer(answers);
  }

  #refuse(viewer: Viewer, { sequence, bytes, error }: { sequence: number; bytes: Uint8Array; error: Failure }): void {
    if (this.#pasting === viewer) this.#endPaste();
    if (pasteIsOpen(this.#stopped.has(viewer), bytes)) this.#stopped.add(viewer);
    else this.#stopped.delete(viewer);
    this.#refused.set(viewer, error);
    this.#typists.refuse(viewer, sequence);
    if (PASTE_END.equals(bytes)) return; // no text that anybody misses
    viewer.sink.notice(viewer.id, { kind: 'refused', sequence, error });
  }

  #refusalOf(viewer: Viewer, bytes: Uint8Array): Result<null> {
    if (this.#stopped.has(viewer)) return { ok: false, error: this.#options.isOver() ? OVER : PASTE_STOPPED };
    if (bytes.length > INPUT_MAX) return failure('too_large', `One piece of input has at most ${INPUT_MAX} bytes; nothing was typed.`);
    if (!this.#options.isOver() && !this.#options.mayType(viewer)) {
      return failure('not_owner', 'Another window owns this terminal; nothing was typed. Take over to type here.');
    }
    return this.#refusal();
  }

  #refusal(): Result<null> {
    if (this.#options.isOver()) return { ok: false, error: OVER };
    if (this.#pty.unread <= INPUT_UNREAD_MAX) return success(null);
    return failure('input_unread', 'The program does not read its input; this was not typed. Wait until it does, or end it.');
  }

  #drained(): Promise<void> {
    return new Promise((done) => {
      const over = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(over);
        done();
      };
      const timer = setTimeout(over, TAKEN_WITHIN_MS);
      this.#waiting.add(over);
    });
  }

  #wake(): void {
    for (const over of [...this.#waiting]) over();
  }
}
