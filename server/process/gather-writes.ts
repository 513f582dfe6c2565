import type { Socket } from 'node:net';

/** To be called before a write: what one turn of the loop writes to a socket then goes out at its end, in one call of the system. */
export function gatherWrites(socket: Pick<Socket, 'cork' | 'uncork'>): () => void {
  let isGathering = false;
  return () => {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(() => {
      isGathering = false;
      socket.uncork();
    });
  };
}
