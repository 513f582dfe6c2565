import { failure, type Result, success } from '#common/result.ts';

/** The names under which the hub may be addressed, and the one origin that belongs to each. */

/** A name of our own: on the bare `localhost` every other server of this machine would receive our cookies. */
export const CANONICAL_NAME = 'beckon.localhost';
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const;

/**
 * How a request addressed us. `canonical` and `public`: pages live there, cookies count. `loopback`: a bearer token counts,
 * pages are sent on to the canonical name.
 */
export type AddressKind = 'canonical' | 'public' | 'loopback';

export interface Address {
  readonly kind: AddressKind;
  /** The Host header in lower case: name and port, the port left out where it is the scheme's own. */
  readonly host: string;
  /** Scheme, name and port: what an Origin header must be equal to. */
  readonly origin: string;
}

export interface Addresses {
  readonly canonical: Address;
  readonly public: Address | null;
  readonly loopback: readonly Address[];
}

export function addressesAt(port: number, publicOrigin: string | null): Addresses {
  return {
    canonical: address('canonical', `http://${CANONICAL_NAME}:${port}`),
    public: publicOrigin === null ? null : address('public', publicOrigin),
    loopback: LOOPBACK_NAMES.map((name) => address('loopback', `http://${name}:${port}`)),
  };
}

function address(kind: AddressKind, url: string): Address {
  const { host, origin } = new URL(url);
  return { kind, host, origin };
}

/** Host allowlist: the address that a Host header names, null when it is none of ours. The public one wins over loopback. */
export function findAddress(host: string | undefined, addresses: Addresses): Address | null {
  if (host === undefined) return null;
  const asked = host.toLowerCase();
  const known = [addresses.canonical, ...(addresses.public === null ? [] : [addresses.public]), ...addresses.loopback];
  return known.find((each) => each.host === asked) ?? null;
}

/** The origin of `BECKON_PUBLIC_URL`; null stays null. The rest of the URL must be empty: Beckon lives at the root of a name. */
export function parsePublicUrl(text: string | null): Result<string | null> {
  if (text === null) return success(null);
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url === null || !bare || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return failure(
      'argument_invalid',
      `BECKON_PUBLIC_URL must be an http or https address without a path, such as https://beckon.example.com; it is ${JSON.stringify(text.slice(0, 200))}.`,
    );
  }
  return success(url.origin);
}
