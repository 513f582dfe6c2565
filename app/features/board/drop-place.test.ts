import { describe, expect, it } from 'vitest';
import { type Box, dropPlace } from './drop-place.ts';

const box = (left: number, top: number): Box => ({ left, top, right: left + 100, bottom: top + 50 });
const grid = [box(0, 0), box(110, 0), box(0, 60)];
const column = [box(0, 0), box(0, 60)];

describe('where a card is dropped', () => {
  it.each([
    [10, 10, 0, 'before', 0],
    [90, 10, 0, 'after', 1],
    [120, 40, 1, 'before', 1],
    [5000, 10, 1, 'after', 2],
    [10, 5000, 2, 'before', 2],
    [180, 80, 1, 'after', 2],
  ] as const)('in a grid at %d,%d', (x, y, nearest, side, at) =>
    expect(dropPlace(grid, { x, y }, false)).toEqual({ at, edge: { box: nearest, side } }),
  );

  it.each([
    [50, 10, 0],
    [50, 40, 1],
    [50, 70, 1],
    [50, 900, 2],
  ])('in a column at %d,%d', (x, y, at) => expect(dropPlace(column, { x, y }, true)?.at).toBe(at));

  it('is nowhere without cards', () => expect(dropPlace([], { x: 0, y: 0 }, false)).toBeNull());
});
