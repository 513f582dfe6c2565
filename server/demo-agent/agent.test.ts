import { describe, expect, it } from 'vitest';
import type { HookDecision } from './agent-state.ts';
import { textOf } from './prompt-line.ts';
import { type PlayedAgent, playAgent } from './played-agent.ts';
import { titleOf } from './title.ts';

const CALLED = ['PreToolUse', 'PostToolUse', 'PostToolBatch'];
/** Of the permission story: a read and an edit that need no permission. */
const BEFORE_DIALOG = ['UserPromptSubmit', ...CALLED, ...CALLED, 'PreToolUse', 'PermissionRequest Bash'];

function at(prompt: string): PlayedAgent {
  const agent = playAgent();
  agent.type(`${prompt}\r`);
  agent.work();
  return agent;
}

const turnHooks = (agent: PlayedAgent) => agent.hooks.slice(1);

/** What fires and what the record says, case by case, as it was measured at the agent this one resembles. */
const cases: [name: string, prompt: string, act: (agent: PlayedAgent) => void, hooks: string[], record: string[]][] = [
  [
    'a permission given',
    'permission',
    (agent) => {
      agent.type('1');
      agent.work();
    },
    [...BEFORE_DIALOG, 'PostToolUse', 'PostToolBatch', 'Stop'],
    ['idle', 'busy', 'waiting', 'busy', 'idle'],
  ],
  ['"No" in the dialog', 'permission', (agent) => agent.type('3'), BEFORE_DIALOG, ['idle', 'busy', 'waiting', 'idle']],
  ['Esc in the dialog', 'permission', (agent) => agent.type('\x1b'), BEFORE_DIALOG, ['idle', 'busy', 'waiting', 'idle']],
  ['Ctrl-C in the dialog', 'permission', (agent) => agent.type('\x03'), BEFORE_DIALOG, ['idle', 'busy', 'waiting', 'idle']],
  [
    'a question answered',
    'question',
    (agent) => {
      agent.type('\x1b[B\r');
      agent.work();
    },
    ['UserPromptSubmit', ...CALLED, ...CALLED, 'PreToolUse', 'PermissionRequest AskUserQuestion', 'PostToolUse', 'PostToolBatch', 'Stop'],
    ['idle', 'busy', 'waiting', 'busy', 'idle'],
  ],
  [
    'a plan approved',
    'plan',
    (agent) => {
      agent.type('1');
      agent.work();
    },
    ['UserPromptSubmit', ...CALLED, 'PreToolUse', 'PermissionRequest ExitPlanMode', 'PostToolUse', 'PostToolBatch', ...CALLED, 'Stop'],
    ['idle', 'busy', 'waiting', 'busy', 'idle'],
  ],
  [
    'a plan refused',
    'plan',
    (agent) => agent.type('3'),
    ['UserPromptSubmit', ...CALLED, 'PreToolUse', 'PermissionRequest ExitPlanMode'],
    ['idle', 'busy', 'waiting', 'idle'],
  ],
  ['an error', 'fail', () => undefined, ['UserPromptSubmit', ...CALLED, 'StopFailure'], ['idle', 'busy', 'idle']],
  ['an exit', 'exit 3', () => undefined, ['UserPromptSubmit', 'SessionEnd'], ['idle', 'busy', 'idle']],
  [
    'a signal in the dialog',
    'permission',
    (agent) => agent.happen({ kind: 'signal', code: 143 }),
    [...BEFORE_DIALOG, 'SessionEnd'],
    ['idle', 'busy', 'waiting', 'idle'],
  ],
];

describe('what fires and what the record says', () => {
  it.each(cases)('%s', (_name, prompt, act, hooks, record) => {
    const agent = at(prompt);
    act(agent);
    expect(turnHooks(agent)).toEqual(hooks);
    expect(agent.record).toEqual(record);
  });

  it('the default story plans, asks, edits, fails once and ends well', () => {
    const agent = at('hello');
    for (let dialog = 0; dialog < 4; dialog += 1) {
      agent.type('\r');
      agent.work();
    }
    const asked = agent.hooks.filter((hook) => hook.startsWith('PermissionRequest'));
    expect(asked).toEqual([
      'PermissionRequest ExitPlanMode',
      'PermissionRequest AskUserQuestion',
      'PermissionRequest Bash',
      'PermissionRequest Bash',
    ]);
    expect(agent.hooks).toContain('PostToolUseFailure');
    expect(agent.hooks.at(-1)).toBe('Stop');
    expect(agent.state.blocks).toContainEqual({ kind: 'say', text: 'Decided: Accept for one release.' });
  });

  it('the long story works on to its end and asks nobody', () => {
    const agent = at('long');
    expect(agent.hooks.filter((hook) => hook.startsWith('PermissionRequest'))).toEqual([]);
    expect(agent.record).toEqual(['idle', 'busy', 'idle']);
  });

  it('Esc before anything came gives the prompt back; later it does not', () => {
    const agent = playAgent();
    agent.type('permission\r');
    agent.type('\x1b');
    expect(turnHooks(agent)).toEqual(['UserPromptSubmit']);
    expect(textOf(agent.state.input)).toBe('permission');
    expect(agent.record).toEqual(['idle', 'busy', 'idle']);
    const later = at('permission');
    later.type('\x1b');
    expect(textOf(later.state.input)).toBe('');
    expect(later.released).toHaveLength(1);
  });

  it('a wait that was interrupted is over for good', () => {
    const agent = playAgent();
    agent.type('permission\r\x1b');
    const { serial } = agent.state;
    agent.happen({ kind: 'due', serial: serial - 1 });
    expect(agent.state.turn).toBeNull();
  });

  it('a prompt typed meanwhile begins when the turn is over', () => {
    const agent = playAgent();
    agent.type('fail\r');
    agent.type('exit 4\r');
    agent.work();
    expect(turnHooks(agent)).toEqual(['UserPromptSubmit', ...CALLED, 'StopFailure', 'UserPromptSubmit', 'SessionEnd']);
    expect(agent.state.over).toEqual({ code: 4 });
  });

  it('/clear ends one conversation and begins another, under a new id', () => {
    const agent = at('fail');
    agent.type('/clear\r');
    const [end, start] = agent.payloads.slice(-2);
    expect([end, start]).toMatchObject([
      { hook_event_name: 'SessionEnd', reason: 'clear', session_id: 'session-0' },
      { hook_event_name: 'SessionStart', source: 'clear', session_id: agent.state.sessionId },
    ]);
    expect(agent.state.sessionId).not.toBe('session-0');
    expect(agent.state.over).toBeNull();
  });

  it.each([
    ['/exit\r', 0],
    ['\x03\x03', 0],
    ['\x04\x04', 0],
  ])('%j ends it', (keys, code) => {
    const agent = playAgent();
    agent.type(keys);
    expect(agent.state.over).toEqual({ code });
    expect(agent.payloads.at(-1)).toMatchObject({ hook_event_name: 'SessionEnd', reason: 'prompt_input_exit' });
    expect(titleOf(agent.state)).toBe('');
  });

  it('one Ctrl-C does not, nor one that comes too late, nor two different keys', () => {
    const agent = playAgent();
    agent.type('\x03');
    agent.pass(2500);
    agent.type('\x03\x04');
    expect(agent.state.over).toBeNull();
  });

  it('brings a dialog to mind once, six seconds after it came and after the last key', () => {
    const agent = at('permission');
    agent.pass(5000);
    agent.type('x');
    agent.pass(5000);
    expect(agent.hooks).not.toContain('Notification');
    agent.pass(1500);
    agent.pass(9000);
    expect(agent.hooks.filter((hook) => hook === 'Notification')).toHaveLength(1);
    expect(agent.payloads.at(-1)).toMatchObject({ notification_type: 'permission_prompt' });
  });

  it('and the end of a turn after a minute', () => {
    const agent = at('fail');
    agent.pass(59_000);
    expect(agent.hooks).not.toContain('Notification');
    agent.pass(2000);
    expect(agent.payloads.at(-1)).toMatchObject({ notification_type: 'idle_prompt' });
  });
});

describe('payloads', () => {
  it('have the common keys, and those of their event', () => {
    const agent = at('permission');
    agent.type('2');
    agent.work();
    const common = { session_id: 'session-0', cwd: '/srv/webapp', transcript_path: '/config/projects/-srv-webapp/session-0.jsonl' };
    for (const payload of agent.payloads) expect(payload).toMatchObject(common);
    expect(agent.payloads[0]).toEqual({ ...common, hook_event_name: 'SessionStart', source: 'startup', model: 'demo' });
    const request = agent.payloads.find((payload) => payload.hook_event_name === 'PermissionRequest');
    expect(request).toMatchObject({
      tool_name: 'Bash',
      tool_input: { command: 'npm test -- session', description: 'Run the session tests' },
      permission_mode: 'acceptEdits',
      effort: { level: 'medium' },
      prompt_id: expect.any(String),
    });
    expect(request).not.toHaveProperty('tool_use_id');
    const ids = agent.payloads
      .filter((payload) => payload.tool_name === 'Bash' && 'tool_use_id' in payload)
      .map((payload) => payload.tool_use_id);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
    expect(agent.payloads.at(-1)).toMatchObject({
      stop_hook_active: false,
      background_tasks: [],
      last_assistant_message: expect.any(String),
    });
  });

  it('a plan that is approved leaves plan mode', () => {
    const agent = at('plan');
    expect(agent.payloads.at(-1)).toMatchObject({ permission_mode: 'plan' });
    agent.type('2');
    const after = agent.payloads.find((payload) => payload.hook_event_name === 'PostToolUse' && payload.tool_name === 'ExitPlanMode');
    expect(after).toMatchObject({ permission_mode: 'default' });
    agent.work();
    expect(agent.hooks.at(-1)).toBe('PermissionRequest Edit');
  });
});

describe('a hook decides', () => {
  const decide = (prompt: string, decision: HookDecision): PlayedAgent => {
    const agent = at(prompt);
    agent.happen({ kind: 'decided', dialog: agent.state.turn?.call?.dialog?.id ?? -1, decision });
    agent.work();
    return agent;
  };
  const allow = { behavior: 'allow', mode: null, answer: null, input: null } as const;

  it('to allow', () => {
    const agent = decide('permission', allow);
    expect(turnHooks(agent).slice(-3)).toEqual(['PostToolUse', 'PostToolBatch', 'Stop']);
    expect(agent.state.blocks).toContainEqual({ kind: 'note', text: 'Allowed by PermissionRequest hook' });
  });

  it('to run something else', () => {
    const agent = decide('permission', { ...allow, input: { command: 'true' } });
    expect(agent.payloads.find((payload) => payload.hook_event_name === 'PostToolUse' && payload.tool_name === 'Bash')).toMatchObject({
      tool_input: { command: 'true' },
    });
  });

  it('to answer a question', () => {
    const agent = decide('question', { ...allow, answer: 'Leave it to me' });
    expect(agent.state.blocks.at(-1)).toEqual({ kind: 'say', text: 'Leave it to me: the notes for 4.12 are in CHANGELOG.md.' });
  });

  it('to deny: the model hears why and the turn ends well', () => {
    const agent = decide('permission', { behavior: 'deny', message: 'not now', interrupt: false });
    expect(turnHooks(agent).slice(-3)).toEqual(['PermissionRequest Bash', 'PostToolBatch', 'Stop']);
    expect(agent.record.slice(-3)).toEqual(['waiting', 'busy', 'idle']);
  });

  it('to deny and interrupt: nothing follows', () => {
    const agent = decide('permission', { behavior: 'deny', message: 'no', interrupt: true });
    expect(turnHooks(agent).at(-1)).toBe('PermissionRequest Bash');
    expect(agent.record.at(-1)).toBe('idle');
  });

  it('too late: the dialog was answered at the keyboard', () => {
    const agent = at('permission');
    const id = agent.state.turn?.call?.dialog?.id ?? -1;
    agent.type('3');
    const { state } = agent;
    agent.happen({ kind: 'decided', dialog: id, decision: allow });
    expect(agent.state).toEqual(state);
  });
});

describe('typing', () => {
  it('edits a line with several rows, and a paste stays one prompt', () => {
    const agent = playAgent();
    agent.type('\x1b[200~one\ntwo\x1b[201~\\\rthree\x1b[D\x7fX');
    expect(textOf(agent.state.input)).toBe('one\ntwo\nthrXe');
  });

  it('changes the mode: in the default mode an edit asks', () => {
    const agent = playAgent();
    agent.type('\x1b[Z\x1b[Z');
    expect(agent.state.mode).toBe('default');
    agent.type('permission\r');
    agent.work();
    expect(agent.hooks.at(-1)).toBe('PermissionRequest Edit');
    agent.type('2');
    expect(agent.state.mode).toBe('acceptEdits');
  });

  it('says what it does not know', () => {
    const agent = playAgent();
    agent.type('/model\r/help\r');
    expect(agent.state.blocks.map((block) => block.kind)).toEqual(['welcome', 'note', 'note']);
  });
});
