import { join } from 'node:path';
import type { AgentState, Call } from './agent-state.ts';
import type { Hook } from './hook.ts';

/** What each event tells its hooks, with the keys that Claude Code uses. */

export const MODEL = 'demo';

/** The keys that every event has, then its own. `turn`: the event belongs to a turn, and says its mode and effort. */
function hook(state: AgentState, event: string, own: object, { turn = false } = {}): Hook {
  return {
    event,
    payload: {
      session_id: state.sessionId,
      transcript_path: transcriptPath(state),
      cwd: state.cwd,
      ...(state.promptId === null ? {} : { prompt_id: state.promptId }),
      ...(turn ? { permission_mode: state.mode, effort: { level: 'medium' } } : {}),
      hook_event_name: event,
      ...own,
    },
  };
}

/** Every character of the folder that is neither letter nor digit becomes a dash. */
export function transcriptPath({ configDir, cwd, sessionId }: Pick<AgentState, 'configDir' | 'cwd' | 'sessionId'>): string {
  return join(configDir, 'projects', cwd.replace(/[^a-zA-Z0-9]/g, '-'), `${sessionId}.jsonl`);
}

export function sessionStart(state: AgentState, source: 'startup' | 'clear'): Hook {
  return hook(state, 'SessionStart', { source, model: MODEL, ...(state.name === null ? {} : { session_title: state.name }) });
}

export function sessionEnd(state: AgentState, reason: 'clear' | 'prompt_input_exit' | 'other'): Hook {
  return hook(state, 'SessionEnd', { reason });
}

export function userPromptSubmit(state: AgentState, prompt: string): Hook {
  return hook(state, 'UserPromptSubmit', { prompt }, { turn: true });
}

const called = ({ step, id }: Call) => ({ tool_name: step.tool.name, tool_input: step.tool.input, tool_use_id: id });

export function preToolUse(state: AgentState, call: Call): Hook {
  return hook(state, 'PreToolUse', called(call), { turn: true });
}

/** It has no id of the call: who needs one takes it from the PreToolUse before it. */
export function permissionRequest(state: AgentState, call: Call): Hook {
  const { tool_use_id: _id, ...own } = called(call);
  return hook(state, 'PermissionRequest', { ...own, permission_suggestions: suggestions(call) }, { turn: true });
}

function suggestions({ step: { tool } }: Call): object[] {
  if (tool.name === 'Edit') return [{ type: 'setMode', mode: 'acceptEdits', destination: 'session' }];
  if (tool.name !== 'Bash') return [];
  const rules = [{ toolName: 'Bash', ruleContent: tool.input.command }];
  return [{ type: 'addRules', rules, behavior: 'allow', destination: 'localSettings' }];
}

export function postToolUse(state: AgentState, call: Call, response: object, input: object = call.step.tool.input): Hook {
  const own = { ...called(call), tool_input: input, tool_response: response, duration_ms: state.now - call.startedAt };
  return hook(state, 'PostToolUse', own, { turn: true });
}

export function postToolUseFailure(state: AgentState, call: Call, error: string): Hook {
  const own = { ...called(call), error, is_interrupt: false, duration_ms: state.now - call.startedAt };
  return hook(state, 'PostToolUseFailure', own, { turn: true });
}

export function postToolBatch(state: AgentState, call: Call, response: unknown): Hook {
  return hook(state, 'PostToolBatch', { tool_calls: [{ ...called(call), tool_response: response }] }, { turn: true });
}

export function stop(state: AgentState, said: string): Hook {
  const own = { stop_hook_active: false, last_assistant_message: said, background_tasks: [], session_crons: [] };
  return hook(state, 'Stop', own, { turn: true });
}

export function stopFailure(state: AgentState, error: string, said: string): Hook {
  return hook(state, 'StopFailure', { error, last_assistant_message: said }, { turn: true });
}

export function notification(state: AgentState, type: 'permission_prompt' | 'idle_prompt'): Hook {
  const message = type === 'permission_prompt' ? 'The demo agent needs your permission' : 'The demo agent is waiting for your input';
  return hook(state, 'Notification', { message, notification_type: type });
}
