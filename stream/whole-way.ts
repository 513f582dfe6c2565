import { createConnection } from '#app/live/connection.ts';
import type { TerminalFacts } from '#app/live/terminal-facts.ts';
import type { Grid } from '#app/features/terminal/screen.ts';
import { createTerminalLink } from '#app/features/terminal/terminal-link.ts';
import { type Cut, CutLine } from './cut-line.ts';
import { PageScreen } from './page-screen.ts';
import { ProgramSide, SESSION } from './program-side.ts';

/** Every key is another character, one of this and those that follow. */
const FIRST_KEY = 0x4e00;

/** What the program does next: it prints, or its terminal gets another room in the page. */
export type Event = Uint8Array | Grid;

export interface WholeWayParts {
  readonly scrollback: number;
  readonly events: readonly Event[];
  /** Lets everything run that waits for nothing. */
  readonly settle: () => Promise<void>;
  /** Milliseconds pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

/** From the program to the page's terminal and back: real session, real hub's side of a page, real link; the lines between them are cut. */
export class WholeWay {
  readonly program: ProgramSide;
  readonly screen: PageScreen;
  readonly #parts: WholeWayParts;
  readonly #events: Event[];
  readonly #connection: ReturnType<typeof createConnection>;
  readonly #link: ReturnType<typeof createTerminalLink>;
  /** Lines that one end has not noticed to be cut. */
  #lines: CutLine[] = [];
  #line: CutLine | null = null;
  #retry: (() => void)[] = [];
  #typed = '';
  #unsent = '';
  #number = 0;
  #facts: Partial<TerminalFacts> = {};
  #spoiled = false;

  constructor(parts: WholeWayParts) {
    this.#parts = parts;
    this.#events = [...parts.events];
    this.program = new ProgramSide(parts.scrollback);
    this.screen = new PageScreen(parts.scrollback, () => this.#link.linesChanged());
    this.#connection = createConnection({
      dial: (_key, events) => {
        const line = new CutLine(events, this.program, () => {
          this.#spoiled = true;
          this.program.told.push('spoiled');
        });
        this.#lines.push(line);
        this.#line = line;
        return line.wire;
      },
      readKey: async () => 'key',
      probe: async () => 'ok',
      now: () => 0,
      random: () => 0,
      schedule: (run) => {
        this.#retry.push(run);
        return () => {
          this.#retry = this.#retry.filter((each) => each !== run);
        };
      },
    });
    this.#link = createTerminalLink({
      session: SESSION,
      client: 'page',
      connection: this.#connection,
      screen: this.screen,
      expected: () => null,
      isVisible: () => true,
      now: () => performance.now(),
      report: (facts) => {
        this.#facts = { ...this.#facts, ...facts };
        this.#unsent += facts.notSent?.match(/“(.*)”/)?.[1] ?? '';
        if (facts.problem) throw new Error(facts.problem.message);
      },
    });
    this.#link.start();
    this.#connection.start();
  }

  /** The next event happens; false when none can. */
  print(): boolean {
    const [event] = this.#events;
    if (event === undefined) return false;
    if (event instanceof Uint8Array) {
      if (!this.program.print(event)) return false;
    } else {
      this.screen.room = event;
      this.#link.fit();
    }
    this.#events.shift();
    return true;
  }

  /** Types the next key, if it can be typed now. */
  type(): void {
    const key = String.fromCodePoint(FIRST_KEY + this.#number);
    this.#number += 1;
    if (this.#link.type(new TextEncoder().encode(key))) this.#typed += key;
  }

  /** The page wants the session's previews. */
  watch(): void {
    void this.#connection.send('board:watch', { sessions: [SESSION] });
  }

  /** Bytes on their way to the page. */
  get unread(): number {
    return this.#line?.toPage.bytes ?? 0;
  }

  /** The keys that the program got. */
  get got(): string {
    return this.program.pty.input;
  }

  /** All that were typed, but those of which a person was told that they were not sent. */
  get typed(): string {
    return [...this.#typed].filter((key) => !this.#unsent.includes(key)).join('');
  }

  /** So much arrives at the hub and at the page, or at the pty host and at the hub. */
  arrive(where: 'page' | 'host', count: number): void {
    if (where === 'host') {
      this.program.toHost.arrive(count);
      this.program.fromHost.arrive(count);
      return this.program.drained();
    }
    for (const line of this.#lines) {
      line.arrive(count);
    }
    this.#lines = this.#lines.filter((line) => !line.cut || line.toHub.length + line.toPage.length > 0);
  }

  cut(cut: Cut): void {
    this.#line?.breakOff(cut);
  }

  spoil(): void {
    this.#line?.spoilNext();
  }

  /** Everything that is on its way gets some way on; a page without a line dials. */
  async flow(): Promise<void> {
    this.arrive('host', 8);
    await this.#parts.settle();
    this.arrive('page', 8);
    await this.#parts.settle();
    for (const run of this.#retry.splice(0)) run();
    await this.#parts.settle();
    for (let each = 0; each < 8; each += 1) this.screen.read();
  }

  /** A last word comes with a wrong byte. */
  spoilLast(): void {
    this.#events.push(new TextEncoder().encode('word'));
    this.spoil();
  }

  /** All that is to happen happens. Throws when that has no end. */
  async finish(): Promise<void> {
    await this.#rest();
    if (!this.#spoiled) return;
    // Nobody saw the wrong byte. It is found when the page comes back.
    this.cut({ toHub: 0, toPage: 0 });
    await this.#rest();
    this.#spoiled = false;
  }

  async #rest(): Promise<void> {
    for (let rounds = 0, still = 0; still < 4; rounds += 1) {
      if (rounds > 5000) throw new Error('it does not come to an end');
      const moves = this.#moves;
      for (let each = 0; each < 8; each += 1) this.print();
      await this.flow();
      await this.#parts.pass(5);
      still = moves + this.#moves === 0 ? still + 1 : 0;
    }
    if (this.#facts.phase !== 'attached') throw new Error('the page is not attached in the end');
  }

  /** How much is on its way. */
  get #moves(): number {
    const { toHost, fromHost } = this.program;
    const lines = this.#lines.map((line) => line.toHub.length + line.toPage.length);
    return [toHost.length, fromHost.length, this.screen.unread, this.#events.length, this.#retry.length, ...lines].reduce((a, b) => a + b);
  }
}
