import { describe, expect, it } from 'vitest';
import { type Session, sessionSchema } from '#common/session.ts';
import { countWords } from './count-words.ts';
import { queueLines } from './queue-lines.ts';
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

  it.each([
    [0, 0, 0],
    [4, 4, 0],
    [5, 4, 1],
    [12, 4, 8],
  ])('of %i waiting shows %i, and %i more', (waiting, lines, more) => {
    const ids = Array.from({ length: waiting }, (_, each) => String(each));
    expect(queueLines(ids)).toEqual({ lines: ids.slice(0, lines), more });
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
