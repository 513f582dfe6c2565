import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { ByteRing } from './byte-ring.ts';
import { StreamChecksum } from './stream-checksum.ts';

const CAPACITY = 256 * 1024;

function stream(pieces: number, length: number) {
  const ring = new ByteRing(CAPACITY);
  const checksum = new StreamChecksum(ring);
  const all = new Uint8Array(pieces * length).map((_, at) => (at * 7 + (at >> 9)) & 255);
  for (let at = 0; at < all.length; at += length) {
    ring.append(all.subarray(at, at + length));
    checksum.append(all.subarray(at, at + length));
  }
  return { ring, checksum, expected: (offset: number) => crc32(all.subarray(0, offset)) };
}

it('is known from the first byte on while all bytes are held', () => {
  const { checksum, expected } = stream(30, 5000);
  for (const offset of [0, 1, 65_536, 70_001, 149_999, 150_000]) expect(checksum.at(offset)).toBe(expected(offset));
});

it('is known for all that is held but the oldest step, and not for what is gone or not there yet', () => {
  const { ring, checksum, expected } = stream(200, 7001);
  expect(ring.start).toBeGreaterThan(1_000_000);
  for (let offset = ring.start + 80_000; offset <= ring.end; offset += 12_345) expect(checksum.at(offset)).toBe(expected(offset));
  expect(checksum.at(ring.end)).toBe(expected(ring.end));
  expect(checksum.at(ring.start - 1)).toBeNull();
  expect(checksum.at(ring.end + 1)).toBeNull();
});

it('of pieces larger than the ring is known at their end', () => {
  const { ring, checksum, expected } = stream(2, CAPACITY + 999);
  expect(checksum.at(ring.end)).toBe(expected(ring.end));
  expect(checksum.at(ring.end - 1)).toBeNull();
});
