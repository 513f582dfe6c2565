import type { Failure } from '#common/result.ts';

/** What a client hears whose versions this pty host does not speak; `sessions` run in it. */
export function incompatible(sessions: number): Failure {
  return {
    code: 'pty_host_incompatible',
    message: `The running pty host speaks another protocol version and holds ${sessions} running session${sessions === 1 ? '' : 's'}. End them in the Beckon that started them; it then ends by itself, and a new one starts.`,
  };
}
