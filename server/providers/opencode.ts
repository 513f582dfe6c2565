import { success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

export const opencode: Provider = {
  id: 'opencode',
  name: 'opencode',
  program: 'opencode',
  install: 'npm i -g opencode-ai',
  takesPrompt: true,
  launch({ prompt, command }) {
    if (command !== undefined) return refuseCommand(opencode);
    // Joined with `=`, a value that begins with a dash stays a value.
    return success({ program: 'opencode', args: prompt === undefined ? [] : [`--prompt=${prompt}`] });
  },
};
