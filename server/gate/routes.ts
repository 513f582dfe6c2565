import { SOCKET_PATH } from '#common/protocol.ts';

/** What is public without a credential. The whole list; everything else needs one. */
export const PUBLIC_ROUTES = [
  { path: '/login', methods: ['GET', 'HEAD', 'POST'] },
  { path: '/api/health', methods: ['GET', 'HEAD'] },
  { path: '/manifest.webmanifest', methods: ['GET', 'HEAD'] },
  { path: '/icon.svg', methods: ['GET', 'HEAD'] },
  { path: '/favicon.ico', methods: ['GET', 'HEAD'] },
] as const;

export const LOGIN_PATH = '/login';
const API_PREFIX = '/api';

/**
 * `internal`: never served, credential or not. `open`: public. `static`: files of the build, which hold no data. `page`: all
 * the rest. `malformed`: two readers could take it for two different paths.
 */
export type RouteKind = 'login' | 'open' | 'api' | 'socket' | 'static' | 'page' | 'internal' | 'malformed';

export interface Target {
  readonly kind: RouteKind;
  /** Without the query, as sent. */
  readonly path: string;
  readonly query: string;
}

/** Reads a request target (`/path?query`). */
export function readTarget(target: string, method: string): Target {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  return { kind: routeKind(path, method), path, query };
}

function routeKind(path: string, method: string): RouteKind {
  const read = plainPath(path);
  if (read === null) return 'malformed';
  if (path === LOGIN_PATH) return 'login';
  if (PUBLIC_ROUTES.some((route) => route.path === path && route.methods.some((each) => each === method))) return 'open';
  // Classes that ask for more than a page are found by the loosest reading, so that no spelling gets by.
  const loose = read.toLowerCase();
  if (loose === API_PREFIX || loose.startsWith(`${API_PREFIX}/`)) return 'api';
  if (loose.startsWith(SOCKET_PATH)) return 'socket'; // engine.io compares the prefix only
  if (loose.startsWith('/_next/static/')) return 'static';
  if (loose.startsWith('/_next') || loose.startsWith('/__next')) return 'internal';
  return 'page';
}

/** The path with its escapes decoded; null when it is not plainly one path: `//x`, `/a/../b`, `\`, a second layer of escapes. */
function plainPath(path: string): string | null {
  if (!path.startsWith('/') || !/^[\x21-\x7e]+$/.test(path)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null; // not UTF-8: no reader agrees with another about it
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is its purpose
  if (/[\u0000-\u001f\u007f\\]|\/\/|%[0-9a-f]{2}/i.test(decoded)) return null;
  if (/%2f/i.test(path)) return null;
  return decoded.split('/').some((part) => part === '.' || part === '..') ? null : decoded;
}
