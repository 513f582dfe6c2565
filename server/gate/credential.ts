import type { IncomingHttpHeaders } from 'node:http';
import { CREDENTIAL_HEADER, CREDENTIAL_QUERY } from '#common/credential-store.ts';
import type { Caller } from './gate.ts';

/** What a request shows to prove who it is from. */
export interface Presented {
  /** Values of our cookie; more than one when another path or name planted its own. */
  readonly cookies: readonly string[];
  /** The second value of a page. */
  readonly key: string | null;
  readonly bearer: string | null;
}

/** Who knows the secrets. `key` null asks about the cookie alone. */
export interface CredentialBook {
  findLogin(cookie: string, key: string | null): string | null;
  isBearer(token: string): boolean;
}

/** `wrong`: something was shown that is not right, perhaps a guess. `none`: nothing, or only half of what is needed. */
export type CredentialVerdict =
  | { readonly kind: 'right'; readonly caller: Caller }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'none' };

/** Longer than any secret of ours; a longer value is wrong without being hashed. */
const VALUE_MAX = 200;
const COOKIES_MAX = 4;

/** A cookie's name carries the instance: cookies ignore ports, so two hubs would overwrite each other's. */
export function cookieName(instanceId: string): string {
  return `beckon_${instanceId}`;
}

/**
 * Reads the credential. The key is taken from the header on HTTP and from the query at an upgrade, where a page can set no
 * header; cookie and bearer are never taken from a query.
 */
export function readPresented(headers: IncomingHttpHeaders, name: string, upgradeQuery: string | null): Presented {
  const header = headers[CREDENTIAL_HEADER];
  const keys =
    upgradeQuery === null ? (typeof header === 'string' ? [header] : []) : new URLSearchParams(upgradeQuery).getAll(CREDENTIAL_QUERY);
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
  return { cookies: readCookies(headers.cookie, name), key: keys.length === 1 ? (keys[0] ?? null) : null, bearer };
}

function readCookies(header: string | undefined, name: string): string[] {
  if (header === undefined) return [];
  const values: string[] = [];
  for (const pair of header.split(';')) {
    const mark = pair.indexOf('=');
    if (mark !== -1 && pair.slice(0, mark).trim() === name) values.push(pair.slice(mark + 1).trim());
  }
  return values.slice(0, COOKIES_MAX);
}

/**
 * Judges what was shown. `needs`: `cookie` for pages and files, which hold no live data; `both` for the API and the socket.
 * One right credential is enough, whatever wrong one lies beside it.
 */
export function judgeCredential(presented: Presented, needs: 'cookie' | 'both', book: CredentialBook): CredentialVerdict {
  const { cookies, key, bearer } = presented;
  const fits = (value: string): boolean => value !== '' && value.length <= VALUE_MAX;
  if (bearer !== null && fits(bearer) && book.isBearer(bearer)) return { kind: 'right', caller: { kind: 'bearer' } };
  const second = needs === 'both' ? key : null;
  if (needs === 'cookie' || key !== null) {
    for (const cookie of cookies) {
      if (!fits(cookie) || (second !== null && !fits(second))) continue;
      const login = book.findLogin(cookie, second);
      if (login !== null) return { kind: 'right', caller: { kind: 'page', login } };
    }
  }
  const guessed = bearer !== null || (cookies.length > 0 && (needs === 'cookie' || key !== null));
  return { kind: guessed ? 'wrong' : 'none' };
}
