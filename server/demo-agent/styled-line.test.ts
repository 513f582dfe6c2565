import { describe, expect, it } from 'vitest';
import { cut, lineWidth, STYLE, span, wrap, written } from './styled-line.ts';

const texts = (lines: readonly (readonly { text: string }[])[]) => lines.map((line) => line.map(({ text }) => text).join(''));

describe('wrap', () => {
  it.each([
    ['one two three', 8, 0, ['one two ', 'three']],
    ['one two three', 7, 0, ['one two', 'three']],
    ['one two three', 8, 2, ['one two ', '  three']],
    ['abcdefghij', 4, 0, ['abcd', 'efgh', 'ij']],
    ['漢字漢字', 5, 0, ['漢字', '漢字']],
    ['e\u0301e\u0301e\u0301', 2, 0, ['e\u0301e\u0301', 'e\u0301']],
    ['', 10, 2, ['']],
    ['● averylongword', 8, 2, ['● averyl', '  ongwor', '  d']],
    ['   one two', 7, 3, ['   one ', '   two']],
    ['abc', 0, 0, ['ab', 'c']],
  ])('%j at %i with indent %i', (text, width, indent, expected) => {
    expect(texts(wrap([span(text)], width, indent))).toEqual(expected);
  });

  it('keeps styles across the break', () => {
    expect(wrap([span('aa ', STYLE.bold), span('bb cc', STYLE.dim)], 5)).toEqual([
      [span('aa ', STYLE.bold), span('bb', STYLE.dim)],
      [span('cc', STYLE.dim)],
    ]);
  });
});

it('cut counts cells', () => {
  expect(texts([cut([span('ab'), span('漢字', STYLE.dim)], 5)])).toEqual(['ab漢']);
  expect(lineWidth([span('漢'), span('a')])).toBe(3);
});

it('written ends each style', () => {
  expect(written([span('a'), span('b', STYLE.bold), span('', STYLE.dim)])).toBe('a\x1b[1mb\x1b[0m');
});
