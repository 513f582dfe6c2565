import { expect, test } from 'vitest';
import type { Session } from '#common/session.ts';
import { type StatusRecord, withSeen } from './status-record.ts';

function board(...sessions: [id: string, status: Session['status'], since: number][]): ReadonlyMap<string, Session> {
  return new Map(sessions.map(([id, status, statusSince]) => [id, { id, status, statusSince, statusDetail: null } as unknown as Session]));
}

const NOTHING: StatusRecord = new Map();

test('changes are kept newest first, and the first sight of a session is none', () => {
  const start = board(['a', 'running', 1]);
  const waits = board(['a', 'waiting_input', 5], ['b', 'starting', 5]);
  const runs = board(['a', 'running', 9], ['b', 'starting', 5]);
  const record = withSeen(withSeen(withSeen(NOTHING, new Map(), start), start, waits), waits, runs);
  expect(record.get('a')?.map(({ status, at }) => [status, at])).toEqual([
    ['running', 9],
    ['waiting_input', 5],
  ]);
  expect(record.has('b')).toBe(false);
});

test('a session that is gone takes its changes along', () => {
  const start = board(['a', 'running', 1]);
  const ended = board(['a', 'exited', 2]);
  const record = withSeen(NOTHING, start, ended);
  expect(record.has('a')).toBe(true);
  expect(withSeen(record, ended, board())).toEqual(new Map());
});

test('only the newest hundred are kept', () => {
  let record = NOTHING;
  for (let at = 0; at < 150; at += 1) record = withSeen(record, board(['a', 'running', at]), board(['a', 'running', at + 1]));
  expect(record.get('a')).toHaveLength(100);
  expect(record.get('a')?.[0]?.at).toBe(150);
});
