import { describe, expect, it } from 'vitest';
import type { Exit, ProviderId } from '#common/session.ts';
import type { LiveRecord } from './live-record.ts';
import { initialStatus, nextStatus, type Signal, type StatusState } from './status.ts';

const exit = (over: Partial<Exit> = {}): Exit => ({ code: 0, signal: null, asked: false, at: 50, leftovers: [], ...over });
const running: StatusState = { status: 'running', statusSince: 10, statusDetail: null, exit: null };
const starting = initialStatus(5);
const ended = (seen: Exit): StatusState => nextStatus(running, { kind: 'exited', exit: seen }, 60);
const unseen = nextStatus(running, { kind: 'gone', asked: false }, 60);

const UNREAD = "The program runs. Beckon does not read this agent's state yet.";
const LOST = 'The program runs, but its terminal is lost (pid 7).';

type Case = [string, StatusState, Signal, StatusState];

/** What a live record says, and what its silence means. */
function recordCases(): Case[] {
  const record = (status?: LiveRecord['status'], waitingFor?: string): Signal => ({
    kind: 'record',
    record: { sessionId: 's', startedAt: 1, ...(status && { status }), ...(waitingFor !== undefined && { waitingFor }) },
  });
  const now = (status: StatusState['status'], statusDetail: string | null): StatusState => ({
    status,
    statusSince: 100,
    statusDetail,
    exit: null,
  });
  const alive = (withstood: number[] = []): Signal => ({ kind: 'alive', provider: 'claude', withstood, keepsRecord: true });
  const atStart = now('waiting_input', 'It has not begun yet. It may ask something first: look at its terminal.');
  const asking = nextStatus(starting, record('waiting', 'permission prompt'), 40);
  const unknown = (detail: string): StatusState => ({ status: 'unknown', statusSince: 20, statusDetail: detail, exit: null });
  return [
    ['an agent with a record has begun when its record says so', starting, alive(), starting],
    ['busy is running', starting, record('busy'), now('running', null)],
    ['idle waits for input', running, record('idle'), now('waiting_input', null)],
    [
      'a shell of its own in the background',
      running,
      record('shell'),
      now('waiting_input', 'A command of its own runs on in the background.'),
    ],
    [
      'a permission prompt',
      running,
      record('waiting', 'permission prompt'),
      now('waiting_permission', 'It asks something in its terminal: a permission, a question or a plan.'),
    ],
    ['another dialog', running, record('waiting', 'dialog open'), now('waiting_input', 'It asks in its terminal (dialog open).')],
    ['waiting without a word why', running, record('waiting'), now('waiting_input', 'It asks in its terminal (no reason given).')],
    ['a record without a status changes nothing', running, record(), running],
    ['being alive takes back nothing that the record said', asking, alive(), asking],
    [
      'what withstood an ending is said beside what it does',
      running,
      alive([9]),
      { ...running, statusDetail: expect.stringContaining('9') as string },
    ],
    ['and no longer when it is gone', { ...running, statusDetail: 'It did not end: process 9 withstands.' }, alive(), running],
    [
      'alive again after it was unknown, it has to speak first',
      unknown('why'),
      alive(),
      unknown('The program runs. Beckon has no word from the agent yet.'),
    ],
    ['no record at the start: it may ask something', starting, { kind: 'record_silent', how: 'missing' }, atStart],
    ['no status at the start: it may ask something', starting, { kind: 'record_silent', how: 'no_status' }, atStart],
    [
      'a record that goes while the agent lives',
      running,
      { kind: 'record_silent', how: 'missing' },
      now('unknown', 'The program runs, but its live record is gone.'),
    ],
    [
      'a record of another shape',
      running,
      { kind: 'record_silent', how: 'not_understood' },
      { ...now('unknown', null), statusDetail: expect.stringContaining('does not understand') as string },
    ],
    ['the end is stronger than the record', ended(exit({ code: 3 })), record('busy'), ended(exit({ code: 3 }))],
  ];
}

const cases: Case[] = [
  [
    'a shell that lives runs',
    starting,
    { kind: 'alive', provider: 'shell', withstood: [] },
    { status: 'running', statusSince: 100, statusDetail: null, exit: null },
  ],
  [
    'a command that lives runs',
    starting,
    { kind: 'alive', provider: 'command', withstood: [] },
    { status: 'running', statusSince: 100, statusDetail: null, exit: null },
  ],
  ...recordCases(),
  ['being alive again moves nothing', running, { kind: 'alive', provider: 'shell', withstood: [] }, running],
  [
    'an unreachable pty host makes it unknown, with the reason',
    running,
    { kind: 'unreachable', reason: 'Why.' },
    { status: 'unknown', statusSince: 100, statusDetail: 'Why.', exit: null },
  ],
  [
    'an exit has its own time',
    running,
    { kind: 'exited', exit: exit() },
    { status: 'exited', statusSince: 50, statusDetail: null, exit: exit() },
  ],
  [
    'an ending that was withstood is told, and the status stays',
    running,
    { kind: 'alive', provider: 'shell', withstood: [12] },
    {
      ...running,
      statusDetail: 'It did not end: process 12 withstands even KILL; it may belong to another user. End it by hand (sudo kill -9 12).',
    },
  ],
  [
    'an ending that many withstood names them all, for an agent too',
    { ...running, status: 'unknown', statusDetail: UNREAD },
    { kind: 'alive', provider: 'claude', withstood: [12, 13] },
    {
      ...running,
      status: 'unknown',
      statusDetail:
        'It did not end: processes 12, 13 withstand even KILL; they may belong to another user. End them by hand (sudo kill -9 12 13).',
    },
  ],
  [
    'an end that was asked for is told as that',
    running,
    { kind: 'exited', exit: exit({ code: null, signal: 'SIGHUP', asked: true }) },
    { status: 'exited', statusSince: 50, statusDetail: null, exit: exit({ code: null, signal: 'SIGHUP', asked: true }) },
  ],
  [
    'an exit code is told',
    running,
    { kind: 'exited', exit: exit({ code: 3 }) },
    { status: 'exited', statusSince: 50, statusDetail: null, exit: exit({ code: 3 }) },
  ],
  [
    'a signal is told',
    running,
    { kind: 'exited', exit: exit({ code: null, signal: 'SIGKILL' }) },
    { status: 'exited', statusSince: 50, statusDetail: null, exit: exit({ code: null, signal: 'SIGKILL' }) },
  ],
  [
    'leftovers are told',
    running,
    { kind: 'exited', exit: exit({ leftovers: [{ pid: 1, command: 'x' }] }) },
    {
      status: 'exited',
      statusSince: 50,
      statusDetail: null,
      exit: exit({ leftovers: [{ pid: 1, command: 'x' }] }),
    },
  ],
  [
    'an end that nobody saw says so',
    running,
    { kind: 'gone', asked: false },
    { status: 'exited', statusSince: 100, statusDetail: 'Ended while nobody watched.', exit: exit({ code: null, at: 100 }) },
  ],
  [
    'an end that was asked for and nobody saw is no accident',
    running,
    { kind: 'gone', asked: true },
    {
      status: 'exited',
      statusSince: 100,
      statusDetail: 'Ended as you asked; its terminal was lost, so nobody saw how.',
      exit: exit({ code: null, asked: true, at: 100 }),
    },
  ],
  [
    'a lost terminal names the pid',
    running,
    { kind: 'terminal_lost', pid: 7 },
    { status: 'unknown', statusSince: 100, statusDetail: LOST, exit: null },
  ],
  ['exited is final for alive', ended(exit()), { kind: 'alive', provider: 'shell', withstood: [] }, ended(exit())],
  ['exited is final for unreachable', ended(exit()), { kind: 'unreachable', reason: 'Why.' }, ended(exit())],
  ['exited is final for gone', ended(exit({ code: 3 })), { kind: 'gone', asked: false }, ended(exit({ code: 3 }))],
  ['exited is final for another exit', ended(exit({ code: 3 })), { kind: 'exited', exit: exit({ code: 4 }) }, ended(exit({ code: 3 }))],
  [
    'an unseen end learns its code',
    unseen,
    { kind: 'exited', exit: exit({ code: 4 }) },
    { status: 'exited', statusSince: 60, statusDetail: null, exit: exit({ code: 4 }) },
  ],
  [
    'what it left running is looked at again',
    ended(exit({ leftovers: [{ pid: 1, command: 'x' }] })),
    { kind: 'exited', exit: exit() },
    ended(exit()),
  ],
  [
    'only a launch leaves exited',
    ended(exit()),
    { kind: 'launched' },
    { status: 'starting', statusSince: 100, statusDetail: null, exit: null },
  ],
];

describe('nextStatus', () => {
  it.each(cases)('%s', (_name, state, signal, expected) => {
    expect(nextStatus(state, signal, 100)).toEqual(expected);
  });

  it.each<ProviderId>(['claude', 'codex', 'gemini', 'opencode'])('%s that lives is unknown: its state is not read', (provider) => {
    expect(nextStatus(starting, { kind: 'alive', provider, withstood: [] }, 100)).toEqual({
      status: 'unknown',
      statusSince: 100,
      statusDetail: UNREAD,
      exit: null,
    });
  });

  it('keeps the time when only the detail changes, and the object when nothing does', () => {
    const lost = nextStatus(running, { kind: 'terminal_lost', pid: 7 }, 100);
    expect(nextStatus(lost, { kind: 'unreachable', reason: 'Why.' }, 200).statusSince).toBe(100);
    expect(nextStatus(lost, { kind: 'terminal_lost', pid: 7 }, 200)).toBe(lost);
  });
});
