import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Utf8Pieces } from './utf8-pieces.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('Utf8Pieces', () => {
  it('gives text piece by piece in whole characters, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '—', '€', '日', '😀', '\n')), fc.array(fc.nat(60)), (characters, cuts) => {
        const bytes = utf8(characters.join(''));
        const pieces = new Utf8Pieces();
        let text = '';
        let at = 0;
        for (const cut of [...new Set(cuts), bytes.length].filter((each) => each <= bytes.length).sort((a, b) => a - b)) {
          text += new TextDecoder('utf-8', { fatal: true }).decode(pieces.take(bytes.slice(at, cut)));
          at = cut;
        }
        expect(text).toBe(characters.join(''));
        expect(pieces.pending).toBe(0);
      }),
    );
  });

  it('passes any bytes on, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9 })), (chunks) => {
        const pieces = new Utf8Pieces();
        const out = chunks.flatMap((chunk) => [...pieces.take(chunk)]);
        const all = chunks.flatMap((chunk) => [...chunk]);
        expect(out).toEqual(all.slice(0, all.length - pieces.pending));
        expect(pieces.pending).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('forgets what was kept when another stream begins', () => {
    const pieces = new Utf8Pieces();
    pieces.take(utf8('—').subarray(0, 2));
    pieces.reset();
    expect([...pieces.take(utf8('a'))]).toEqual([...utf8('a')]);
  });
});
