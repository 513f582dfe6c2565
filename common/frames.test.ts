import { describe, expect, it } from 'vitest';
import {
  decodeFrame,
  encodeAck,
  encodeInput,
  encodeLines,
  encodeMore,
  encodeOutput,
  encodeScreen,
  encodeSnapshot,
  FRAME_ACK,
  FRAME_INPUT,
  FRAME_LINES,
  FRAME_MORE,
  FRAME_OUTPUT,
  FRAME_SCREEN,
  FRAME_SNAPSHOT,
  frameViewer,
} from './frames.ts';

const data = Uint8Array.of(1, 2, 250);

describe('terminal frames', () => {
  it('come back as they were made', () => {
    const offset = 2 ** 40 + 3;
    expect(decodeFrame(encodeOutput(7, offset, data))).toEqual({ type: FRAME_OUTPUT, viewer: 7, offset, data });
    expect(decodeFrame(encodeSnapshot({ viewer: 7, offset, cols: 120, rows: 40, checksum: 0xffff_fffe, data }))).toEqual({
      type: FRAME_SNAPSHOT,
      viewer: 7,
      offset,
      cols: 120,
      rows: 40,
      checksum: 0xffff_fffe,
      data,
    });
    expect(decodeFrame(encodeInput(0xffff_ffff, 9, data))).toEqual({ type: FRAME_INPUT, viewer: 0xffff_ffff, sequence: 9, data });
    expect(decodeFrame(encodeAck(7, offset))).toEqual({ type: FRAME_ACK, viewer: 7, offset });
    const screen = {
      viewer: 7,
      offset,
      cols: 120,
      rows: 40,
      checksum: 1,
      numbering: 0xffff_fffd,
      first: offset,
      above: 5000,
      savedLine: 5003,
      data,
    };
    for (const continues of [true, false])
      expect(decodeFrame(encodeScreen({ ...screen, continues }))).toEqual({ type: FRAME_SCREEN, ...screen, continues });
    const lines = { viewer: 7, numbering: 0xffff_fffd, first: offset, count: 500, data };
    for (const [continues, gone] of [
      [true, false],
      [false, true],
    ] as const)
      expect(decodeFrame(encodeLines({ ...lines, continues, gone }))).toEqual({ type: FRAME_LINES, ...lines, continues, gone });
    expect(decodeFrame(encodeMore(7, 5, offset))).toEqual({ type: FRAME_MORE, viewer: 7, numbering: 5, before: offset });
    expect(frameViewer(encodeAck(7, 0))).toBe(7);
    expect(frameViewer(encodeMore(7, 1, 2))).toBe(7);
  });

  it('are read where they lie in a larger buffer', () => {
    const frame = encodeInput(3, 4, data);
    const buffer = new Uint8Array(frame.length + 10);
    buffer.set(frame, 5);
    expect(decodeFrame(buffer.subarray(5, 5 + frame.length))).toEqual({ type: FRAME_INPUT, viewer: 3, sequence: 4, data });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['an unknown type', new Uint8Array(20).fill(9)],
    ['a cut ack', encodeAck(1, 2).subarray(0, 12)],
    ['an ack with a tail', Uint8Array.of(...encodeAck(1, 2), 0)],
    ['a cut snapshot', encodeSnapshot({ viewer: 1, offset: 0, cols: 1, rows: 1, checksum: 0, data }).subarray(0, 15)],
    ['a wish for more with a tail', Uint8Array.of(...encodeMore(1, 2, 3), 0)],
    ['a wish for more without a number', encodeMore(1, 2, Number.NaN)],
    ['a cut screen', encodeSnapshot({ viewer: 1, offset: 0, cols: 1, rows: 1, checksum: 0, data }).fill(FRAME_SCREEN, 0, 1)],
    ['cut lines', encodeLines({ viewer: 1, numbering: 1, first: 0, count: 0, continues: false, gone: false, data }).subarray(0, 20)],
    ['an offset that is no whole number', encodeAck(1, 1.5)],
    ['an offset below zero', encodeAck(1, -1)],
    ['an offset that is not a number', encodeAck(1, Number.NaN)],
  ])('with %s are none', (_name, bytes) => {
    expect(decodeFrame(bytes)).toBeNull();
  });
});
