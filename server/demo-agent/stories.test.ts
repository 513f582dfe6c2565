import { expect, it } from 'vitest';
import { storyOf } from './stories.ts';

const kinds = (prompt: string) => storyOf(prompt).flatMap((step) => (step.kind === 'tool' ? step.tool.name : step.kind));

it.each([
  ['please ask for PERMISSION', 'Bash'],
  ['a question, please', 'AskUserQuestion'],
  ['plan it', 'ExitPlanMode'],
  ['fail', 'fail'],
  ['exit 3', 'exit'],
])('"%s" comes to %s', (prompt, kind) => expect(kinds(prompt)).toContain(kind));

it.each(['permissions of a file', 'exit 999', 'planning', ''])('"%s" is no word of its own: it shows everything', (prompt) => {
  expect(storyOf(prompt)).toBe(storyOf('hello'));
});

it('only an exit ends the program', () => {
  for (const prompt of ['hello', 'permission', 'question', 'plan', 'fail', 'long']) expect(kinds(prompt)).not.toContain('exit');
});
