import {
  type AgentState,
  type Call,
  type Decision,
  type Edited,
  type HookDecision,
  type MakeId,
  type Outcome,
  type Stepped,
  still,
  andThen,
  type Turn,
  withBlocks,
} from './agent-state.ts';
import { asks, optionsOf } from './dialogs.ts';
import * as tell from './hook-payloads.ts';
import { lineOf, textOf } from './prompt-line.ts';
import { type Mode, type Step, storyOf, type ToolStep } from './stories.ts';

/** One prompt and all that follows from it: steps, calls of tools, dialogs, the end. */

export function beginTurn(state: AgentState, prompt: string, makeId: MakeId): Stepped {
  const turn: Turn = { prompt, steps: storyOf(prompt), at: 0, startedAt: state.now, spoke: false, call: null, answer: '' };
  const begun = { ...withBlocks(state, { kind: 'prompt', text: prompt }), promptId: makeId(), turn, idleSince: null };
  return andThen({ state: begun, effects: [{ kind: 'hook', hook: tell.userPromptSubmit(begun, prompt) }] }, (next) =>
    advance(next, makeId),
  );
}

/** Begins the step at hand. */
function advance(state: AgentState, makeId: MakeId): Stepped {
  const { turn } = state;
  const step = turn?.steps[turn.at];
  if (turn === null) return still(state);
  if (step === undefined) return endTurn(state, makeId);
  switch (step.kind) {
    case 'think':
      return wait(state, step.ms);
    case 'say':
      return advance(passed(withBlocks(state, { kind: 'say', text: step.text.replace('{answer}', turn.answer) })), makeId);
    case 'mode':
      return advance(passed({ ...state, mode: step.mode }), makeId);
    case 'tool':
      return beginCall(state, turn, step, makeId);
    case 'fail': {
      const failed = { ...withBlocks(state, { kind: 'error', text: step.message }), turn: null, idleSince: state.now };
      return andThen({ state: failed, effects: [{ kind: 'hook', hook: tell.stopFailure(failed, step.error, step.message) }] }, (next) =>
        beginQueued(next, makeId),
      );
    }
    case 'exit': {
      const over = { ...state, turn: null, over: { code: step.code } };
      return { state: over, effects: [{ kind: 'hook', hook: tell.sessionEnd(over, 'prompt_input_exit') }] };
    }
  }
}

/** The next step is at hand. */
function passed(state: AgentState): AgentState {
  return state.turn === null ? state : { ...state, turn: { ...state.turn, at: state.turn.at + 1, spoke: true } };
}

function wait(state: AgentState, ms: number): Stepped {
  const serial = state.serial + 1;
  return { state: { ...state, serial }, effects: [{ kind: 'wait', serial, ms }] };
}

function beginCall(state: AgentState, turn: Turn, step: ToolStep, makeId: MakeId): Stepped {
  const call: Call = { step, id: `toolu_${makeId().replaceAll('-', '')}`, startedAt: state.now, dialog: null };
  const begun: AgentState = { ...state, turn: { ...turn, call, spoke: true } };
  const told: Stepped = { state: begun, effects: [{ kind: 'hook', hook: tell.preToolUse(begun, call) }] };
  return andThen(told, (next) => (asks(next, step.tool) ? openDialog(next, call) : runCall(next, call)));
}

function openDialog(state: AgentState, call: Call): Stepped {
  const id = state.serial + 1;
  const dialog = { id, options: optionsOf(call.step.tool), chosen: 0, since: state.now, reminded: false };
  return {
    state: { ...withCall(state, { ...call, dialog }), serial: id },
    effects: [{ kind: 'ask', dialog: id, hook: tell.permissionRequest(state, call) }],
  };
}

function withCall(state: AgentState, call: Call | null): AgentState {
  return state.turn === null ? state : { ...state, turn: { ...state.turn, call } };
}

/** Without a dialog, or after it. */
function runCall(state: AgentState, call: Call): Stepped {
  const running = withCall(state, { ...call, dialog: null });
  const { tool, ms } = call.step;
  if (tool.name !== 'Edit') return wait(running, ms);
  const serial = state.serial + 1;
  const { file_path: file, old_string: before, new_string: after } = tool.input;
  return { state: { ...running, serial }, effects: [{ kind: 'edit', serial, file, before, after }] };
}

/** A wait is over: of a step, or of a call. Of an older one, nothing happens. */
export function due(state: AgentState, serial: number, edited: Edited | undefined, makeId: MakeId): Stepped {
  const call = state.turn?.call ?? null;
  if (serial !== state.serial || state.turn === null || call?.dialog) return still(state);
  if (call === null) return advance(passed(state), makeId);
  const { step } = call;
  if (step.failsWith !== undefined) {
    const error = [`Exit code ${step.failsWith}`, ...step.result].join('\n');
    const failed = finished(state, call, 'failed', [`Error: exit code ${step.failsWith}`, ...step.result]);
    return tellAndGoOn(failed, [tell.postToolUseFailure(state, call, error), tell.postToolBatch(state, call, error)], makeId);
  }
  const result = edited === undefined ? step.result : [edited.result];
  const response = edited === undefined ? { stdout: result.join('\n') } : { filePath: inputFile(call), result: edited.result };
  return succeed(state, call, { outcome: edited?.outcome ?? 'done', result, response, makeId });
}

function inputFile({ step: { tool } }: Call): string {
  return tool.name === 'Edit' ? tool.input.file_path : '';
}

interface Success {
  readonly outcome: Outcome;
  readonly result: readonly string[];
  readonly response: object;
  readonly input?: object;
  readonly makeId: MakeId;
}

function succeed(state: AgentState, call: Call, { outcome, result, response, input, makeId }: Success): Stepped {
  const hooks = [tell.postToolUse(state, call, response, input), tell.postToolBatch(state, call, response)];
  return tellAndGoOn(finished(state, call, outcome, result), hooks, makeId);
}

function finished(state: AgentState, { step }: Call, outcome: Outcome, result: readonly string[]): AgentState {
  return withCall(withBlocks(state, { kind: 'tool', step, outcome, result }), null);
}

function tellAndGoOn(state: AgentState, hooks: readonly ReturnType<typeof tell.stop>[], makeId: MakeId): Stepped {
  return andThen({ state, effects: hooks.map((hook) => ({ kind: 'hook', hook })) }, (next) => advance(passed(next), makeId));
}

/** The open dialog is answered at the keyboard. */
export function decide(state: AgentState, decision: Decision, makeId: MakeId): Stepped {
  const call = state.turn?.call;
  if (!call?.dialog) return still(state);
  if (decision.kind === 'refuse') return interrupt(state);
  const released: Stepped = { state, effects: [{ kind: 'unask', dialog: call.dialog.id }] };
  return andThen(released, (next) => {
    switch (decision.kind) {
      case 'allow':
        return approve(next, call, null, makeId);
      case 'always':
        return approve({ ...next, allowed: [...next.allowed, decision.rule] }, call, null, makeId);
      case 'mode':
        return approve(next, call, decision.mode, makeId);
      case 'answer':
        return approve(next, call, null, makeId, decision.label);
    }
  });
}

function approve(state: AgentState, call: Call, mode: Mode | null, makeId: MakeId, answer: string | null = null): Stepped {
  const moded = mode === null ? state : { ...state, mode };
  const { tool } = call.step;
  const settled: Call = { ...call, dialog: null };
  if (tool.name === 'ExitPlanMode') {
    const left = moded.mode === 'plan' ? { ...moded, mode: 'default' as const } : moded;
    return succeed(left, settled, { outcome: 'done', result: ['The plan was approved.'], response: { plan: tool.input.plan }, makeId });
  }
  if (tool.name === 'AskUserQuestion') {
    const [{ question, options }] = tool.input.questions;
    const label = answer ?? options[0]?.label ?? '';
    const input = { ...tool.input, answers: { [question]: label } };
    const answered = moded.turn === null ? moded : { ...moded, turn: { ...moded.turn, answer: label } };
    return succeed(answered, settled, { outcome: 'done', result: [`${question} → ${label}`], response: input, input, makeId });
  }
  return runCall(moded, settled);
}

/** A hook has answered the open dialog. */
export function decideByHook(state: AgentState, id: number, decision: HookDecision, makeId: MakeId): Stepped {
  const call = state.turn?.call;
  if (!call?.dialog || call.dialog.id !== id) return still(state);
  if (decision.behavior === 'allow') {
    const noted = withBlocks(state, { kind: 'note', text: 'Allowed by PermissionRequest hook' });
    return approve(noted, changed(call, decision.input), decision.mode, makeId, decision.answer);
  }
  if (decision.interrupt) return interrupt(state);
  const denied = finished(state, call, 'stopped', [`Denied by PermissionRequest hook: ${decision.message}`]);
  const reply: readonly Step[] = [
    { kind: 'think', ms: 900 },
    { kind: 'say', text: `I leave that out: ${decision.message}` },
  ];
  const replying =
    denied.turn === null
      ? denied
      : { ...denied, turn: { ...denied.turn, steps: [...denied.turn.steps.slice(0, denied.turn.at + 1), ...reply] } };
  return tellAndGoOn(replying, [tell.postToolBatch(denied, call, `Error: ${decision.message}`)], makeId);
}

/** A hook may put another command in the place of the one it was asked about. */
function changed(call: Call, input: object | null): Call {
  const { tool } = call.step;
  if (tool.name !== 'Bash' || input === null || !('command' in input) || typeof input.command !== 'string') return call;
  return { ...call, step: { ...call.step, tool: { ...tool, input: { ...tool.input, command: input.command } } } };
}

function endTurn(state: AgentState, makeId: MakeId): Stepped {
  const ended = { ...state, turn: null, idleSince: state.now };
  const said = state.blocks.findLast((block) => block.kind === 'say');
  const told: Stepped = { state: ended, effects: [{ kind: 'hook', hook: tell.stop(ended, said?.kind === 'say' ? said.text : '') }] };
  return andThen(told, (next) => beginQueued(next, makeId));
}

function beginQueued(state: AgentState, makeId: MakeId): Stepped {
  const [prompt, ...queued] = state.queued;
  return prompt === undefined ? still(state) : beginTurn({ ...state, queued }, prompt, makeId);
}

/**
 * Esc, Ctrl-C, or "No": the turn ends without any hook. Before anything came, the prompt returns into the input; what
 * was queued returns in any case.
 */
export function interrupt(state: AgentState): Stepped {
  const { turn } = state;
  if (turn === null) return still(state);
  const { call } = turn;
  const back = [...(turn.spoke ? [] : [turn.prompt]), ...state.queued, textOf(state.input)].filter((text) => text !== '').join('\n');
  const shown = call === null ? state : finished(state, call, 'stopped', []);
  const stopped: AgentState = {
    ...withBlocks(shown, { kind: 'error', text: 'Interrupted. What should the agent do instead?' }),
    turn: null,
    queued: [],
    input: lineOf(back),
    idleSince: state.now,
    serial: state.serial + 1,
  };
  return { state: stopped, effects: call?.dialog ? [{ kind: 'unask', dialog: call.dialog.id }] : [] };
}
