import { PAGE_FULL, SOCKET_CUT } from '#common/limits.ts';
import type { PageSocket } from './page-socket.ts';

/** How much of what a page was sent it has not read, as far as that can be seen from here: what the system did not take from us. */
export interface PageRoom {
  /** More than it should have: what can wait, waits. */
  isFull(): boolean;
}

/**
 * Watches the connection of a page. `drained` is called when there may be room again. A page that leaves more than SOCKET_CUT unread
 * is cut off: it comes back to a fresh start.
 */
export function watchRoom({ conn }: Pick<PageSocket, 'conn'>, drained: () => void): PageRoom {
  const { socket } = conn.request;
  /** Given to engine.io, which has not given it on. */
  let held = 0;
  const unread = () => held + socket.writableLength;
  conn.on('packetCreate', ({ data }: { data?: unknown }) => {
    held += typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
    if (unread() > SOCKET_CUT) conn.close(true);
  });
  conn.on('drain', () => {
    held = 0;
    drained();
  });
  socket.on('drain', drained);
  return { isFull: () => unread() > PAGE_FULL };
}
