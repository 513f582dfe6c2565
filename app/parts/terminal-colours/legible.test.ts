import { expect, test } from 'vitest';
import { contrast, LEAST_CONTRAST, legible, type Rgb } from './legible.ts';

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

test('black on white has the largest contrast, a colour on itself the least', () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 5);
  expect(contrast([12, 107, 73], [12, 107, 73])).toBe(1);
  expect(contrast([119, 119, 119], WHITE)).toBeCloseTo(4.48, 2);
});

test('what can be read stays as it is', () => {
  expect(legible([118, 118, 118], WHITE)).toEqual([118, 118, 118]);
  expect(legible(BLACK, WHITE)).toBe(BLACK);
});

test.each<[what: string, ink: Rgb, ground: Rgb, darker: boolean]>([
  ['pale green on white', [135, 255, 175], WHITE, true],
  ['dark blue on black', [0, 0, 135], BLACK, false],
  ['black on a middling green, from which black is too near', [34, 39, 46], [12, 107, 73], false],
  ['a colour on itself', [120, 120, 120], [120, 120, 120], true],
])('%s can be read afterwards, and keeps its hue', (_, ink, ground, darker) => {
  const made = legible(ink, ground);
  expect(contrast(made, ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  expect(contrast(made, WHITE) > contrast(ink, WHITE)).toBe(darker);
  const order = (colour: Rgb) => [0, 1, 2].sort((a, b) => (colour[a] ?? 0) - (colour[b] ?? 0) || a - b);
  expect(order(made)).toEqual(order(ink));
});

test('where neither way reaches it the better one is taken', () => {
  const made = legible([128, 128, 128], [119, 119, 119], 21);
  expect([WHITE, BLACK]).toContainEqual(made);
});
