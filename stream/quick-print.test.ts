import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { quickPrint } from '#common/quick-print.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { longStream, type Piece } from '#server/pty-host/wild-stream.ts';
import { type HeadlessTerminal, makeTerminal } from './page-side.ts';

const SEED = Number(process.env.BECKON_TEST_SEED ?? 7);
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 600);
const SCROLLBACK = 20;

function make(quick: boolean): HeadlessTerminal {
  const terminal = makeTerminal(12, 5, SCROLLBACK);
  guardTerminal(terminal);
  if (quick) quickPrint(terminal);
  return terminal;
}

function write(terminal: HeadlessTerminal, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if (typeof piece === 'string') insideOf(terminal).writeSync(piece);
    else resizeTerminal(terminal, piece.cols, piece.rows);
  }
}

/** Every word of every line, also of what no text could say, and all the rest of the terminal. */
function wholly(terminal: HeadlessTerminal): unknown {
  const { normal, alt } = insideOf(terminal).buffers;
  const words = [normal, alt].map(({ lines }) =>
    Array.from({ length: lines.length }, (_, y) => [...(lines.get(y)?._data ?? []), lines.get(y)?.isWrapped].join(' ')),
  );
  return { words, look: lookOfTerminal(terminal, true) };
}

it('a terminal that prints plain text by the run is the same as one that prints by the character, word for word', () => {
  fc.assert(
    fc.property(longStream, (pieces) => {
      const [quick, slow] = [make(true), make(false)];
      write(quick, pieces);
      write(slow, pieces);
      const [got, wanted] = [wholly(quick), wholly(slow)];
      quick.dispose();
      slow.dispose();
      expect(got).toEqual(wanted);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

/** The texts that reach xterm's own way of printing. */
function slowTexts(printed: string): string[] {
  const terminal = make(false);
  const { _inputHandler } = insideOf(terminal);
  const texts: string[] = [];
  const print = _inputHandler.print.bind(_inputHandler);
  _inputHandler.print = (data, start, end) => {
    texts.push(String.fromCodePoint(...data.subarray(start, end)));
    print(data, start, end);
  };
  quickPrint(terminal);
  insideOf(terminal).writeSync(printed);
  terminal.dispose();
  return texts;
}

it.each([
  ['plain text in colour takes the quick way', '\x1b[1;32mplain\x1b[0m text\r\nof lines', []],
  ['only the character that wraps does not', 'twelve wide.and on', ['a']],
  ['nor what is not plain, in one piece', 'a─│日本b', ['─│日本']],
  ['nor what is underlined', 'a\x1b[4mb c\x1b[24md', ['b c']],
  ['nor a link', '\x1b]8;;http://a/\x07link\x1b]8;;\x07', ['link']],
  ['nor what is inserted', '\x1b[4hab\x1b[4lc', ['ab']],
  ['nor lines of the drawing set', '\x1b(0qq\x1b(Bq', ['qq']],
  ['nor what writes over the half of a wide one', '漢\b..', ['漢', '.']],
])('%s', (_name, printed, texts) => {
  expect(slowTexts(printed)).toEqual(texts);
});
