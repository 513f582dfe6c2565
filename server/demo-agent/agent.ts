import { type AgentEvent, type AgentState, type MakeId, openDialog, type Stepped, still, andThen, withBlocks } from './agent-state.ts';
import * as tell from './hook-payloads.ts';
import type { Key } from './key-decoder.ts';
import { EMPTY_LINE, edit, insert, lineOf, type PromptLine, textOf } from './prompt-line.ts';
import type { Mode } from './stories.ts';
import { beginTurn, decide, decideByHook, due, interrupt } from './turn.ts';

/** A second Ctrl-C or Ctrl-D within this time ends the program, in milliseconds. */
const LEAVE_WITHIN_MS = 2000;
/** A dialog is brought to mind once, this long after it came and after the last key. Measured at Claude Code. */
const REMIND_AFTER_MS = 6000;
/** And so is the end of a turn. */
const IDLE_AFTER_MS = 60_000;

const HELP =
  'Words in a prompt choose what happens: permission, question, plan, fail, long, exit 3. Any other prompt shows everything. ' +
  'Shift+Tab changes the mode, Esc interrupts, /clear begins anew, /exit ends.';

/** What the agent is after an event, and what is to be done. `now` is Unix time in milliseconds. */
export function step(before: AgentState, event: AgentEvent, { now, makeId }: { now: number; makeId: MakeId }): Stepped {
  const state = { ...before, now };
  if (state.over !== null) return still(state);
  switch (event.kind) {
    case 'start': {
      const started: Stepped = { state, effects: [{ kind: 'hook', hook: tell.sessionStart(state, 'startup') }] };
      return andThen(started, (next) => (event.prompt === null ? still(next) : submit(next, event.prompt, makeId)));
    }
    case 'key':
      return typed({ ...state, lastKeyAt: now }, event.key, makeId);
    case 'tick':
      return remind(state.leaving !== null && now >= state.leaving.until ? { ...state, leaving: null } : state);
    case 'due':
      return due(state, event.serial, event.edited, makeId);
    case 'decided':
      return decideByHook(state, event.dialog, event.decision, makeId);
    case 'hook-failed':
      return still(withBlocks(state, { kind: 'error', text: `${event.event} hook error: ${event.message}` }));
    case 'signal':
      return leave({ ...state, turn: null }, event.code, 'other');
  }
}

function leave(state: AgentState, code: number, reason: 'prompt_input_exit' | 'other'): Stepped {
  return { state: { ...state, over: { code } }, effects: [{ kind: 'hook', hook: tell.sessionEnd(state, reason) }] };
}

/** The late notices: both wait until nobody has typed for a while. */
function remind(state: AgentState): Stepped {
  const dialog = openDialog(state);
  if (dialog !== null) {
    if (dialog.reminded || state.now - Math.max(dialog.since, state.lastKeyAt) < REMIND_AFTER_MS) return still(state);
    return {
      state: withDialog(state, { reminded: true }),
      effects: [{ kind: 'hook', hook: tell.notification(state, 'permission_prompt') }],
    };
  }
  if (state.idleSince === null || state.now - Math.max(state.idleSince, state.lastKeyAt) < IDLE_AFTER_MS) return still(state);
  return { state: { ...state, idleSince: null }, effects: [{ kind: 'hook', hook: tell.notification(state, 'idle_prompt') }] };
}

function withDialog(state: AgentState, change: { chosen?: number; reminded?: boolean }): AgentState {
  const { turn } = state;
  if (!turn?.call?.dialog) return state;
  return { ...state, turn: { ...turn, call: { ...turn.call, dialog: { ...turn.call.dialog, ...change } } } };
}

function typed(state: AgentState, key: Key, makeId: MakeId): Stepped {
  if (key.kind === 'interrupt' || key.kind === 'end-of-input') return leaving(state, key.kind);
  const calm = { ...state, leaving: null };
  return openDialog(calm) === null ? typedAtPrompt(calm, key, makeId) : typedAtDialog(calm, key, makeId);
}

/** Ctrl-C and Ctrl-D: they interrupt, else empty the line, else end the program at the second time. */
function leaving(state: AgentState, by: 'interrupt' | 'end-of-input'): Stepped {
  if (state.turn !== null) return by === 'interrupt' ? interrupt(state) : still(state);
  if (state.input.chars.length > 0) return still({ ...state, input: edit(state.input, by === 'interrupt' ? 'clear' : 'delete') });
  if (state.leaving?.by === by && state.now < state.leaving.until) return leave(state, 0, 'prompt_input_exit');
  return still({ ...state, leaving: { by, until: state.now + LEAVE_WITHIN_MS } });
}

function typedAtDialog(state: AgentState, key: Key, makeId: MakeId): Stepped {
  const dialog = openDialog(state);
  if (dialog === null) return still(state);
  const { options, chosen } = dialog;
  const move = (by: number) => still(withDialog(state, { chosen: (chosen + by + options.length) % options.length }));
  switch (key.kind) {
    case 'up':
      return move(-1);
    case 'down':
      return move(1);
    case 'enter': {
      const option = options[chosen];
      return option === undefined ? still(state) : decide(state, option.meaning, makeId);
    }
    case 'escape':
      return decide(state, { kind: 'refuse' }, makeId);
    case 'text': {
      const option = options[Number(key.text) - 1];
      return option === undefined ? still(state) : decide(state, option.meaning, makeId);
    }
    default:
      return still(state);
  }
}

const NEXT_MODE: Readonly<Record<Mode, Mode>> = { default: 'acceptEdits', acceptEdits: 'plan', plan: 'default' };

function typedAtPrompt(state: AgentState, key: Key, makeId: MakeId): Stepped {
  const write = (input: PromptLine) => still({ ...state, input });
  switch (key.kind) {
    case 'text':
    case 'paste':
      return write(insert(state.input, key.text));
    case 'edit':
      return write(edit(state.input, key.edit));
    case 'newline':
      return write(insert(state.input, '\n'));
    case 'enter': {
      // A backslash at the end makes a line break where a terminal has no key for it.
      if (textOf(state.input).endsWith('\\')) return write(lineOf(`${textOf(state.input).slice(0, -1)}\n`));
      return submit({ ...state, input: EMPTY_LINE }, textOf(state.input).trim(), makeId);
    }
    case 'up': {
      const last = state.blocks.findLast((block) => block.kind === 'prompt');
      return state.input.chars.length === 0 && last?.kind === 'prompt' ? write(lineOf(last.text)) : still(state);
    }
    case 'escape':
      return interrupt(state);
    case 'mode':
      return still({ ...state, mode: NEXT_MODE[state.mode] });
    default:
      return still(state);
  }
}

function submit(state: AgentState, text: string, makeId: MakeId): Stepped {
  if (text === '') return still(state);
  if (!text.startsWith('/')) {
    return state.turn === null ? beginTurn(state, text, makeId) : still({ ...state, queued: [...state.queued, text] });
  }
  switch (text) {
    case '/exit':
    case '/quit':
      return leave(state, 0, 'prompt_input_exit');
    case '/clear':
      return clear(state, makeId);
    case '/help':
      return still(withBlocks(state, { kind: 'note', text: HELP }));
    default:
      return still(withBlocks(state, { kind: 'note', text: `There is no command ${text}. Try /help, /clear or /exit.` }));
  }
}

/** A new conversation under a new id: not an end. */
function clear(state: AgentState, makeId: MakeId): Stepped {
  const anew: AgentState = {
    ...state,
    sessionId: makeId(),
    blocks: [{ kind: 'welcome' }],
    forgotten: 0,
    cleared: state.cleared + 1,
    promptId: null,
    turn: null,
    queued: [],
    allowed: [],
    idleSince: null,
    serial: state.serial + 1,
  };
  return {
    state: anew,
    effects: [
      { kind: 'hook', hook: tell.sessionEnd(state, 'clear') },
      { kind: 'hook', hook: tell.sessionStart(anew, 'clear') },
    ],
  };
}
