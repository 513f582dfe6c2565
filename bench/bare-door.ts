import { once } from 'node:events';
import { WebSocket } from 'ws';
import { PROMPT } from './shell.ts';
import { type Door, type Terminal, untilText } from './terminal.ts';

/** The anchor as seen by its viewers: each terminal is a WebSocket. */
export function createBareDoor(port: number): Door {
  return {
    async open() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      const terminal = overSocket(socket);
      const ready = untilText(terminal, PROMPT);
      await once(socket, 'open');
      await ready;
      return terminal;
    },
    close: () => undefined, // the terminals hold the connections
  };
}

function overSocket(socket: WebSocket): Terminal {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  socket.on('message', (data: Buffer) => {
    for (const listener of listeners) listener(data);
  });
  return {
    type: (text) => socket.send(Buffer.from(text)),
    onBytes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
