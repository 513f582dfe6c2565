import { describe, expect, it } from 'vitest';
import { INPUT_MAX } from '#common/limits.ts';
import { enteredLines, mustAsk, withoutPasteEnd } from './paste-text.ts';
import { bytesOfBinary, inputPieces, isReport } from './typed.ts';

describe('pasted text', () => {
  it.each([
    ['a\x1b[201~b', 'ab'],
    ['a\x9b201~b', 'ab'],
    ['\x1b[20\x1b[201~1~rm', 'rm'],
    ['\x1b[2\x9b201~01~rm', 'rm'],
    ['plain \x1b[200~ stays', 'plain \x1b[200~ stays'],
  ])('%j loses the end marker', (text, clean) => expect(withoutPasteEnd(text)).toBe(clean));

  it.each([
    ['one', 0],
    ['one\n', 1],
    ['a\r\nb\rc\nd', 3],
  ])('%j enters %i lines', (text, lines) => expect(enteredLines(text)).toBe(lines));

  it('is asked about only where each line would run', () => {
    expect([mustAsk('a\nb', false), mustAsk('a\nb', true), mustAsk('ab', false)]).toEqual([true, false, false]);
  });
});

describe('typed input', () => {
  it('goes in pieces that the protocol takes, whole and in order', () => {
    const bytes = Uint8Array.from({ length: INPUT_MAX * 2 + 3 }, (_, index) => index % 251);
    const pieces = inputPieces(bytes);
    expect(pieces.map((piece) => piece.length)).toEqual([INPUT_MAX, INPUT_MAX, 3]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(inputPieces(new Uint8Array())).toEqual([]);
  });

  it('keeps the bytes of binary reports', () => expect([...bytesOfBinary('\x1b[M\xff\x80 ')]).toEqual([27, 91, 77, 255, 128, 32]));

  it.each([
    ['\x1b[I', true],
    ['\x1b[O', true],
    ['\x1b[<35;10;4M', true],
    ['\x1b[<0;10;4m', true],
    ['\x1b[M !!', true],
    ['\x1b[A', false],
    ['\x1bOA', false],
    ['I', false],
    ['\x1b[I\x1b[I', false],
  ])('%j is a report: %s', (data, is) => expect(isReport(data)).toBe(is));
});
