import { describe, expect, it } from 'vitest';
import { crc32 } from '#common/crc32.ts';
import { FRAME_OUTPUT, FRAME_SNAPSHOT, type Frame } from '#common/frames.ts';
import { ACK_BYTES } from '#common/limits.ts';
import { atNothing, awaitsAll, type Position, parsedTo, take } from './stream-position.ts';

const output = (offset: number, length: number): Frame => ({
  type: FRAME_OUTPUT,
  viewer: 1,
  offset,
  data: new Uint8Array(length).fill(offset),
});
const at = (received: number): Position => ({ epoch: 1, received, checksum: 0, parsed: received, acknowledged: received, awaited: false });

describe('take', () => {
  it.each([
    ['the next bytes', 10, output(10, 5), 'write', 15],
    ['bytes that were there', 10, output(2, 8), 'skip', 10],
    ['a hole', 10, output(11, 5), 'gap', 10],
    ['an empty frame', 10, output(10, 0), 'skip', 10],
  ] as const)('%s', (_what, received, frame, kind, after) => {
    const position = at(received);
    expect(take(position, frame).kind).toBe(kind);
    expect(position.received).toBe(after);
  });

  it('takes only the new part of an overlap', () => {
    const step = take(at(10), output(8, 5));
    expect(step).toMatchObject({ kind: 'write', end: 13 });
    expect(step.kind === 'write' && step.data.length).toBe(3);
  });

  it('keeps the checksum of what was printed, each byte once', () => {
    const position = { ...at(10), checksum: 77 };
    take(position, output(10, 2));
    take(position, output(8, 5));
    const bytes = new Uint8Array([10, 10, 8]);
    expect(position.checksum).toBe(crc32(bytes, 77));
  });

  it('waits for a picture when it has none, and goes on from it', () => {
    const position = atNothing(3);
    expect(take(position, output(0, 5)).kind).toBe('skip');
    const step = take(position, { type: FRAME_SNAPSHOT, viewer: 1, offset: 100, cols: 80, rows: 24, checksum: 5, data: new Uint8Array(7) });
    if (step.kind !== 'restore') throw new Error('no restore');
    expect(step).toMatchObject({ cols: 80, rows: 24, offset: 100, position: { epoch: 3, received: 100, checksum: 5 } });
    expect(take(step.position, output(100, 1)).kind).toBe('write');
  });
});

describe('parsedTo', () => {
  it('acknowledges every ACK_BYTES, and not what is left of them', () => {
    const position = { ...at(0), received: ACK_BYTES * 2 + 10 };
    expect(parsedTo(position, ACK_BYTES - 1)).toBeNull();
    expect(parsedTo(position, ACK_BYTES)).toBe(ACK_BYTES);
    expect(parsedTo(position, ACK_BYTES * 2 - 1)).toBeNull();
    expect(parsedTo(position, ACK_BYTES * 2)).toBe(ACK_BYTES * 2);
    expect(parsedTo(position, ACK_BYTES * 2 + 10)).toBeNull();
  });

  it('acknowledges the rest when it is awaited: at once, or when it is parsed', () => {
    const done = { ...at(0), received: 10, parsed: 10 };
    expect(awaitsAll(done)).toBe(10);
    const underWay = { ...at(0), received: 10, parsed: 4 };
    expect(awaitsAll(underWay)).toBeNull();
    expect(parsedTo(underWay, 9)).toBeNull();
    expect(parsedTo(underWay, 10)).toBe(10);
  });
});
