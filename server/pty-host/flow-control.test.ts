import { describe, expect, it } from 'vitest';
import { ACK_BYTES, MIRROR_HIGH, MIRROR_LOW, OWNER_PACE_MS, RING_BYTES, VIEWER_HIGH, VIEWER_LOW, VIEWER_STALE } from '#common/limits.ts';
import { credit, isStale, mirrorPaces, ownerPaces } from './flow-control.ts';

describe('flow control', () => {
  it('has marks that bound each other', () => {
    expect(ACK_BYTES).toBeLessThanOrEqual(VIEWER_LOW / 4);
    expect(VIEWER_LOW).toBeLessThan(VIEWER_HIGH);
    expect(VIEWER_HIGH).toBeLessThan(VIEWER_STALE);
    expect(VIEWER_STALE).toBeLessThan(RING_BYTES);
    expect(MIRROR_HIGH).toBeLessThan(RING_BYTES); // what the mirror has not read yet must still be in the ring
  });

  it('gives credit up to the high mark', () => {
    expect(credit(0, 0)).toBe(VIEWER_HIGH);
    expect(credit(VIEWER_HIGH, 0)).toBe(0);
    expect(credit(VIEWER_HIGH + 10, 4)).toBe(0);
    expect(credit(VIEWER_HIGH, ACK_BYTES)).toBe(ACK_BYTES);
  });

  it('calls a viewer stale beyond the bound, or when its bytes are gone', () => {
    expect(isStale(0, { start: 0, end: VIEWER_STALE })).toBe(false);
    expect(isStale(0, { start: 0, end: VIEWER_STALE + 1 })).toBe(true);
    expect(isStale(4, { start: 5, end: 6 })).toBe(true);
  });

  it('pauses for the headless terminal between two marks', () => {
    expect(mirrorPaces(false, MIRROR_HIGH)).toBe(false);
    expect(mirrorPaces(false, MIRROR_HIGH + 1)).toBe(true);
    expect(mirrorPaces(true, MIRROR_LOW + 1)).toBe(true);
    expect(mirrorPaces(true, MIRROR_LOW)).toBe(false);
  });

  it('pauses for an owner that looks and acknowledges, and for no other', () => {
    const behind = { unacknowledged: VIEWER_HIGH + 1, visible: true, silentFor: 0 };
    expect(ownerPaces(false, behind)).toBe(true);
    expect(ownerPaces(false, { ...behind, unacknowledged: VIEWER_HIGH })).toBe(false);
    expect(ownerPaces(true, { ...behind, unacknowledged: VIEWER_LOW + 1 })).toBe(true);
    expect(ownerPaces(true, { ...behind, unacknowledged: VIEWER_LOW })).toBe(false);
    expect(ownerPaces(false, { ...behind, visible: false })).toBe(false);
    expect(ownerPaces(true, { ...behind, silentFor: OWNER_PACE_MS })).toBe(false);
  });
});
