import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Placed, ranksAfterMove } from './move.ts';

const row = (...ranks: number[]): Placed[] => ranks.map((rank, at) => ({ id: 'abcdefgh'[at] ?? '?', rank }));

/** The ids in order after a move. Sessions of one rank are ordered by their ids, as on the board. */
function order(before: readonly Placed[], changes: readonly Placed[]): string {
  const ranks = new Map(changes.map(({ id, rank }) => [id, rank]));
  return before
    .map(({ id, rank }) => ({ id, rank: ranks.get(id) ?? rank }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
    .join('');
}

describe('a move', () => {
  it('writes one rank', () => {
    expect(ranksAfterMove(row(1, 2, 3), 0, 1)).toEqual([{ id: 'a', rank: 2.5 }]);
    expect(ranksAfterMove(row(1, 2, 3), 2, 0)).toEqual([{ id: 'c', rank: 0 }]);
    expect(ranksAfterMove(row(1, 2, 3), 0, 2)).toEqual([{ id: 'a', rank: 4 }]);
  });

  it('writes nothing when nothing moves, or outside of the row', () => {
    for (const [from, to] of [
      [1, 1],
      [0, -1],
      [0, 3],
      [7, 0],
    ] as const)
      expect(ranksAfterMove(row(1, 2, 3), from, to)).toEqual([]);
  });

  it('makes room where there is none, as far as it must', () => {
    const together = row(5, 5, 5, 100);
    const changes = ranksAfterMove(together, 0, 1);
    expect(order(together, changes)).toBe('bacd');
    expect(changes.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('always gives the order that was asked for, a hundred times over', () => {
    const moves = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 100 });
    const ranks = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(ranks, moves, (first, all) => {
        let now = row(...first).sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
        for (const [from, to] of all) {
          const wanted = now.toSpliced(from, 1).toSpliced(to, 0, now[from] as Placed);
          const changes = new Map(ranksAfterMove(now, from, to).map((each) => [each.id, each]));
          expect(order(now, [...changes.values()])).toBe(wanted.map(({ id }) => id).join(''));
          now = wanted.map((each) => changes.get(each.id) ?? each);
        }
      }),
    );
  });
});
