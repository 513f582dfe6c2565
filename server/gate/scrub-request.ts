import type { IncomingMessage } from 'node:http';
import { CREDENTIAL_HEADER, CREDENTIAL_QUERY } from '#common/credential-store.ts';

/**
 * Headers that Next trusts as its own or a proxy's (internal subrequests, resumed renders, server actions, rewrites), and the
 * policy headers the gate sets itself. Next's own client navigation (`rsc`, `next-router-*`, `next-url`) stays.
 */
const FORBIDDEN_PREFIXES = [
  'x-middleware-',
  'x-nextjs-',
  'x-next-',
  'x-invoke-',
  'x-forwarded-',
  'x-now-',
  'x-vercel-',
  'x-prerender-',
  'x-action-',
];
const FORBIDDEN_NAMES = new Set([
  'content-security-policy',
  'content-security-policy-report-only',
  'forwarded',
  'next-action',
  'next-hmr-refresh',
  'next-resume',
  'x-http-method-override',
  'x-invocation-id',
  'x-matched-path',
  'x-nonce',
  'x-original-url',
  'x-real-ip',
  'x-rewrite-url',
]);
/** Cookies that switch a framework's preview or test modes. */
const FORBIDDEN_COOKIES = /^(?:__next|__prerender|next-)/;

/** The credential has done its work at the gate: behind it nothing can log it or hand it to a program. */
const CREDENTIAL_NAMES = new Set(['authorization', CREDENTIAL_HEADER]);

/** Takes out of a request what must not go on. `cookie`: the name of ours. */
export function scrubRequest(request: IncomingMessage, cookie: string, upgrade: boolean): void {
  const cookies = keptCookies(request.headers.cookie, cookie);
  for (const name of Object.keys(request.headers)) if (isForbidden(name)) delete request.headers[name];
  if (cookies === null) delete request.headers.cookie;
  else request.headers.cookie = cookies;

  // Hono builds its headers from the raw ones, Next from the parsed ones: both must tell the same.
  const raw: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? '';
    if (!isForbidden(name.toLowerCase()) && name.toLowerCase() !== 'cookie') raw.push(name, request.rawHeaders[at + 1] ?? '');
  }
  if (cookies !== null) raw.push('Cookie', cookies);
  request.rawHeaders.splice(0, request.rawHeaders.length, ...raw);

  if (upgrade) request.url = withoutKey(request.url ?? '/');
}

/** Hands a header to what is behind the gate, as if the client had sent it. */
export function addRequestHeader(request: IncomingMessage, name: string, value: string): void {
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

function isForbidden(name: string): boolean {
  return FORBIDDEN_NAMES.has(name) || CREDENTIAL_NAMES.has(name) || FORBIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix));
}

function keptCookies(header: string | undefined, ours: string): string | null {
  if (header === undefined) return null;
  const kept = header.split(';').filter((pair) => {
    const name = pair.split('=', 1)[0]?.trim() ?? '';
    return name !== '' && name !== ours && !FORBIDDEN_COOKIES.test(name);
  });
  return kept.length === 0 ? null : kept.join(';').trim();
}

function withoutKey(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1) return url;
  const query = new URLSearchParams(url.slice(mark + 1));
  query.delete(CREDENTIAL_QUERY);
  return query.size === 0 ? url.slice(0, mark) : `${url.slice(0, mark)}?${query}`;
}
