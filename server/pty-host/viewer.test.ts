import { describe, expect, it } from 'vitest';
import { FRAME_DATA_MAX, VIEWER_HIGH } from '#common/limits.ts';
import { ByteRing } from './byte-ring.ts';
import { Viewer, type ViewerSink } from './viewer.ts';

function lookedAt() {
  const frames: number[] = [];
  const sink: ViewerSink = {
    isFull: () => false,
    output: (_id, _offset, bytes) => void frames.push(bytes.length),
    takesScreens: true,
    numbersInput: true,
    snapshot: () => undefined,
    screen: () => undefined,
    lines: () => undefined,
    notice: () => undefined,
  };
  const viewer = new Viewer({ id: 1, client: 'page', cols: 80, rows: 24, visible: true, sink }, 0);
  const ring = new ByteRing(4 * VIEWER_HIGH, 4 * VIEWER_HIGH);
  viewer.start(0);
  return { frames, viewer, ring };
}

describe('a viewer in a flood', () => {
  it('waits for the credit of a whole frame instead of going on in crumbs', () => {
    const { frames, viewer, ring } = lookedAt();
    ring.append(new Uint8Array(2 * VIEWER_HIGH));
    viewer.pump(ring);
    expect(viewer.held).toBe(true);
    for (let acknowledged = 4096; acknowledged <= VIEWER_HIGH; acknowledged += 4096) {
      viewer.acknowledge(acknowledged, 0);
      if (viewer.held) viewer.pump(ring);
    }
    expect(new Set(frames)).toEqual(new Set([FRAME_DATA_MAX]));
    expect(viewer.sent).toBe(2 * VIEWER_HIGH);
  });

  it('is not held by its credit when all there is was sent: an ack then frees nothing', () => {
    const { frames, viewer, ring } = lookedAt();
    ring.append(new Uint8Array(100));
    viewer.pump(ring);
    viewer.acknowledge(100, 0);
    expect(viewer.held).toBe(false);
    expect(frames).toEqual([100]);
  });
});
