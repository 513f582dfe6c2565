import { type SessionId, sessionIdSchema } from '#common/session.ts';

export function sessionPath(id: SessionId): string {
  return `/s/${id}`;
}

/** The session that a path of the page shows; null for every other page. */
export function sessionAt(path: string): SessionId | null {
  const id = sessionIdSchema.safeParse(/^\/s\/([^/]+)$/.exec(path)?.[1]);
  return id.success ? id.data : null;
}
