import type { ViewerNotice } from '#common/pty-host-protocol.ts';
import type { ViewerListener } from '#server/hosts/host.ts';
import type { PageSocket } from './page-socket.ts';
import type { PageQueue } from './page-queue.ts';

export interface OutletParts {
  socket: Pick<PageSocket, 'conn' | 'emit'>;
  queue: PageQueue;
  /** The viewer is no more. */
  onClosed: (viewer: number) => void;
}

/**
 * What a viewer's terminal gets, unchanged and in order. It learns its number from the answer to its attach, so what the
 * pty host sends before that answer is out waits here: at most what a viewer's credit allows.
 */
export function createOutlet({ socket, queue, onClosed }: OutletParts): ViewerListener & { open(viewer: number): void } {
  let early: (() => void)[] | null = [];
  let viewer = 0;

  function inTurn(send: () => void): void {
    if (early === null) send();
    else early.push(send);
  }

  function notify(notice: ViewerNotice): void {
    const give = () => socket.emit('terminal:notice', { viewer, notice });
    if (notice.kind !== 'closed') return queue.send(viewer, notice.kind === 'owner' ? { give, kind: 'owner' } : { give });
    onClosed(viewer); // what waited for it concerns nobody
    give();
  }

  return {
    frame: (frame) => inTurn(() => queue.send(viewer, { give: () => socket.conn.write(frame) })),
    notice: (notice) => inTurn(() => notify(notice)),
    open(id) {
      viewer = id;
      const held = early ?? [];
      early = null;
      for (const each of held) each();
    },
  };
}
