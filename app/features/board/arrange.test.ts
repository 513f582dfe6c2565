import { describe, expect, it } from 'vitest';
import { firstRank, type Session, sessionSchema } from '#common/session.ts';
import { arrange, matches, wordsOf } from './arrange.ts';

let made = 0;
function session(name: string, change: Partial<Session> = {}): Session {
  made += 1;
  return {
    ...sessionSchema.parse({
      id: String(made).padStart(12, '0'),
      hostId: 'local',
      provider: 'shell',
      name,
      cwd: '/home/me/web',
      command: { file: '/bin/sh', args: [] },
      pid: 1,
      pidStartTime: '1',
      status: 'running',
      statusSince: 1,
      statusDetail: null,
      conversationId: null,
      pinned: false,
      rank: firstRank(made),
      title: null,
      createdAt: made,
      updatedAt: 1,
      exit: null,
    }),
    ...change,
  };
}

/** Groups by their titles, sessions by their names. */
function shown(sessions: Session[], view: Partial<Parameters<typeof arrange>[1]> = {}) {
  const names = new Map(sessions.map(({ id, name }) => [id as string, name]));
  return arrange(sessions, { group: 'none', filter: '', ...view }).map(({ title, ids }) => [
    title,
    ids.map((id) => names.get(id)).join(' '),
  ]);
}

describe('the filter', () => {
  const one = session('Fix the login', { cwd: '/srv/Webapp', provider: 'claude', status: 'waiting_permission', title: 'déjà vu' });
  it.each([
    ['', true],
    ['login', true],
    ['LOGIN webapp', true],
    ['waiting permission claude', true],
    ['de\u0301ja\u0300', true],
    ['logout', false],
    ['login codex', false],
  ])('%j: %s', (filter, expected) => expect(matches(one, wordsOf(filter))).toBe(expected));
});

describe('the board', () => {
  it('has the pinned first, then what was moved where it was moved, then the newest first', () => {
    const a = session('a');
    const b = session('b');
    const c = session('c', { pinned: true });
    const d = session('d', { rank: firstRank(made - 1.5) });
    expect(shown([a, b, c, d])).toEqual([['', 'c b d a']]);
  });

  it('has no group when there is nothing', () => expect(shown([session('a')], { filter: 'zzz' })).toEqual([]));

  it('groups by project, told apart by as much of the path as it takes', () => {
    const sessions = [
      session('a', { cwd: '/home/me/web' }),
      session('b', { cwd: '/srv/api' }),
      session('c', { cwd: '/srv/web' }),
      session('d', { cwd: '/srv/api/' }),
      session('e', { cwd: '/' }),
    ];
    expect(shown(sessions, { group: 'project' })).toEqual([
      ['/', 'e'],
      ['api', 'd b'],
      ['me/web', 'a'],
      ['srv/web', 'c'],
    ]);
  });

  it('groups by status, what waits for a person first', () => {
    const sessions = [
      session('a', { status: 'exited' }),
      session('b'),
      session('c', { status: 'waiting_input' }),
      session('d', { status: 'waiting_permission' }),
    ];
    expect(shown(sessions, { group: 'status' })).toEqual([
      ['waiting for permission', 'd'],
      ['waiting for input', 'c'],
      ['running', 'b'],
      ['exited', 'a'],
    ]);
  });

  it('groups by provider in the order providers are offered', () => {
    const sessions = [session('a'), session('b', { provider: 'codex' }), session('c', { provider: 'claude', pinned: true })];
    expect(shown(sessions, { group: 'provider' })).toEqual([
      ['claude', 'c'],
      ['codex', 'b'],
      ['shell', 'a'],
    ]);
  });
});
