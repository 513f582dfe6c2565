import { beforeEach, describe, expect, it } from 'vitest';
import { type Session, sessionIdSchema, sessionSchema } from '#common/session.ts';
import type { Status } from '#common/status.ts';
import { announcement, createStatusVoice, type StatusVoice } from './status-voice.ts';

const session = (at: number, status: Status): Session => ({
  ...sessionSchema.parse({
    id: sessionIdSchema.parse(`abcdefghij${String(at).padStart(2, '0')}`),
    hostId: 'local',
    provider: 'shell',
    name: `build-${at}`,
    cwd: '/tmp',
    command: { file: '/bin/sh', args: [] },
    pid: 1,
    pidStartTime: '1',
    status,
    statusSince: 1,
    statusDetail: null,
    conversationId: null,
    title: null,
    createdAt: 1,
    updatedAt: 1,
    exit: status === 'exited' ? { code: 2, signal: null, asked: false, at: 1, leftovers: [] } : null,
    pinned: false,
    rank: 0,
  }),
});
const board = (...statuses: Status[]) =>
  new Map(
    statuses.map((status, at) => {
      const one = session(at, status);
      return [one.id as string, one] as const;
    }),
  );

describe('the voice', () => {
  let time: number;
  let waiting: { at: number; run: () => void }[];
  let said: string[];
  let voice: StatusVoice;

  beforeEach(() => {
    time = 100_000;
    waiting = [];
    said = [];
    voice = createStatusVoice({
      say: (sentence) => said.push(sentence),
      now: () => time,
      schedule(run, delay) {
        const entry = { at: time + delay, run };
        waiting.push(entry);
        return () => waiting.splice(waiting.indexOf(entry), 1);
      },
    });
  });

  function pass(span: number): void {
    const until = time + span;
    for (let next = waiting[0]; next && next.at <= until; next = waiting[0]) {
      time = next.at;
      waiting.shift();
      next.run();
    }
    time = until;
  }

  it('names a change soon, and says how a program ended', () => {
    voice.changed(board('running', 'running'), board('waiting_permission', 'exited'));
    pass(300);
    expect(said).toEqual(['build-0: waiting for permission. build-1: exited, exit code 2']);
  });

  it('speaks at most once in four seconds, and then of all that changed', () => {
    voice.changed(board('running', 'running'), board('waiting_input', 'running'));
    pass(300);
    voice.changed(board('waiting_input', 'running'), board('running', 'running'));
    pass(1000);
    voice.changed(board('running', 'running'), board('running', 'waiting_input'));
    pass(2999);
    expect(said).toHaveLength(1);
    pass(1);
    expect(said).toEqual(['build-0: waiting for input', 'build-0: running. build-1: waiting for input']);
  });

  it('many changes at once are one sentence that counts', () => {
    voice.changed(
      board('running', 'running', 'running', 'running', 'running'),
      board('exited', 'waiting_input', 'exited', 'exited', 'running'),
    );
    pass(300);
    expect(said).toEqual(['4 sessions changed: 3 exited, 1 waiting for input']);
  });

  it('says nothing of a change that was taken back, of a new session, and of one that is gone', () => {
    voice.changed(board('running'), board('waiting_input'));
    voice.changed(board('waiting_input'), board('running', 'running'));
    pass(10_000);
    voice.changed(board('running', 'running'), board('running', 'exited'));
    voice.changed(board('running', 'exited'), board('running'));
    pass(10_000);
    expect(said).toEqual([]);
  });

  it('is silent once it is closed', () => {
    voice.changed(board('running'), board('exited'));
    voice.close();
    pass(10_000);
    expect(said).toEqual([]);
  });

  it('an announcement of one is its name and status', () => expect(announcement([session(1, 'running')])).toBe('build-1: running'));
});
