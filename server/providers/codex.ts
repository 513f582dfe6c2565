import { success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

export const codex: Provider = {
  id: 'codex',
  name: 'Codex',
  program: 'codex',
  install: 'npm i -g @openai/codex',
  takesPrompt: true,
  launch({ prompt, command }) {
    if (command !== undefined) return refuseCommand(codex);
    // Without --no-daemon it leaves a background server behind that outlives the session.
    return success({ program: 'codex', args: ['--no-daemon', ...(prompt === undefined ? [] : ['--', prompt])] });
  },
};
