import { type AgentState, openDialog } from './agent-state.ts';

/** A working agent's title turns between these two, this often, in milliseconds; all else has the star. */
const FRAMES = ['⠂', '⠐'];
const FRAME_MS = 960;
const RESTS = '✳';

/** The text of the title bar; empty when the program ends. */
export function titleOf(state: AgentState): string {
  if (state.over !== null) return '';
  const works = state.turn !== null && openDialog(state) === null;
  const mark = works ? FRAMES[Math.floor((state.now - state.turn.startedAt) / FRAME_MS) % FRAMES.length] : RESTS;
  return `${mark} ${state.name ?? 'Demo agent'}`;
}

export function titleSequence(title: string): string {
  return `\x1b]0;${title}\x07`;
}

/** Progress (OSC 9;4) is for terminals that are known to show it: on while a turn lasts, also while a dialog is open. */
export function knowsProgress(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.TERM_PROGRAM === 'ghostty' && env.TERM_PROGRAM_VERSION !== undefined;
}

export function progressSequence(state: AgentState): string {
  return `\x1b]9;4;${state.turn === null || state.over !== null ? 0 : 3}\x07`;
}
