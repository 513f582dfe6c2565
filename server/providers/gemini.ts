import { success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

export const gemini: Provider = {
  id: 'gemini',
  name: 'Gemini CLI',
  program: 'gemini',
  install: 'npm i -g @google/gemini-cli',
  takesPrompt: true,
  launch({ prompt, command, makeId }) {
    if (command !== undefined) return refuseCommand(gemini);
    const conversationId = makeId();
    // Joined with `=`, a value that begins with a dash stays a value.
    const args = ['--session-id', conversationId, ...(prompt === undefined ? [] : [`--prompt-interactive=${prompt}`])];
    return success({ program: 'gemini', args, conversationId });
  },
};
