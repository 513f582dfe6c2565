import { describe, expect, it } from 'vitest';
import type { ProviderInfo } from '#common/session.ts';
import { argumentsOf, firstProvider, requestOf, type SessionDraft } from './session-draft.ts';

const provider = (id: ProviderInfo['id'], program: string | null, takesPrompt = true): ProviderInfo => ({
  id,
  name: id,
  program,
  version: null,
  install: null,
  takesPrompt,
});
const draft = (change: Partial<SessionDraft>): SessionDraft => ({
  folder: '/work',
  provider: 'shell',
  name: '',
  prompt: '',
  program: '',
  args: '',
  ...change,
});

describe('requestOf', () => {
  it('leaves out what was left empty, and keeps a prompt as it stands', () => {
    expect(requestOf(draft({ folder: ' ~/a ' }), provider('shell', '/bin/sh'))).toEqual({
      ok: true,
      value: { provider: 'shell', cwd: '~/a' },
    });
    const result = requestOf(draft({ provider: 'claude', prompt: '  two\nlines ', name: ' n ' }), provider('claude', '/bin/claude'));
    expect(result).toEqual({ ok: true, value: { provider: 'claude', cwd: '/work', name: 'n', prompt: '  two\nlines ' } });
  });

  it('sends no prompt to what takes none, and a command only for `command`', () => {
    const result = requestOf(
      draft({ provider: 'command', prompt: 'left over', program: ' vim ', args: '-u\nNONE' }),
      provider('command', null, false),
    );
    expect(result).toEqual({ ok: true, value: { provider: 'command', cwd: '/work', command: { program: 'vim', args: ['-u', 'NONE'] } } });
    const shell = requestOf(draft({ program: 'vim' }), provider('shell', '/bin/sh'));
    expect(shell.ok && 'command' in shell.value).toBe(false);
  });

  it.each([
    [{ folder: '  ' }, 'Name a folder.'],
    [{ provider: 'command' }, 'Name a program.'],
    [{ name: 'x'.repeat(10_000) }, 'A name has at most'],
    [{ name: 'a\u0007b' }, 'A name has no control characters.'],
    [{ folder: '/a\0b' }, 'A path cannot contain a NUL'],
  ] as const)('%o is refused with a sentence', (change, sentence) => {
    const result = requestOf(draft(change), provider('shell', '/bin/sh'));
    expect(result.ok ? '' : result.error.message).toContain(sentence);
  });
});

describe('arguments', () => {
  it('are lines, with nothing special in them', () => {
    expect(argumentsOf('-c\necho "$HOME" *\r\n\n  two words ')).toEqual(['-c', 'echo "$HOME" *', '  two words ']);
  });
});

describe('firstProvider', () => {
  const providers = [provider('claude', null), provider('codex', '/bin/codex'), provider('shell', '/bin/sh'), provider('command', null)];
  it.each([
    ['shell', 'shell'],
    ['claude', 'codex'],
    [null, 'codex'],
    ['nonsense', 'codex'],
    ['command', 'command'],
  ])('after %s it is %s', (last, first) => expect(firstProvider(providers, last)).toBe(first));
});
