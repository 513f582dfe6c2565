import { describe, expect, it } from 'vitest';
import type { ProviderId } from '#common/session.ts';
import type { LaunchInput } from './provider.ts';
import { providers } from './registry.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const demoAgent = { node: '/bin/node', entry: '/dist/demo-agent.js', config: '/d/config', scratch: '/d/scratch' };
const DEMO_ENV = { BECKON_DEMO_CONFIG: '/d/config', BECKON_DEMO_SCRATCH: '/d/scratch' };
const input = (over: Partial<LaunchInput> = {}): LaunchInput => ({ shell: '/bin/sh', makeId: () => ID, demoAgent, ...over });

const cases: [ProviderId, Partial<LaunchInput>, object][] = [
  ['claude', {}, { program: 'claude', args: ['--session-id', ID], conversationId: ID }],
  ['claude', { prompt: '--help' }, { program: 'claude', args: ['--session-id', ID, '--', '--help'], conversationId: ID }],
  ['codex', {}, { program: 'codex', args: ['--no-daemon'] }],
  ['codex', { prompt: '-x' }, { program: 'codex', args: ['--no-daemon', '--', '-x'] }],
  ['gemini', {}, { program: 'gemini', args: ['--session-id', ID], conversationId: ID }],
  ['gemini', { prompt: '--yolo' }, { program: 'gemini', args: ['--session-id', ID, '--prompt-interactive=--yolo'], conversationId: ID }],
  ['opencode', {}, { program: 'opencode', args: [] }],
  ['opencode', { prompt: '-m x' }, { program: 'opencode', args: ['--prompt=-m x'] }],
  ['shell', {}, { program: '/bin/sh', args: [] }],
  ['shell', { prompt: 'ls -l' }, { program: '/bin/sh', args: [], firstInput: 'ls -l\r' }],
  ['demo', {}, { program: '/bin/node', args: ['/dist/demo-agent.js', '--session-id', ID], conversationId: ID, env: DEMO_ENV }],
  [
    'demo',
    { prompt: '-n x' },
    { program: '/bin/node', args: ['/dist/demo-agent.js', '--session-id', ID, '--', '-n x'], conversationId: ID, env: DEMO_ENV },
  ],
  ['command', { command: { program: 'vim', args: ['-R', 'a b'] } }, { program: 'vim', args: ['-R', 'a b'] }],
];

describe('providers', () => {
  it.each(cases)('%s with %o', (id, over, plan) => {
    expect(providers[id].launch(input(over))).toEqual({ ok: true, value: plan });
  });

  it.each<ProviderId>(['claude', 'codex', 'gemini', 'opencode', 'shell', 'demo'])('%s refuses a command line', (id) => {
    expect(providers[id].launch(input({ command: { program: 'x', args: [] } }))).toMatchObject({
      ok: false,
      error: { code: 'invalid_request' },
    });
  });

  it('a command needs a program and takes no prompt', () => {
    expect(providers.command.launch(input())).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
    expect(providers.command.launch(input({ prompt: 'x', command: { program: 'x', args: [] } }))).toMatchObject({ ok: false });
  });

  it('a first line longer than one piece of input is refused', () => {
    expect(providers.shell.launch(input({ prompt: 'é'.repeat(40_000) }))).toMatchObject({ ok: false, error: { code: 'argument_invalid' } });
  });

  it('is filed under its own id', () => {
    for (const [id, provider] of Object.entries(providers)) expect(provider.id).toBe(id);
  });
});
