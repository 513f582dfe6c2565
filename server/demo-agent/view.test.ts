import { expect, it } from 'vitest';
import type { AgentState } from './agent-state.ts';
import { playAgent } from './played-agent.ts';
import { lineWidth } from './styled-line.ts';
import { blockLines, liveLines } from './view.ts';

const place = { cwd: '/home/me/.local/share/beckon/demo/scratch/webapp', home: '/home/me' };

const linesOf = (state: AgentState, width: number) => [
  ...state.blocks.flatMap((block) => blockLines(block, place, width)),
  ...liveLines(state, width),
];

const wordsOf = (state: AgentState, width: number) =>
  linesOf(state, width)
    .flatMap((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .split(/[\s│╭╮╰╯─]+/),
    )
    .filter(Boolean);

/** The states a person sees of a story: while it works, at each dialog, and at its end. */
function statesOf(prompt: string): AgentState[] {
  const agent = playAgent();
  agent.type(`${prompt}\r`);
  const states = [agent.state];
  for (let answers = 0; answers < 6 && agent.state.turn !== null; answers += 1) {
    agent.work();
    states.push(agent.state);
    if (agent.state.turn !== null) agent.type('1');
  }
  agent.type('and something that is typed while it works or rests, of some length');
  return [...states, agent.state];
}

const STORIES = ['permission', 'question', 'plan', 'fail', 'hello', 'exit 3'];

it.each(STORIES.flatMap((prompt) => [40, 50, 60, 80].map((cols) => [prompt, cols] as const)))(
  '"%s" in %i columns fits, and breaks no word',
  (prompt, cols) => {
    for (const state of statesOf(prompt)) {
      for (const line of linesOf(state, cols - 1)) expect(lineWidth(line)).toBeLessThanOrEqual(cols - 1);
      // A path may be longer than any line.
      const whole = new Set(wordsOf(state, 400).filter((word) => word.length <= 24));
      const broken = wordsOf(state, cols - 1).filter((word) => !whole.has(word) && !/[/.]/.test(word));
      expect(broken).toEqual([]);
    }
  },
);
