import { request } from 'node:http';
import { linkSchema } from '#common/api.ts';

const WAIT_MS = 3000;

/** Asks the hub that listens on a unix socket for a fresh login link; null when it does not give one in time. */
export function askForLink(socketPath: string): Promise<string | null> {
  return new Promise((resolve) => {
    const asked = request(
      { socketPath, path: '/api/links', method: 'POST', headers: { host: 'localhost' }, timeout: WAIT_MS },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(readLink(Buffer.concat(chunks).toString('utf8'))));
        response.on('error', () => resolve(null));
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(null)); // nobody listens there, or nobody answers: the caller says so
    asked.end();
  });
}

function readLink(text: string): string | null {
  try {
    return linkSchema.parse(JSON.parse(text)).url;
  } catch {
    return null; // a refusal, or not our hub
  }
}
