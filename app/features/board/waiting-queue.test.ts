import { describe, expect, it } from 'vitest';
import { type Session, sessionSchema } from '#common/session.ts';
import { countWords } from './count-words.ts';
import { keepPlaces, queueRoom, tidied } from './queue-lines.ts';
import { waitingIds } from './waiting-ids.ts';

function session(number: number, change: Partial<Session>): Session {
  return {
    ...sessionSchema.parse({
      id: String(number).padStart(12, '0'),
      hostId: 'local',
      provider: 'shell',
      name: `name ${number}`,
      cwd: '/home/me/web',
      command: { file: '/bin/sh', args: [] },
      pid: 1,
      pidStartTime: '1',
      status: 'running',
      statusSince: number,
      statusDetail: null,
      conversationId: null,
      pinned: false,
      rank: number,
      title: null,
      createdAt: number,
      updatedAt: 1,
      exit: null,
    }),
    ...change,
  };
}

const api = session(1, { cwd: '/srv/api', status: 'waiting_input' });
const web = session(2, { status: 'waiting_permission', statusSince: 0 });
const over = session(3, { cwd: '/srv/api', status: 'exited' });
const all = [api, web, over, session(4, {})];

describe('the waiting queue', () => {
  it('has the longest wait first', () => expect(waitingIds(all, '')).toEqual([web.id, api.id]));
  it('has only what the filter finds', () => expect(waitingIds(all, 'API')).toEqual([api.id]));

  const agents = (count: number) => Array.from({ length: count }, (_, each) => session(10 + each, { provider: 'demo' }));
  it.each([
    ['no agent', [over, session(4, {})], '', 0],
    ['two agents, of which none waits', agents(2), '', 2],
    ['six', agents(6), '', 4],
    ['those that the filter finds', agents(6), 'name 12', 1],
    ['a shell that waits', [api], '', 1],
  ])('has room for %s', (_what, sessions, filter, room) => expect(queueRoom(sessions, filter)).toBe(room));

  it.each([
    ['a wait that begins comes last', 'ab', 'abc', 4, 'abc'],
    ['one for whom there is no room has no line', 'abcd', 'abcde', 4, 'abcd'],
    ['the last one that waits no more goes at once', 'abc', 'ab', 4, 'ab'],
    ['one above another keeps its place', 'abc', 'bc', 4, 'abc'],
    ['until nobody is below it', 'abc', '', 4, ''],
    ['or somebody new has no other', 'abcd', 'bcde', 4, 'ebcd'],
    ['no room, no lines', 'ab', 'ab', 0, ''],
    ['less room', 'abc', 'abc', 2, 'ab'],
  ])('moves nobody: %s', (_what, shown, waiting, room, lines) => expect(keepPlaces([...shown], [...waiting], room).join('')).toBe(lines));

  it.each([
    ['abc', 'bc', 'bc'],
    ['ebcd', 'bcdef', 'bcde'],
  ])('tidies up %j with %j waiting: %j', (shown, waiting, lines) => expect(tidied([...shown], [...waiting], 4).join('')).toBe(lines));

  it('is the same when nothing changes', () => {
    const lines = ['a', 'b'];
    expect(keepPlaces(lines, ['a', 'b'], 4)).toBe(lines);
    expect(tidied(lines, ['a', 'b', 'c'], 2)).toBe(lines);
  });
});

describe('the counts', () => {
  it.each([
    ['', true, '4 sessions, 2 waiting'],
    ['api', true, '2 of 4, 1 waiting'],
    ['exited', true, '1 of 4, 0 alive'],
    ['nowhere', true, '0 of 4'],
    ['', false, '4 sessions, 2 waiting, last known'],
  ])('of %j, live %s: %s', (filter, isLive, words) => expect(countWords(all, filter, isLive)).toBe(words));
  it('of one', () => expect(countWords([over], '', true)).toBe('1 session, 0 alive'));
});
