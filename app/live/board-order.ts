import type { Session } from '#common/session.ts';

/** The order of sessions wherever they are listed: the pinned first, then as people moved them, else the newest first. */
export function boardOrder(a: Session, b: Session): number {
  return Number(b.pinned) - Number(a.pinned) || a.rank - b.rank || b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);
}
