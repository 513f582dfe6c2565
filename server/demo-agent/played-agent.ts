import { step } from './agent.ts';
import { type AgentEvent, type AgentState, beginning, type Effect, recordStatus } from './agent-state.ts';
import { createKeyDecoder } from './key-decoder.ts';

/** The agent's machine on a clock of its own: waits are over when the test says so, hooks and record are written down. */
export interface PlayedAgent {
  readonly state: AgentState;
  /** Events of hooks in order; a PermissionRequest is `PermissionRequest <tool>`. */
  readonly hooks: string[];
  readonly payloads: Readonly<Record<string, unknown>>[];
  /** What the live record said, one entry for each change: `idle`, `busy`, `waiting`. */
  readonly record: string[];
  readonly released: number[];
  happen(event: AgentEvent): void;
  type(text: string): void;
  pass(ms: number): void;
  /** Until a dialog is open, the turn is over, or the program is. */
  work(): void;
}

export function playAgent({ edits = true } = {}): PlayedAgent {
  const place = { sessionId: 'session-0', name: null, cwd: '/srv/webapp', configDir: '/config', now: 0 };
  let state = beginning(place);
  let ids = 0;
  let now = 0;
  let due: { at: number; event: AgentEvent }[] = [];
  const keys = createKeyDecoder();
  const agent: PlayedAgent = {
    get state() {
      return state;
    },
    hooks: [],
    payloads: [],
    record: [],
    released: [],
    happen(event) {
      ids += 1;
      const stepped = step(state, event, { now, makeId: () => `id-${ids++}` });
      state = stepped.state;
      for (const effect of stepped.effects) carryOut(effect);
      const { status } = recordStatus(state);
      if (agent.record.at(-1) !== status) agent.record.push(status);
    },
    type(text) {
      for (const key of [...keys.take(text), ...keys.settle()]) agent.happen({ kind: 'key', key });
    },
    pass(ms) {
      now += ms;
      agent.happen({ kind: 'tick' });
    },
    work() {
      while (state.turn !== null && state.over === null && !state.turn.call?.dialog) {
        const [next, ...rest] = due.sort((a, b) => a.at - b.at);
        if (next === undefined) throw new Error('It waits for nothing.');
        due = rest;
        now = Math.max(now, next.at);
        agent.happen(next.event);
      }
    },
  };

  function carryOut(effect: Effect): void {
    if (effect.kind === 'hook' || effect.kind === 'ask') {
      const { event, payload } = effect.hook;
      agent.hooks.push('tool_name' in payload && effect.kind === 'ask' ? `${event} ${payload.tool_name}` : event);
      agent.payloads.push(payload);
    } else if (effect.kind === 'unask') agent.released.push(effect.dialog);
    else if (effect.kind === 'wait') due.push({ at: now + effect.ms, event: { kind: 'due', serial: effect.serial } });
    else {
      const edited = edits
        ? ({ outcome: 'done', result: 'Updated' } as const)
        : ({ outcome: 'unneeded', result: 'Left as it is' } as const);
      due.push({ at: now, event: { kind: 'due', serial: effect.serial, edited } });
    }
  }
  agent.happen({ kind: 'start', prompt: null });
  return agent;
}
