/** So long, in milliseconds, a worker has to answer; a slow, busy machine takes a second at most. */
const ANSWER_MS = 5000;
/**
 * Silent for so many of them, it hangs. One would not do: after a machine or a process has slept, the first is over before the
 * answer to it could come.
 */
const SILENT_MAX = 2;

export interface SilenceOptions {
  /** Sends a question that is answered at once by what lives. */
  readonly ask: () => void;
  /** It hangs. Nothing is asked any more, until something is posted again. */
  readonly hangs: () => void;
}

/** Finds out whether a worker hangs, as long as it is given anything; when it is given nothing, there is nothing to wait for. */
export class Silence {
  readonly #options: SilenceOptions;
  #timer: NodeJS.Timeout | null = null;
  #posted = false;
  #isAsked = false;
  #silent = 0;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  posted(): void {
    this.#posted = true;
    this.#timer ??= setInterval(() => this.#look(), ANSWER_MS);
  }

  answered(): void {
    this.#isAsked = false;
    this.#silent = 0;
  }

  /** Of a worker that is gone. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#posted = false;
    this.answered();
  }

  #look(): void {
    if (this.#isAsked) {
      this.#silent += 1;
      if (this.#silent < SILENT_MAX) return;
      this.end();
      return this.#options.hangs();
    }
    if (!this.#posted) return this.end();
    this.#posted = false;
    this.#isAsked = true;
    this.#options.ask();
  }
}
