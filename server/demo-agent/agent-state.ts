import type { Hook } from './hook.ts';
import type { Key } from './key-decoder.ts';
import { EMPTY_LINE, type PromptLine } from './prompt-line.ts';
import type { Mode, Step, ToolStep } from './stories.ts';

/** What the agent knows, what may happen to it, and what it wants done. All times are Unix milliseconds. */

export interface AgentState {
  readonly sessionId: string;
  readonly name: string | null;
  readonly cwd: string;
  /** Where the transcript of the conversation would be; part of every hook. */
  readonly configDir: string;
  readonly mode: Mode;
  readonly input: PromptLine;
  /** What is finished and scrolls away. */
  readonly blocks: readonly Block[];
  /** How many older blocks are forgotten, and how often the screen was cleared: what is painted already is known by these. */
  readonly forgotten: number;
  readonly cleared: number;
  readonly turn: Turn | null;
  readonly queued: readonly string[];
  /** Commands that need no permission any more. */
  readonly allowed: readonly string[];
  /** Of the last prompt; null before the first. */
  readonly promptId: string | null;
  /** Until when a second Ctrl-C or Ctrl-D ends it, and which of them. */
  readonly leaving: { readonly by: 'interrupt' | 'end-of-input'; readonly until: number } | null;
  readonly lastKeyAt: number;
  /** When the last turn ended, while nobody has been reminded of it; null otherwise. */
  readonly idleSince: number | null;
  readonly over: { readonly code: number } | null;
  readonly now: number;
  /** Counts turns, dialogs and waits: an answer to an older one is stale. */
  readonly serial: number;
}

export type Block =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'tool'; readonly step: ToolStep; readonly outcome: Outcome; readonly result: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };

/** `unneeded`: the file was not changed, and the result says why. */
export type Outcome = 'done' | 'failed' | 'unneeded' | 'stopped';

export interface Turn {
  readonly prompt: string;
  readonly steps: readonly Step[];
  /** The step under way. */
  readonly at: number;
  readonly startedAt: number;
  /** Whether anything has come yet. */
  readonly spoke: boolean;
  readonly call: Call | null;
  /** The last answer to a question. */
  readonly answer: string;
}

export interface Call {
  readonly step: ToolStep;
  readonly id: string;
  readonly startedAt: number;
  readonly dialog: Dialog | null;
}

export interface Dialog {
  readonly id: number;
  readonly options: readonly Option[];
  readonly chosen: number;
  readonly since: number;
  /** Whether the late reminder was sent. */
  readonly reminded: boolean;
}

export interface Option {
  readonly label: string;
  readonly detail?: string;
  readonly meaning: Decision;
}

/** What a dialog was answered with, at the keyboard or by a hook. */
export type Decision =
  | { readonly kind: 'allow' }
  | { readonly kind: 'always'; readonly rule: string }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'answer'; readonly label: string }
  | { readonly kind: 'refuse' };

export type AgentEvent =
  | { readonly kind: 'start'; readonly prompt: string | null }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'tick' }
  /** A wait is over, or a file was changed (with what came of it). */
  | { readonly kind: 'due'; readonly serial: number; readonly edited?: Edited }
  | { readonly kind: 'decided'; readonly dialog: number; readonly decision: HookDecision }
  | { readonly kind: 'hook-failed'; readonly event: string; readonly message: string }
  /** Asked to end by a signal; `code` is what it ends with. */
  | { readonly kind: 'signal'; readonly code: number };

export interface Edited {
  readonly outcome: Extract<Outcome, 'done' | 'unneeded'>;
  readonly result: string;
}

export type HookDecision =
  | { readonly behavior: 'allow'; readonly mode: Mode | null; readonly answer: string | null; readonly input: object | null }
  | { readonly behavior: 'deny'; readonly message: string; readonly interrupt: boolean };

export type Effect =
  /** Tells a hook; in order, each finished before the next wait ends. */
  | { readonly kind: 'hook'; readonly hook: Hook }
  /** Asks the hooks of a permission request, and holds the request open. */
  | { readonly kind: 'ask'; readonly dialog: number; readonly hook: Hook }
  /** Lets go of a request that is held open. */
  | { readonly kind: 'unask'; readonly dialog: number }
  | { readonly kind: 'wait'; readonly serial: number; readonly ms: number }
  | { readonly kind: 'edit'; readonly serial: number; readonly file: string; readonly before: string; readonly after: string };

export interface Stepped {
  readonly state: AgentState;
  readonly effects: readonly Effect[];
}

/** Makes ids: UUIDs in the program. */
export type MakeId = () => string;

export const still = (state: AgentState): Stepped => ({ state, effects: [] });

/** What comes after, with the effects of both in order. */
export function andThen({ state, effects }: Stepped, next: (state: AgentState) => Stepped): Stepped {
  const after = next(state);
  return { state: after.state, effects: [...effects, ...after.effects] };
}

/** Blocks that are kept, to be painted again at another width: more than fits any scrollback. */
const BLOCKS_MAX = 500;

export function withBlocks(state: AgentState, ...more: readonly Block[]): AgentState {
  const blocks = [...state.blocks, ...more];
  const over = Math.max(blocks.length - BLOCKS_MAX, 0);
  return { ...state, blocks: blocks.slice(over), forgotten: state.forgotten + over };
}

export interface Beginning {
  readonly sessionId: string;
  readonly name: string | null;
  readonly cwd: string;
  readonly configDir: string;
  readonly now: number;
}

export function beginning({ sessionId, name, cwd, configDir, now }: Beginning): AgentState {
  return {
    sessionId,
    name,
    cwd,
    configDir,
    mode: 'acceptEdits',
    input: EMPTY_LINE,
    blocks: [{ kind: 'welcome' }],
    forgotten: 0,
    cleared: 0,
    turn: null,
    queued: [],
    allowed: [],
    promptId: null,
    leaving: null,
    lastKeyAt: now,
    idleSince: null,
    over: null,
    now,
    serial: 0,
  };
}

/** The dialog that is open; null when there is none. */
export function openDialog(state: AgentState): Dialog | null {
  return state.turn?.call?.dialog ?? null;
}

/** What the live record says. */
export function recordStatus(state: AgentState): { status: 'busy' | 'idle' | 'waiting'; waitingFor?: string } {
  if (openDialog(state) !== null) return { status: 'waiting', waitingFor: 'permission prompt' };
  return { status: state.turn === null ? 'idle' : 'busy' };
}
