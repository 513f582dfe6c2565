import { KILL_AFTER_MS, TERM_AFTER_MS } from '#common/limits.ts';

/**
 * How a session is ended: HUP to every process of its terminal session, TERM after one second, KILL after five.
 *
 * TERM alone does nothing to an interactive shell, and a kill of its process group leaves its jobs, which are groups of
 * their own in the same terminal session. The policy is pure; `EndingRun` carries it out.
 */
export type EndingStep = { readonly signal: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'; readonly after: number };

export const ENDING_STEPS: readonly EndingStep[] = [
  { signal: 'SIGHUP', after: 0 },
  { signal: 'SIGTERM', after: TERM_AFTER_MS },
  { signal: 'SIGKILL', after: KILL_AFTER_MS },
];

export interface EndingTools {
  /** Living processes of the terminal session now, the program itself among them. */
  members(): Promise<number[]>;
  signal(pid: number, signal: EndingStep['signal']): void;
  /** Nobody is left, or nothing more can be done: these withstood even KILL. */
  done(withstood: number[]): void;
}

/** After KILL, a process needs a moment until it is gone. */
const GONE_AFTER_MS = 500;

/** Ends one session step by step; stops by itself when nobody is left. */
export class EndingRun {
  readonly #tools: EndingTools;
  readonly #timers: NodeJS.Timeout[];
  #finished = false;

  constructor(tools: EndingTools) {
    this.#tools = tools;
    this.#timers = ENDING_STEPS.map((step) => setTimeout(() => void this.#take(step), step.after));
    this.#timers.push(setTimeout(() => void this.#look(), KILL_AFTER_MS + GONE_AFTER_MS));
  }

  /** Lets go of what is left to do. */
  close(): void {
    this.#finished = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #take(step: EndingStep): Promise<void> {
    const members = await this.#tools.members();
    if (this.#finished) return;
    if (members.length === 0) return this.#finish([]);
    for (const pid of members) this.#tools.signal(pid, step.signal);
  }

  async #look(): Promise<void> {
    const members = await this.#tools.members();
    if (!this.#finished) this.#finish(members);
  }

  #finish(withstood: number[]): void {
    this.close();
    this.#tools.done(withstood);
  }
}
