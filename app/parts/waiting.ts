import type { Session } from '#common/session.ts';

/** Whether a session waits for a person. */
export function waits({ status }: Session): boolean {
  return status === 'waiting_input' || status === 'waiting_permission';
}

/** Sorts waiting sessions: the one that has waited longest first. */
export function oldestWaitFirst(a: Session, b: Session): number {
  return a.statusSince - b.statusSince || (a.id < b.id ? -1 : 1);
}
