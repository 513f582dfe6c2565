import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteRing } from './byte-ring.ts';

describe('ByteRing', () => {
  it('holds the last bytes of any stream, at their offsets', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 30 }), fc.integer({ min: 1, max: 64 }), (chunks, capacity) => {
        const ring = new ByteRing(capacity, Math.min(4, capacity));
        const whole: number[] = [];
        for (const chunk of chunks) {
          ring.append(chunk);
          whole.push(...chunk);
          expect(ring.end).toBe(whole.length);
          expect(ring.end - ring.start).toBe(Math.min(capacity, whole.length));
          expect(readAll(ring, ring.start)).toEqual(whole.slice(ring.start));
        }
      }),
    );
  });

  it('refuses an offset it does not hold', () => {
    const ring = new ByteRing(4);
    ring.append(Uint8Array.of(1, 2, 3, 4, 5, 6));
    expect(() => ring.read(1, 10)).toThrow(RangeError);
    expect(() => ring.read(7, 10)).toThrow(RangeError);
    expect(ring.read(6, 10)).toHaveLength(0);
  });
});

function readAll(ring: ByteRing, from: number): number[] {
  const out: number[] = [];
  for (let at = from; at < ring.end; ) {
    const part = ring.read(at, 7);
    out.push(...part);
    at += part.length;
  }
  return out;
}
