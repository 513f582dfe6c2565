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
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 40);
/** So large that a piece has few sequences. */
const WIDER = 390;
const HIGHER = 190;
/** So often a stream is printed again, so that there is something to cut. */
const AGAIN = 10;

function make(): HeadlessTerminal {
  const terminal = makeTerminal(WIDER, HIGHER, 20);
  guardTerminal(terminal);
  quickPrint(terminal);
  return terminal;
}

/** What was printed between resizes, as bytes. */
function gathered(pieces: readonly Piece[]): (Uint8Array | { cols: number; rows: number })[] {
  const all: (Uint8Array | { cols: number; rows: number })[] = [];
  let text = '';
  const print = () => {
    all.push(new TextEncoder().encode(text.repeat(AGAIN)));
    text = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      print();
      all.push({ cols: WIDER + piece.cols, rows: HIGHER + piece.rows });
    }
  }
  print();
  return all;
}

it('a terminal that cuts what it is written shows the same, and each writer is told once, in order, when all of his is parsed', async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(longStream, async (pieces) => {
      const [cutting, whole] = [make(), make()];
      const given = gathered(pieces);
      const places = given.map(() => '');
      const place = ({ buffer }: HeadlessTerminal) => `${buffer.active.baseY} ${buffer.active.cursorY} ${buffer.active.cursorX}`;
      const told: number[] = [];
      const { _writeBuffer } = insideOf(cutting);
      const action = _writeBuffer._action;
      let actions = 0;
      _writeBuffer._action = (data, resumed) => {
        actions += 1;
        return action(data, resumed);
      };
      await Promise.all(
        given.map(
          (piece, index) =>
            new Promise<void>((done) => {
              cutting.write(piece instanceof Uint8Array ? piece : '', () => {
                if (!(piece instanceof Uint8Array)) resizeTerminal(cutting, piece.cols, piece.rows);
                places[index] = place(cutting);
                told.push(index);
                done();
              });
            }),
        ),
      );
      cuts += actions - given.length;
      const expected = given.map((piece) => {
        if (piece instanceof Uint8Array) insideOf(whole).writeSync(piece);
        else resizeTerminal(whole, piece.cols, piece.rows);
        return place(whole);
      });
      const [got, wanted] = [lookOfTerminal(cutting, true), lookOfTerminal(whole, true)];
      cutting.dispose();
      whole.dispose();
      expect(told).toEqual(given.map((_, index) => index));
      expect(places).toEqual(expected);
      expect(got).toEqual(wanted);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(cuts).toBeGreaterThan(RUNS);
});
