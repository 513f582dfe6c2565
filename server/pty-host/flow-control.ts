import { MIRROR_HIGH, MIRROR_LOW, OWNER_PACE_MS, VIEWER_HIGH, VIEWER_LOW, VIEWER_STALE } from '#common/limits.ts';

/** The arithmetic of flow control: offsets in, decisions out. Offsets count bytes of one stream. */

/** How many more bytes a viewer may be sent before it acknowledges. */
export function credit(sent: number, acknowledged: number): number {
  return Math.max(0, VIEWER_HIGH - (sent - acknowledged));
}

/** Whether a viewer is too far behind to get what it missed: it gets a snapshot instead. */
export function isStale(sent: number, ring: { start: number; end: number }): boolean {
  return sent < ring.start || ring.end - sent > VIEWER_STALE;
}

/** Whether the program waits for the headless terminal. Two marks, so that it does not flutter at one. */
export function mirrorPaces(paused: boolean, unparsed: number): boolean {
  return unparsed > (paused ? MIRROR_LOW : MIRROR_HIGH);
}

/**
 * Whether the program waits for its focused owner, as it would for a native terminal. The right lapses when the owner
 * has not acknowledged anything for a while, and a hidden owner has none.
 */
export function ownerPaces(paused: boolean, owner: { unacknowledged: number; visible: boolean; silentFor: number }): boolean {
  if (!owner.visible || owner.silentFor >= OWNER_PACE_MS) return false;
  return owner.unacknowledged > (paused ? VIEWER_LOW : VIEWER_HIGH);
}
