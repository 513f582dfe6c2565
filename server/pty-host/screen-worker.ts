import { parentPort } from 'node:worker_threads';
import type { FromScreens } from './screen-messages.ts';
import { createScreenService } from './screen-service.ts';

/** The worker thread that holds the headless terminals: parsing never delays a key. */

const port = parentPort;
if (port === null) throw new Error('screen-worker runs as a worker thread');

function send(message: FromScreens): void {
  const moved = message.kind === 'serialized' || message.kind === 'screen' ? message.picture.data.buffer : null;
  port?.postMessage(message, moved === null ? [] : [moved as ArrayBuffer]);
}

port.on('message', createScreenService(send));
