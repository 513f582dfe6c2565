import { describe, expect, it } from 'vitest';
import { failure, type FailureCode, success } from '#common/result.ts';
import type { ProviderInfo, Session } from '#common/session.ts';
import {
  argumentsOf,
  countFault,
  countOf,
  draftLike,
  emptyDraft,
  faultOf,
  firstProvider,
  isInstalled,
  nextName,
  requestsOf,
  type SessionDraft,
  startAll,
} from './session-draft.ts';

const provider = (id: ProviderInfo['id'], program: string | null, takesPrompt = true): ProviderInfo => ({
  id,
  name: id,
  program,
  version: null,
  install: null,
  takesPrompt,
});
const draft = (change: Partial<SessionDraft>): SessionDraft => ({ ...emptyDraft('/work', 'shell'), ...change });

describe('requestsOf', () => {
  it('leaves out what was left empty, and keeps a prompt as it stands', () => {
    expect(requestsOf(draft({ folder: ' ~/a ' }), provider('shell', '/bin/sh'))).toEqual({
      ok: true,
      value: [{ provider: 'shell', cwd: '~/a' }],
    });
    const result = requestsOf(draft({ provider: 'claude', prompt: '  two\nlines ', name: ' n ' }), provider('claude', '/bin/claude'));
    expect(result).toEqual({ ok: true, value: [{ provider: 'claude', cwd: '/work', name: 'n', prompt: '  two\nlines ' }] });
  });

  it('sends no prompt to what takes none, and a command only for `command`', () => {
    const result = requestsOf(
      draft({ provider: 'command', prompt: 'left over', program: ' vim ', args: '-u\nNONE' }),
      provider('command', null, false),
    );
    expect(result).toEqual({ ok: true, value: [{ provider: 'command', cwd: '/work', command: { program: 'vim', args: ['-u', 'NONE'] } }] });
    const shell = requestsOf(draft({ program: 'vim' }), provider('shell', '/bin/sh'));
    expect(shell.ok && 'command' in (shell.value[0] ?? {})).toBe(false);
  });

  it('numbers the names of several; without a name the server does', () => {
    const names = (name: string, count: string) => {
      const result = requestsOf(draft({ name, count }), provider('shell', '/bin/sh'));
      return result.ok ? result.value.map((request) => request.name) : result.fault;
    };
    expect(names('api', '3')).toEqual(['api', 'api 2', 'api 3']);
    expect(names('', '2')).toEqual([undefined, undefined]);
    expect(names('x'.repeat(119), '2')).toMatchObject({ field: 'name', message: expect.stringMatching(/at most 120/) });
  });

  it.each([
    [{ folder: '  ' }, 'folder', 'Name a folder.'],
    [{ provider: 'command' }, 'program', 'Name a program.'],
    [{ provider: 'command', program: 'x', args: 'a\0b' }, 'args', 'NUL'],
    [{ prompt: 'a\0b' }, 'prompt', 'NUL'],
    [{ name: 'x'.repeat(10_000) }, 'name', 'A name has at most'],
    [{ name: 'a\u0007b' }, 'name', 'A name has no control characters.'],
    [{ folder: '/a\0b' }, 'folder', 'A path cannot contain a NUL'],
    [{ count: '11' }, 'count', '1 to 10'],
    [{ count: '0' }, 'count', '1 to 10'],
  ] as const)('%o is refused at its field', (change, field, sentence) => {
    const result = requestsOf(draft(change), provider('shell', '/bin/sh'));
    expect(result.ok ? null : result.fault).toMatchObject({ field, message: expect.stringContaining(sentence) });
  });
});

it.each<[FailureCode, SessionDraft['provider'], string | null]>([
  ['folder_missing', 'shell', 'folder'],
  ['name_invalid', 'shell', 'name'],
  ['program_missing', 'command', 'program'],
  ['program_missing', 'claude', 'provider'],
  ['argument_invalid', 'command', 'args'],
  ['argument_invalid', 'claude', 'prompt'],
  ['session_limit', 'shell', null],
])('%s of %s is mended at %s', (code, id, field) => {
  expect(faultOf({ code, message: 'Why.' }, { provider: id })).toEqual({ field, message: 'Why.' });
});

describe('arguments', () => {
  it('are lines, with nothing special in them', () => {
    expect(argumentsOf('-c\necho "$HOME" *\r\n\n  two words ')).toEqual(['-c', 'echo "$HOME" *', '  two words ']);
  });
});

it.each([
  ['', 1],
  ['7', 7],
  [' 10 ', 10],
  ['1.5', null],
  ['-1', null],
  ['many', null],
])('the count %j is %j', (text, count) => expect(countOf(text)).toBe(count));

describe('firstProvider', () => {
  const providers = [provider('claude', null), provider('codex', '/bin/codex'), provider('shell', '/bin/sh'), provider('command', null)];
  it.each([
    ['shell', 'shell'],
    ['claude', 'codex'],
    [null, 'codex'],
    ['nonsense', 'codex'],
    ['command', 'command'],
  ])('after %s it is %s', (last, first) => expect(firstProvider(providers, last)).toBe(first));

  it('a command brings its program', () => expect(providers.map(isInstalled)).toEqual([false, true, true, true]));
});

describe('another one like a session', () => {
  it.each([
    ['api', [], 'api 2'],
    ['api 2', ['api 2'], 'api 3'],
    ['api', ['api 2', 'api 3'], 'api 4'],
    ['x'.repeat(120), [], `${'x'.repeat(116)} 2`],
  ])('%s beside %o is called %s', (name, taken, next) => expect(nextName(name, new Set(taken))).toBe(next));

  it('has its folder and its command', () => {
    const session = {
      name: 'top',
      cwd: '/srv',
      provider: 'command',
      command: { file: '/bin/top', args: ['-d', '1'] },
    } as unknown as Session;
    expect(draftLike(session, new Set())).toEqual(
      draft({ folder: '/srv', provider: 'command', name: 'top 2', program: '/bin/top', args: '-d\n1' }),
    );
    expect(draftLike({ ...session, provider: 'claude' }, new Set())).toMatchObject({ program: '', args: '' });
  });
});

describe('starting several', () => {
  it('stops at the first that fails, and tells what runs', async () => {
    const requests = ['a', 'b', 'c'].map((name) => ({ provider: 'shell' as const, cwd: '/', name }));
    const asked: string[] = [];
    const started = await startAll(requests, async ({ name = '' }) => {
      asked.push(name);
      return name === 'b' ? failure('session_limit', 'Full.') : success({ name } as Session);
    });
    expect(asked).toEqual(['a', 'b']);
    expect(started).toEqual({ sessions: [{ name: 'a' }], failed: { code: 'session_limit', message: 'Full.' } });
  });
});

it.each([
  ['', null],
  ['10', null],
  ['11', 'Start 1 to 10 sessions at once.'],
  ['0', 'Start 1 to 10 sessions at once.'],
  ['1.5', 'Start 1 to 10 sessions at once.'],
])('a count of %j is told: %j', (typed, told) => expect(countFault(typed)).toBe(told));
