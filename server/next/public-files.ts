import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What browsers fetch without a credential, by its path, and the type it has. */
const TYPES = {
  '/manifest.webmanifest': 'application/manifest+json',
  '/icon.svg': 'image/svg+xml',
  '/favicon.ico': 'image/x-icon',
} as const;

/**
 * Answers the few files that are public, from memory; false when a request is for something else. Next has no part in it:
 * so it never sees a byte of somebody who has no credential.
 */
export function openPublicFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Map(
    Object.entries(TYPES).map(([path, type]) => {
      const file = join(folder, path);
      return [path, { type, content: existsSync(file) ? readFileSync(file) : null }];
    }),
  );
  return (request, response) => {
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (file === undefined) return false;
    if (file.content === null) {
      response.writeHead(404, { 'cache-control': 'no-store', 'content-length': 0 }).end();
      return true;
    }
    response.writeHead(200, { 'cache-control': 'no-cache', 'content-type': file.type, 'content-length': file.content.length });
    response.end(request.method === 'HEAD' ? undefined : file.content);
    return true;
  };
}
