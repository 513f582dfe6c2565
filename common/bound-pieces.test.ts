import { describe, expect, it } from 'vitest';
import { pieceEnd, sequencesMax } from './bound-pieces.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function piecesOf(whole: Uint8Array, sequences: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let rest = whole; rest.length > 0; ) {
    const end = pieceEnd(rest, sequences);
    expect(end).toBeGreaterThan(0);
    pieces.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return pieces;
}

const texts = (pieces: Uint8Array[]) => pieces.map((piece) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(piece));

describe('pieceEnd', () => {
  it('takes what is short as it is', () => {
    expect(pieceEnd(bytes('plain \x1b[1mbold'), 1)).toBe(14);
    expect(pieceEnd(bytes(''), 1)).toBe(0);
  });

  it.each([
    ['ESC', '\x1b[999S'],
    ['C1', '\u009b999S'],
  ])('cuts before a sequence that is one too many (%s)', (_what, sequence) => {
    expect(texts(piecesOf(bytes(`a${sequence.repeat(5)}b`), 2))).toEqual([`a${sequence.repeat(2)}`, sequence.repeat(2), `${sequence}b`]);
  });

  it('counts no letter as a sequence', () => {
    const letters = '\u00a0°·»éÂ'.repeat(100);
    expect(piecesOf(bytes(letters), 1)).toHaveLength(1);
  });

  it.each(['a', 'é', '日', '😀'])('cuts what is long between characters (%s)', (character) => {
    for (const before of ['', 'x', 'xx', 'xxx']) {
      const pieces = piecesOf(bytes(before + character.repeat(5000)), 1);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(4096);
      expect(texts(pieces).join('')).toBe(before + character.repeat(5000));
    }
  });

  it('comes to an end with bytes that are no characters', () => {
    const wrong = new Uint8Array(10_000).fill(0x80);
    expect(Buffer.concat(piecesOf(wrong, 1)).equals(wrong)).toBe(true);
  });
});

it('the larger a screen, the fewer sequences in a piece', () => {
  expect(sequencesMax({ cols: 100, rows: 30 })).toBe(266);
  expect(sequencesMax({ cols: 240, rows: 70 })).toBe(47);
  expect(sequencesMax({ cols: 1000, rows: 500 })).toBe(1);
});
