import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { BEFORE_RESET } from '#app/features/terminal/before-reset.ts';
import { LinesAbove, NOTHING_ABOVE } from '#app/features/terminal/lines-above.ts';
import type { ScreenContent } from '#app/features/terminal/screen.ts';
import type { Lines } from '#common/frames.ts';
import { guardTerminal } from '#common/guard-terminal.ts';
import { quickPrint } from '#common/quick-print.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';

export type HeadlessTerminal = headless.Terminal;

/** A terminal as both ends make theirs. */
export function makeTerminal(cols: number, rows: number, scrollback: number): HeadlessTerminal {
  const terminal = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  // The addon's types name the browser's terminal; it uses only what both have.
  terminal.loadAddon(new unicode11.Unicode11Addon() as unknown as headless.ITerminalAddon);
  terminal.unicode.activeVersion = '11';
  return terminal;
}

/** The page's terminal without a page: everything takes effect at once. */
export class PageSide {
  readonly terminal: HeadlessTerminal;
  readonly lines: LinesAbove;
  readonly sent: string[] = [];

  /** `changed`: missing lines came, or are not needed any more. */
  constructor(scrollback: number, changed: () => void = () => undefined) {
    this.terminal = makeTerminal(80, 24, scrollback);
    guardTerminal(this.terminal);
    quickPrint(this.terminal);
    this.terminal.onData((text) => this.sent.push(text));
    this.lines = new LinesAbove({
      terminal: this.terminal,
      changed,
      makeAside: () => {
        const aside = makeTerminal(this.terminal.cols, 2, scrollback);
        return Object.assign(aside, {
          write: (data: Uint8Array, parsed: () => void) => {
            insideOf(aside).writeSync(data);
            parsed();
          },
        });
      },
    });
  }

  /** As the screen of the page does, but for the colours of its theme. */
  restore({ grid, data, above }: ScreenContent): void {
    this.write(BEFORE_RESET);
    this.lines.leave();
    this.terminal.reset();
    resizeTerminal(this.terminal, grid.cols, grid.rows);
    this.lines.begin(above ?? NOTHING_ABOVE);
    this.write(data);
    this.lines.screenWritten(above ?? NOTHING_ABOVE);
  }

  write(data: string | Uint8Array): void {
    insideOf(this.terminal).writeSync(data);
  }

  resize(cols: number, rows: number): void {
    resizeTerminal(this.terminal, cols, rows);
  }

  fill(lines: Lines, filled: () => void = () => undefined): void {
    this.lines.fill(lines, filled);
  }
}
