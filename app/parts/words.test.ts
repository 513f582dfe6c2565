import { describe, expect, it } from 'vitest';
import { type Exit, type Session, sessionSchema } from '#common/session.ts';
import { shortDuration } from './duration.ts';
import { exitWords } from './exit-words.ts';
import { lookOf, statusMore, turns, waitWords } from './status-words.ts';

const exit = (code: number | null, signal: string | null, asked = false): Exit => ({ code, signal, asked, at: 1, leftovers: [] });
const session = (change: Partial<Session>): Session => ({
  ...sessionSchema.parse({
    id: 'abcdefghijkl',
    hostId: 'local',
    provider: 'shell',
    name: 'build',
    cwd: '/tmp',
    command: { file: '/bin/sh', args: [] },
    pid: 1,
    pidStartTime: '1',
    status: 'running',
    statusSince: 1,
    statusDetail: null,
    conversationId: null,
    pinned: false,
    rank: -1,
    title: null,
    createdAt: 1,
    updatedAt: 1,
    exit: null,
  }),
  ...change,
});

describe('words', () => {
  it.each([
    [null, 'nobody saw how it ended'],
    [exit(0, null), 'exit code 0'],
    [exit(null, 'SIGKILL'), 'ended by SIGKILL'],
    [exit(null, null), 'nobody saw how it ended'],
    [exit(null, 'SIGHUP', true), 'ended on request (SIGHUP)'],
    [exit(129, null, true), 'ended on request (exit code 129)'],
    [exit(null, null, true), 'ended on request'],
  ])('for the exit %o: %s', (one, words) => expect(exitWords(one)).toBe(words));

  it.each([
    [-5000, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_600_000, '1h'],
    [47 * 3_600_000, '47h'],
    [48 * 3_600_000, '2d'],
  ])('%i ms are %s', (span, words) => expect(shortDuration(span)).toBe(words));

  it('a failed exit looks failed, and says why it is believed', () => {
    expect(lookOf(session({ status: 'exited', exit: exit(1, null) }))).toBe('failed');
    expect(lookOf(session({ status: 'exited', exit: exit(0, null) }))).toBe('exited');
    expect(lookOf(session({ status: 'exited', exit: exit(null, 'SIGKILL') }))).toBe('failed');
    expect(lookOf(session({ status: 'exited', exit: exit(null, 'SIGKILL', true) }))).toBe('exited');
    expect(lookOf(session({ status: 'exited', exit: exit(129, null, true) }))).toBe('exited');
    expect(statusMore(session({ status: 'exited', statusDetail: 'ended while nobody watched' }))).toBe('ended while nobody watched');
  });
});

describe('a glyph that turns says that an agent works', () => {
  it.each([
    ['claude', 'running', true],
    ['demo', 'starting', true],
    ['claude', 'waiting_input', false],
    ['claude', 'exited', false],
    ['shell', 'running', false],
    ['command', 'starting', false],
  ] as const)('%s, %s: %s', (provider, status, expected) => expect(turns(session({ provider, status }))).toBe(expected));

  it.each([
    [{ status: 'waiting_input' }, 'It waits for your next prompt.'],
    [{ status: 'waiting_permission' }, 'It waits for your permission.'],
    [{ status: 'waiting_input', statusDetail: 'It asks in its terminal (dialog).' }, 'It asks in its terminal (dialog).'],
  ] as const)('what %o waits for: %s', (change, words) => expect(waitWords(session(change))).toBe(words));
});
