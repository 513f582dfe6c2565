import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * The little we use of Next's server; `server/tsconfig.json` reads it in place of Next's own types. Those make NODE_ENV
 * a required field of every environment and bring the browser's globals along: in the server both hide mistakes.
 */
interface NextServer {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

export default function next(options: { dev: boolean; dir: string; quiet: boolean; httpServer: Server }): NextServer;
