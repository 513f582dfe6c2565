import { parentPort } from 'node:worker_threads';
import type { FromScreens, ToScreens } from './screen-messages.ts';
import { ScreenTerminal } from './screen-terminal.ts';

/** The worker thread that holds the headless terminals: parsing never delays a key. */

const port = parentPort;
if (port === null) throw new Error('screen-worker runs as a worker thread');
const terminals = new Map<number, ScreenTerminal>();

function send(message: FromScreens): void {
  port?.postMessage(message, message.kind === 'serialized' ? [message.picture.data.buffer as ArrayBuffer] : []);
}

function open(message: Extract<ToScreens, { kind: 'open' }>): void {
  const { id } = message;
  const terminal = new ScreenTerminal(message, {
    parsed: (bytes) => send({ kind: 'parsed', id, bytes }),
    answer: (text) => send({ kind: 'answer', id, text }),
    title: (title) => send({ kind: 'title', id, title }),
    preview: (preview) => send({ kind: 'preview', id, ...preview }),
  });
  terminals.set(id, terminal);
  if (message.replay !== undefined) terminal.replay(message.replay);
}

/** Answers a request when everything before it is parsed; a failure of one terminal is told, not thrown. */
function answer(id: number, request: number, make: (terminal: ScreenTerminal) => FromScreens): void {
  const terminal = terminals.get(id);
  if (terminal === undefined) return send({ kind: 'failed', request, reason: 'its terminal is closed' });
  terminal.settled(() => {
    if (!terminals.has(id)) return send({ kind: 'failed', request, reason: 'its terminal was closed' });
    try {
      send(make(terminal));
    } catch (error) {
      send({ kind: 'failed', request, reason: String(error) });
    }
  });
}

port.on('message', (message: ToScreens) => {
  switch (message.kind) {
    case 'open':
      return open(message);
    case 'write':
      return terminals.get(message.id)?.write(message.bytes);
    case 'resize':
      return terminals.get(message.id)?.resize(message.cols, message.rows);
    case 'serialize':
      return answer(message.id, message.request, (terminal) => ({
        kind: 'serialized',
        request: message.request,
        picture: terminal.picture(),
      }));
    case 'text':
      return answer(message.id, message.request, (terminal) => ({
        kind: 'text',
        request: message.request,
        screen: terminal.text(message.scrollback),
      }));
    case 'preview':
      return terminals.get(message.id)?.preview(message.on);
    case 'close':
      terminals.get(message.id)?.dispose();
      terminals.delete(message.id);
  }
});
