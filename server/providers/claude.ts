import { success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

export const claude: Provider = {
  id: 'claude',
  name: 'Claude Code',
  program: 'claude',
  install: 'npm i -g @anthropic-ai/claude-code',
  takesPrompt: true,
  launch({ prompt, command, makeId }) {
    if (command !== undefined) return refuseCommand(claude);
    const conversationId = makeId();
    // Behind `--` a prompt that begins with a dash stays a prompt.
    const args = ['--session-id', conversationId, ...(prompt === undefined ? [] : ['--', prompt])];
    return success({ program: 'claude', args, conversationId });
  },
  liveRecords: ({ env }) => `${env.CLAUDE_CONFIG_DIR ?? `${env.HOME ?? ''}/.claude`}/sessions`,
};
