import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SessionId, sessionIdSchema } from '#common/session.ts';
import { neighbour, NONE_OPEN, type OpenTerminals, placeOf, withClosed, withOnly, withShown } from './open-terminals.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => sessionIdSchema.parse(letter.repeat(12))) as [
  SessionId,
  SessionId,
  SessionId,
  SessionId,
];
const three: OpenTerminals = { ids: [a, b, c], last: b };

test('what is shown comes to the end, and is the last one', () => {
  expect(withShown(three, d)).toEqual({ ids: [a, b, c, d], last: d });
  expect(withShown(three, a)).toEqual({ ids: [a, b, c], last: a });
  expect(withShown(three, b)).toBe(three);
});

describe('closing', () => {
  test.each<[string, OpenTerminals, SessionId, OpenTerminals]>([
    ['the active one moves to the one after it', three, b, { ids: [a, c], last: c }],
    ['the active one at the end moves to the one before it', { ids: [a, b, c], last: c }, c, { ids: [a, b], last: b }],
    ['the only one leaves none', { ids: [a], last: a }, a, NONE_OPEN],
    ['another leaves the active one', three, a, { ids: [b, c], last: b }],
    ['one that is not open changes nothing', three, d, three],
  ])('%s', (_, open, id, after) => expect(withClosed(open, id)).toEqual(after));

  test('several at once, the active one among them', () => {
    expect(withOnly({ ids: [a, b, c, d], last: b }, (id) => id === a || id === d)).toEqual({ ids: [a, d], last: d });
    expect(withOnly(three, () => true)).toBe(three);
  });
});

describe('going on', () => {
  test('wraps around both ends', () => {
    expect(neighbour({ ids: [a, b, c], last: c }, 1)).toBe(a);
    expect(neighbour({ ids: [a, b, c], last: a }, -1)).toBe(c);
    expect(neighbour(three, 1)).toBe(c);
    expect(neighbour({ ids: [a], last: a }, 1)).toBe(a);
  });

  test('begins at an end when none is the last one, and gives none when none is open', () => {
    expect(neighbour({ ids: [a, b], last: null }, 1)).toBe(a);
    expect(neighbour({ ids: [a, b], last: null }, -1)).toBe(b);
    expect(neighbour(NONE_OPEN, 1)).toBeNull();
  });

  test('as many steps as there are terminals lead back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(a, b, c, d), { minLength: 1 }), fc.constantFrom(1 as const, -1 as const), (ids, by) => {
        let open: OpenTerminals = { ids, last: ids[0] ?? null };
        const seen = ids.map(() => {
          const to = neighbour(open, by);
          open = { ...open, last: to };
          return to;
        });
        expect(open.last).toBe(ids[0]);
        expect(new Set(seen)).toEqual(new Set(ids));
      }),
    );
  });
});

test('the place is said only where there is more than one', () => {
  expect(placeOf(three, c)).toEqual({ at: 3, of: 3 });
  expect(placeOf(three, d)).toBeNull();
  expect(placeOf({ ids: [a], last: a }, a)).toBeNull();
});
