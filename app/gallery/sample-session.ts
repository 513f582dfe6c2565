import { hostIdSchema, type Session, sessionIdSchema } from '#common/session.ts';
import type { Status } from '#common/status.ts';

/** A session that is nowhere, as one in that status is. `code`: what it exited with. */
export function sampleSession(status: Status, code: number | null = null): Session {
  const since = Date.now() - 125_000;
  return {
    id: sessionIdSchema.parse('abcdefghijkl'),
    hostId: hostIdSchema.parse('local'),
    provider: 'claude',
    name: 'planner',
    cwd: '/home/ann/webapp',
    command: { file: '/bin/sh', args: [] },
    pid: 4711,
    pidStartTime: '1',
    status,
    statusSince: since,
    statusDetail: null,
    conversationId: null,
    title: null,
    createdAt: since,
    updatedAt: since,
    exit: status === 'exited' ? { code, signal: null, asked: false, at: since, leftovers: [] } : null,
    pinned: false,
    rank: 0,
  };
}
