import { success } from '#common/result.ts';
import { type Provider, refuseCommand } from './provider.ts';

/** Our own scripted agent: it needs no account and no network. */
export const demo: Provider = {
  id: 'demo',
  name: 'Demo agent',
  program: null,
  install: null,
  takesPrompt: true,
  launch({ prompt, command, makeId, demoAgent }) {
    if (command !== undefined) return refuseCommand(demo);
    const conversationId = makeId();
    const { node, entry, config, scratch } = demoAgent;
    return success({
      program: node,
      args: [entry, '--session-id', conversationId, ...(prompt === undefined ? [] : ['--', prompt])],
      conversationId,
      env: { BECKON_DEMO_CONFIG: config, BECKON_DEMO_SCRATCH: scratch },
    });
  },
  liveRecords: ({ demoAgent }) => `${demoAgent.config}/sessions`,
};
