import { expect, test } from 'vitest';
import type { Session } from '#common/session.ts';
import { activityOf } from './activity.ts';

const running = { status: 'running', statusSince: 900, statusDetail: null, createdAt: 10, pid: 7, exit: null } as unknown as Session;

test('a program that only ran so far has started, and no more', () => {
  expect(activityOf(running, [])).toEqual([{ what: 'Started', why: 'pid 7', at: 10, status: 'running' }]);
});

test('the present status is said although this page saw no change', () => {
  const waiting = { ...running, status: 'waiting_input' as const, statusSince: 5000, statusDetail: 'it asks' };
  expect(activityOf(waiting, []).map(({ what, why }) => [what, why])).toEqual([
    ['Waiting for input', 'it asks'],
    ['Started', 'pid 7'],
  ]);
});

test('changes that were seen come newest first, the present one once, the end with how', () => {
  const exit = { code: 3, signal: null, asked: false, at: 50, leftovers: [] };
  const ended = { ...running, status: 'exited' as const, statusSince: 9000, exit };
  const seen = [
    { status: 'exited' as const, detail: null, at: 9000 },
    { status: 'waiting_input' as const, detail: null, at: 5000 },
  ];
  expect(activityOf(ended, seen).map(({ what, why }) => [what, why])).toEqual([
    ['Exited', 'exit code 3'],
    ['Waiting for input', null],
    ['Started', 'pid 7'],
  ]);
});
