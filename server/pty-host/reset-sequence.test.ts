import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { resetSequence } from './reset-sequence.ts';
import { insideOf } from './terminal-inside.ts';
import { lookOfTerminal } from './terminal-look.ts';
import { TerminalMemory } from './terminal-memory.ts';
import { type Piece, wildStream } from './wild-stream.ts';

const SEED = Number(process.env.BECKON_TEST_SEED ?? 4);
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 400);

function make(cols: number, rows: number) {
  const terminal = new headless.Terminal({ cols, rows, scrollback: 40, allowProposedApi: true, logLevel: 'off' });
  terminal.loadAddon(new unicode11.Unicode11Addon() as unknown as headless.ITerminalAddon);
  terminal.unicode.activeVersion = '11';
  const memory = new TerminalMemory(terminal);
  guardTerminal(terminal);
  const answers: string[] = [];
  terminal.onData((text) => answers.push(text));
  const take = (...pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      if (typeof piece === 'string') insideOf(terminal).writeSync(piece);
      else resizeTerminal(terminal, piece.cols, piece.rows);
    }
  };
  const reset = () => insideOf(terminal).writeSync(resetSequence(terminal.cols, terminal.rows));
  return { terminal, memory, answers, take, reset };
}

interface Side {
  lines: string[];
  base: number;
}

/** How it looks without what is above the screen. */
function lookOf({ terminal, memory }: ReturnType<typeof make>): unknown {
  const { normal, ...rest } = lookOfTerminal(terminal, true) as { normal: Side & { saved: unknown[] } };
  const [savedX, savedY, ...saved] = normal.saved;
  const onScreen = [savedX, Math.max(0, Number(savedY) - normal.base), ...saved];
  return { ...rest, normal: { ...normal, lines: normal.lines.slice(normal.base), base: 0, saved: onScreen }, colours: memory.restore() };
}

it('makes any terminal a new one, in every mode and on both screens, without an answer', { timeout: 590_000 }, () => {
  fc.assert(
    fc.property(
      wildStream,
      fc.constantFrom('', '\x1b[31', '\x1b]0;open', '\x1bP$q', '\x1b[?9h', '\x1b[?1016h', '\x1b%@'),
      ({ before, after }, cut) => {
        const used = make(12, 5);
        used.take(...before, cut);
        used.answers.length = 0;
        used.reset();
        const fresh = make(used.terminal.cols, used.terminal.rows);
        fresh.reset();
        expect(used.answers).toEqual([]);
        expect(lookOf(used)).toEqual(lookOf(fresh));
        const onwards = after.filter((piece) => typeof piece === 'string' && piece !== '\x1b[3J'); // what has to do with the lines above
        used.take(...onwards);
        fresh.take(...onwards);
        expect(lookOf(used)).toEqual(lookOf(fresh));
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

it('is a new terminal in all but what it sets anew, and keeps what was on the screen above it', () => {
  const { terminal, memory, take, reset } = make(20, 5);
  const fresh = make(20, 5);
  take('one\r\ntwo\x1b[?1049h\x1b[31mother');
  reset();
  const lines = Array.from({ length: terminal.buffer.active.baseY }, (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true));
  expect(lines.slice(0, 2)).toEqual(['one', 'two']);
  expect(memory.restore()).toBe('\x1b[?12l');
  const { colours: _, ...now } = lookOf({ ...fresh, terminal, memory }) as Record<string, unknown>;
  const { colours: __, ...never } = lookOf(fresh) as Record<string, unknown>;
  expect(now).toEqual(never);
});
