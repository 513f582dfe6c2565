import { expect, test } from 'vitest';
import type { Session } from '#common/session.ts';
import { ACTION_IDS } from '#app/actions/action-table.ts';
import { actionEntries, folderEntries, sessionEntries } from './palette-entries.ts';

function session(name: string, more: Partial<Session>): Session {
  return { id: name, name, cwd: '/a', status: 'running', statusSince: 0, createdAt: 0, ...more } as Session;
}

test('all of the table is found when all is offered, but for the palette itself', () => {
  expect(actionEntries(new Set(ACTION_IDS))).toEqual(ACTION_IDS.filter((id) => id !== 'palette.open'));
  expect(actionEntries(new Set(['help.open', 'session.new']))).toEqual(['help.open', 'session.new']);
});

test('who waits longest comes first, then who is youngest', () => {
  const sessions = [
    session('old', { createdAt: 1 }),
    session('young', { createdAt: 9 }),
    session('short wait', { status: 'waiting_permission', statusSince: 8 }),
    session('long wait', { status: 'waiting_input', statusSince: 2 }),
  ];
  expect(sessionEntries(sessions, '').map(({ name }) => name)).toEqual(['long wait', 'short wait', 'young', 'old']);
});

test('before anything is typed only a few sessions stand before the actions', () => {
  const many = Array.from({ length: 40 }, (_, index) => session(`s${index}`, {}));
  expect(sessionEntries(many, ' ').length).toBeLessThan(10);
  expect(sessionEntries(many, 's').length).toBe(40);
});

test('folders come once, the busiest first', () => {
  expect(folderEntries([session('1', { cwd: '/b' }), session('2', {}), session('3', { cwd: '/b' })])).toEqual([
    { folder: '/b', sessions: 2 },
    { folder: '/a', sessions: 1 },
  ]);
});
