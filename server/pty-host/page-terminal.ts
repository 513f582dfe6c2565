import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { guardTerminal } from '#common/guard-terminal.ts';
import { SCROLLBACK_LINES } from '#common/limits.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import type { Picture } from './screen-messages.ts';
import type { ScreenTerminal } from './screen-terminal.ts';
import { lookOfTerminal } from './terminal-look.ts';

/** A page's terminal, as far as it can be had without a page. */
export class Page {
  readonly terminal: headless.Terminal;
  readonly sent: string[] = [];

  constructor({ cols, rows }: { readonly cols: number; readonly rows: number }) {
    this.terminal = new headless.Terminal({ cols, rows, scrollback: SCROLLBACK_LINES, allowProposedApi: true, logLevel: 'off' });
    this.terminal.loadAddon(new unicode11.Unicode11Addon() as unknown as headless.ITerminalAddon);
    this.terminal.unicode.activeVersion = '11';
    guardTerminal(this.terminal);
    this.terminal.onData((text) => this.sent.push(text));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((done) => this.terminal.write(bytes, done));
  }

  resize({ cols, rows }: { readonly cols: number; readonly rows: number }): void {
    resizeTerminal(this.terminal, cols, rows);
  }

  /** Everything a person could tell apart, and all that later bytes could bring to light. */
  get look(): unknown {
    return lookOfTerminal(this.terminal, true);
  }
}

/** The whole picture, made at once. */
export function pictureOf(screen: ScreenTerminal): Picture {
  const making = screen.picture();
  for (;;) {
    const step = making.next();
    if (step.done) return step.value;
  }
}
