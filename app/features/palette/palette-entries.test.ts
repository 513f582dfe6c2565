import { expect, test } from 'vitest';
import type { Session } from '#common/session.ts';
import { ACTION_IDS, ACTIONS } from '#app/actions/action-table.ts';
import type { Offered } from '#app/actions/offered-actions.ts';
import { type PaletteEntry, paletteGroups } from './palette-entries.ts';

const ALL: Offered = new Map(ACTION_IDS.map((id) => [id, null]));
const NONE: Offered = new Map();

function session(name: string, more: Partial<Session> = {}): Session {
  return { id: name, name, provider: 'claude', cwd: '/a', status: 'running', statusSince: 0, createdAt: 0, ...more } as Session;
}

/** What an entry says. */
function words(entry: PaletteEntry): string {
  if (entry.kind === 'action') return ACTIONS[entry.id].title;
  return entry.kind === 'session' ? entry.session.name : `${entry.folder} (${entry.sessions})`;
}

const shown = (typed: string, sessions: readonly Session[], offered = NONE) =>
  paletteGroups(typed, sessions, offered).map((group) => group.map(words));

test('before anything is typed: a few sessions, who waits longest first, then who is youngest; then what can be run', () => {
  const sessions = [
    session('old', { createdAt: 1 }),
    session('young', { createdAt: 9 }),
    session('short wait', { status: 'waiting_permission', statusSince: 8 }),
    session('long wait', { status: 'waiting_input', statusSince: 2 }),
  ];
  expect(
    shown(
      ' ',
      sessions,
      new Map([
        ['help.open', null],
        ['session.new', null],
        ['palette.open', null],
      ]),
    ),
  ).toEqual([
    ['long wait', 'short wait', 'young', 'old'],
    ['Show all keys', 'New session'],
  ]);
  const many = Array.from({ length: 40 }, (_, index) => session(`s${index}`));
  expect(shown('', many)[0]).toHaveLength(6);
  expect(shown('s', many)[0]).toHaveLength(40);
  expect(shown('', [])).toEqual([]);
});

/** Folders in which the letters of much that is typed are scattered, or stand whole. */
const DEEP = ['team', 'auth-api', 'release-notes'].map((name) => session(name, { cwd: '/home/alpine/send/the/themes/webapp' }));

test.each([
  ['end', 'End the session'],
  ['end the', 'End the session'],
  ['pin', 'Pin or unpin the session'],
  ['kill', 'End the session'],
  ['duplicate', 'Duplicate the session'],
  ['clone', 'Duplicate the session'],
  ['shortcuts', 'Show all keys'],
  ['light', 'Light theme'],
  ['dark theme', 'Dark theme'],
  ['group status', 'Group by status'],
  ['settings', 'Open settings'],
  ['auth', 'auth-api'],
  ['team', 'team'],
  ['  New   session ', 'New session'],
])('“%s” finds “%s” first', (typed, found) => {
  expect(shown(typed, DEEP, ALL)[0]?.[0]).toBe(found);
});

test('a folder is found with its sessions, and stands once', () => {
  const sessions = [session('1', { cwd: '/b/deep' }), session('2'), session('3', { cwd: '/b/deep' })];
  expect(shown('deep', sessions)).toEqual([['1', '3'], ['/b/deep (2)']]);
  expect(shown('/', sessions)[1]).toEqual(['/b/deep (2)', '/a (1)']);
  expect(shown('nothing', sessions, ALL)).toEqual([]);
});
