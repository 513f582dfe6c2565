import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { failure, type Result, success } from '#common/result.ts';
import { openPublicFiles } from './public-files.ts';

/** The pages, built by Next before: shells without live data. */
export interface Pages {
  /** Answers a GET or HEAD. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A path without a page: Next answers it with 404 and the page that says so. */
const NO_PAGE = '/no-such-page';

/** Whether a request is for the gallery or a part of it, however its path is written. */
export function isGallery(url: string): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return /^\/+gallery(?:[/.]|$)/i.test(decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // no page has such a path
  }
}

/** Loads the built pages of the app in `dir`. `hasGallery`: also the one that only those who build Beckon need. */
export async function openPages(dir: string, { hasGallery }: { hasGallery: boolean }): Promise<Result<Pages>> {
  if (!existsSync(join(dir, '.next', 'BUILD_ID'))) {
    return failure(
      'io_failed',
      `The pages are not built: there is no .next/BUILD_ID in ${dir}. Start Beckon with \`npm start\`, which builds them.`,
    );
  }
  // Loaded here and not at the top: Next reads NODE_ENV and its own settings as it loads.
  const { default: next } = await import('next');
  // Next would add an upgrade listener to the server of the first request, past the gate. It gets a server that nobody calls.
  const nobody = new EventEmitter() as Server;
  const app = next({ dev: false, dir, quiet: true, httpServer: nobody });
  await app.prepare();
  const handle = app.getRequestHandler();
  const answerPublicFile = openPublicFiles(join(dir, 'public'));
  return success({
    async handle(request, response) {
      if (answerPublicFile(request, response)) return;
      if (!hasGallery && isGallery(request.url ?? '')) request.url = NO_PAGE;
      await handle(request, response);
    },
  });
}
