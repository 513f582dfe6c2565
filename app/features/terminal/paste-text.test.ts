import { describe, expect, it } from 'vitest';
import { INPUT_MAX } from '#common/limits.ts';
import { withVisibleControls } from './control-characters.ts';
import { asTyped, mustAsk, pastedLines, safePaste } from './paste-text.ts';
import { bytesOfBinary, inputPieces, isReport } from './typed.ts';

describe('pasted text', () => {
  it.each([
    ['a\x1b[201~b', 'ab'],
    ['a\x9b201~b', 'ab'],
    ['\x1b[20\x1b[201~1~rm', 'rm'],
    ['\x1b[2\x9b201~01~rm', 'rm'],
    ['a\x1b[200~b\x9b200~c', 'abc'],
  ])('%j loses the markers of a paste', (text, clean) => expect(safePaste(text, false)).toBe(clean));

  it('brings a program that asked for marks no control character but tabs and line breaks: a signal would end the paste', () => {
    expect(safePaste('x\x03\rtouch hit\r\n\t\x1a\x1c\x7f\x9b\x1b[31m\u202eé😀', true)).toBe('x␃\rtouch hit\r\n\t␚␜␡\ufffd␛[31m\u202eé😀');
    expect(safePaste('a\x1b[20\x1b[201~1~b', true)).toBe('ab');
    expect(safePaste('a\x03b', false)).toBe('a\x03b'); // it is asked about
  });

  it.each([
    ['one', 1],
    ['one\n', 1],
    ['a\r\nb\rc\nd', 4],
  ])('%j has %i lines', (text, lines) => expect(pastedLines(text)).toBe(lines));

  it.each([
    ['a\nb', false, true],
    ['a\n', false, true],
    ['a\x03', false, true],
    ['a\x9b', false, true],
    ['a\nb', true, false],
    ['a\tb é', false, false],
  ])('%j into a program that asked for marks (%s) is asked about: %s', (text, bracketed, asks) =>
    expect(mustAsk(text, bracketed)).toBe(asks),
  );

  it('breaks lines as Enter does', () => expect(asTyped('a\r\nb\nc\rd')).toBe('a\rb\rc\rd'));

  it('shows what cannot be seen', () => {
    expect(withVisibleControls('a\tb\r\nc\x1b[31m\x7f\x9b\u202e')).toBe('a\tb\nc\u241b[31m\u2421\ufffd\ufffd');
  });
});

describe('typed input', () => {
  it('goes in pieces that the protocol takes, whole and in order', () => {
    const bytes = Uint8Array.from({ length: INPUT_MAX * 2 + 3 }, (_, index) => index % 127);
    const pieces = inputPieces(bytes);
    expect(pieces.map((piece) => piece.length)).toEqual([INPUT_MAX, INPUT_MAX, 3]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(inputPieces(new Uint8Array())).toEqual([]);
  });

  it('is not cut within a character', () => {
    const text = `x${'é😀'.repeat(INPUT_MAX / 3)}`;
    const pieces = inputPieces(new TextEncoder().encode(text));
    expect(pieces.every((piece) => piece.length <= INPUT_MAX)).toBe(true);
    expect(pieces.map((piece) => new TextDecoder('utf-8', { fatal: true }).decode(piece)).join('')).toBe(text);
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
