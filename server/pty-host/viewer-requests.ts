import type { HostRequest } from '#common/pty-host-protocol.ts';
import { type Result, success } from '#common/result.ts';
import type { PtySession } from './pty-session.ts';
import type { Viewer } from './viewer.ts';

/** What a client asks for a viewer that looks at a session. */
export type ViewerRequest = Exclude<Extract<HostRequest, { viewer: number }>, { op: 'detach' }>;

/** Carries it out; the answer is that to the request. */
export function askForViewer(viewer: Viewer, live: PtySession, body: ViewerRequest): Result<unknown> | Promise<Result<unknown>> {
  switch (body.op) {
    case 'resize':
      return live.viewers.resize(viewer, body);
    case 'taken':
      return live.input.taken(viewer);
    case 'reset':
      return live.reset(viewer);
    case 'appear':
      return live.appear(viewer, body.appearance);
    case 'visible':
      live.viewers.show(viewer, body.visible);
      return success(null);
    case 'take_over':
      live.viewers.takeOver(viewer, body);
      return success(null);
  }
}
