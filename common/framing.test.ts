import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeControl, frameLength, FrameSplitter, writeFrame } from './framing.ts';
import { CONTROL_MAX, FRAME_MAX } from './limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function framed(body: Uint8Array): Uint8Array {
  return Uint8Array.of(...frameLength(body.length), ...body);
}

describe('writeFrame', () => {
  it.each([1, 4096, 4097, 70_000])('puts the length before a frame of %d bytes', (size) => {
    const frame = new Uint8Array(size).fill(7);
    const written: number[] = [];
    let corked = 0;
    writeFrame({ cork: () => (corked += 1), uncork: () => (corked -= 1), write: (bytes) => written.push(...bytes) }, frame);
    expect(written).toEqual([...framed(frame)]);
    expect(corked).toBe(0);
  });
});

describe('FrameSplitter', () => {
  it('gives back what was framed, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 12 }),
        fc.array(fc.nat(500), { maxLength: 20 }),
        (bodies, cuts) => {
          const stream = Uint8Array.of(...bodies.flatMap((body) => [...framed(body)]));
          const taken: number[][] = [];
          const splitter = new FrameSplitter((frame) => taken.push([...frame]));
          let at = 0;
          for (const cut of [...new Set(cuts), stream.length].filter((each) => each <= stream.length).sort((a, b) => a - b)) {
            expect(splitter.push(stream.slice(at, cut))).toBe(true);
            at = cut;
          }
          expect(taken).toEqual(bodies.map((body) => [...body]));
        },
      ),
    );
  });

  it.each([
    ['nothing', frameLength(0)],
    ['more than a frame may have', frameLength(FRAME_MAX + 1)],
  ])('breaks at a length of %s, and takes no more', (_name, header) => {
    for (const cut of [1, 2, 4]) {
      const taken: Uint8Array[] = [];
      const splitter = new FrameSplitter((frame) => taken.push(frame));
      const first = splitter.push(header.slice(0, cut));
      const second = splitter.push(Uint8Array.of(...header.slice(cut), 2));
      expect(first && second).toBe(false);
      expect(splitter.push(framed(Uint8Array.of(2)))).toBe(false);
      expect(taken).toEqual([]);
    }
  });

  it('breaks at a control message that is too large, and takes a data frame of that size', () => {
    const body = new Uint8Array(CONTROL_MAX + 1);
    const push = (type: number) => {
      body[0] = type;
      const splitter = new FrameSplitter(() => undefined);
      return splitter.push(frameLength(body.length)) && splitter.push(body);
    };
    expect(push(1)).toBe(false);
    expect(push(2)).toBe(true);
  });

  it('carries control messages as JSON', () => {
    const taken: Uint8Array[] = [];
    new FrameSplitter((frame) => taken.push(frame)).push(encodeControl({ text: 'é' }, encode));
    expect(taken[0]?.[0]).toBe(1);
    expect(JSON.parse(new TextDecoder().decode(taken[0]?.subarray(1)))).toEqual({ text: 'é' });
  });
});
