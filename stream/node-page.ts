import { createConnection } from '#app/live/connection.ts';
import type { TerminalFacts } from '#app/live/terminal-facts.ts';
import { dialTo } from '#app/live/wire.ts';
import { createTerminalLink, type TerminalLink } from '#app/features/terminal/terminal-link.ts';
import { SCROLLBACK_LINES } from '#common/limits.ts';
import type { SessionId } from '#common/session.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { makeTerminal } from './page-side.ts';
import { PageScreen } from './page-screen.ts';

const GRID = { cols: 80, rows: 24 };

export interface NodePageParts {
  readonly url: string;
  /** What its browser would send by itself. */
  readonly headers: Record<string, string>;
  readonly key: string;
  readonly session: string;
}

/** A page's terminal of one session, with the page's own connection and link, in Node. */
export class NodePage {
  /** How often it was attached. */
  attached = 0;
  readonly #screen: PageScreen;
  readonly #link: TerminalLink;
  readonly #connection: ReturnType<typeof createConnection>;
  /** What it said of keys that were not sent. */
  readonly notSent: string[] = [];
  #facts: Partial<TerminalFacts> = {};
  #wake: (() => void)[] = [];

  constructor({ url, headers, key, session }: NodePageParts) {
    this.#screen = new PageScreen(
      SCROLLBACK_LINES,
      () => this.#link.linesChanged(),
      () => queueMicrotask(() => this.#read()),
    );
    this.#screen.room = GRID;
    this.#connection = createConnection({
      dial: (with_, events) => dialTo({ url, extraHeaders: headers }, with_, events),
      readKey: async () => key,
      probe: async () => 'ok',
      now: Date.now,
      random: () => 0,
      // It comes back at once.
      schedule: (run) => {
        const soon = setImmediate(run);
        return () => clearImmediate(soon);
      },
    });
    this.#link = createTerminalLink({
      session: session as SessionId,
      client: 'node-page',
      connection: this.#connection,
      screen: this.#screen,
      expected: () => null,
      isVisible: () => true,
      now: () => performance.now(),
      report: (facts) => {
        if (facts.phase === 'attached') this.attached += 1;
        if (facts.notSent) this.notSent.push(facts.notSent);
        this.#facts = { ...this.#facts, ...facts };
        this.#changed();
      },
    });
    this.#link.start();
    this.#connection.start();
  }

  get isAttached(): boolean {
    return this.#facts.phase === 'attached';
  }

  /** It shows its last byte, and has all lines above its screen. */
  get isWhole(): boolean {
    return this.isAttached && this.#screen.unread === 0 && this.#screen.wanted().before === 0;
  }

  /** Whether it took the text. */
  type(text: string): boolean {
    return this.#link.type(new TextEncoder().encode(text));
  }

  /** Whether a line among the last few has this text. */
  shows(text: string): boolean {
    const { active } = this.#screen.side.terminal.buffer;
    for (let y = active.length - 1; y >= Math.max(0, active.length - 2 * GRID.rows); y -= 1) {
      if (active.getLine(y)?.translateToString(true).includes(text)) return true;
    }
    return false;
  }

  get look(): unknown {
    return lookOfTerminal(this.#screen.side.terminal, true);
  }

  /** What a terminal shows that was written these bytes and nothing else. */
  static lookAfter(bytes: Uint8Array): unknown {
    const terminal = makeTerminal(GRID.cols, GRID.rows, SCROLLBACK_LINES);
    insideOf(terminal).writeSync(bytes);
    return lookOfTerminal(terminal, true);
  }

  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((done) => this.#wake.push(done));
  }

  close(): void {
    this.#link.close();
    this.#connection.close();
  }

  #read(): void {
    while (this.#screen.unread > 0) this.#screen.read();
    this.#changed();
  }

  #changed(): void {
    for (const done of this.#wake.splice(0)) done();
  }
}
