import { guardTerminal } from '#common/guard-terminal.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { NumberedLines } from '#server/pty-host/numbered-lines.ts';
import { takeScreen } from '#server/pty-host/picture.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { TerminalMemory } from '#server/pty-host/terminal-memory.ts';
import type { Piece } from '#server/pty-host/wild-stream.ts';
import { type HeadlessTerminal, makeTerminal } from './page-side.ts';

/** So that a piece is not all there is. */
const PIECE = 3;

/** The pty host's terminal, as far as screens and the lines above them go: everything takes effect at once. */
export class HostSide {
  readonly terminal: HeadlessTerminal;
  readonly lines: NumberedLines;
  readonly #memory: TerminalMemory;

  constructor(scrollback: number) {
    this.terminal = makeTerminal(12, 5, scrollback);
    this.#memory = new TerminalMemory(this.terminal);
    this.lines = new NumberedLines(this.terminal, PIECE);
    guardTerminal(this.terminal);
  }

  take(piece: Piece): void {
    if (typeof piece === 'string') insideOf(this.terminal).writeSync(piece);
    else resizeTerminal(this.terminal, piece.cols, piece.rows);
  }

  get screen() {
    const { cols, rows } = this.terminal;
    return { grid: { cols, rows }, data: new TextEncoder().encode(takeScreen(this.terminal, this.#memory)), above: this.lines.above };
  }
}
