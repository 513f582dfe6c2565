import { type Failure, type FailureCode, httpStatus } from '#common/result.ts';
import { type Address, type Addresses, findAddress } from './addresses.ts';
import { type CredentialBook, judgeCredential, type Presented } from './credential.ts';
import { type FetchMetadata, isOwnSite, isTopNavigation } from './fetch-site.ts';
import type { Caller } from './gate.ts';
import { isOriginRight } from './origin.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Target } from './routes.ts';

/** The checks in their order. Each can be left out, so that tests can show what it alone holds off. */
export const GATE_CHECKS = ['host', 'fetch-site', 'origin', 'credential', 'rate-limit'] as const;
export type GateCheck = (typeof GATE_CHECKS)[number];

/** A request or an upgrade over TCP, reduced to what the gate looks at. */
export interface Knock {
  readonly upgrade: boolean;
  readonly method: string;
  readonly target: Target;
  /** Undefined when there is none, or more than one. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetch: FetchMetadata;
  readonly accept: string | undefined;
  readonly presented: Presented;
}

export interface Rules {
  readonly addresses: Addresses;
  readonly book: CredentialBook;
  readonly rateLimit: RateLimit;
  readonly checks: ReadonlySet<GateCheck>;
}

export interface Refusal {
  readonly why: Failure;
  readonly status: number;
  /** Whole seconds; null when waiting does not help. */
  readonly retryAfter: number | null;
  /** The methods that would be taken, with 405. */
  readonly allow?: string;
}

export type Verdict =
  | { readonly kind: 'pass'; readonly caller: Caller; readonly address: Address }
  | { readonly kind: 'redirect'; readonly location: string }
  /** The gate's own page. 200 where it was asked for, 401 or 429 in the place of a page that is not shown. */
  | { readonly kind: 'login-page'; readonly status: 200 | 401 | 429; readonly retryAfter: number | null; readonly why: Failure | null }
  | { readonly kind: 'login-post'; readonly address: Address }
  | ({ readonly kind: 'refuse' } & Refusal);

/** Who may speak: the one order of checks, for requests and upgrades. The only effect is the count of wrong credentials. */
export function decide(knock: Knock, rules: Rules): Verdict {
  const { upgrade, target, fetch } = knock;
  const { checks } = rules;
  const reads = knock.method === 'GET' || knock.method === 'HEAD';

  // 1. Host: name and port. A page of another name that points at us (DNS rebinding) ends here.
  const found = findAddress(knock.host, rules.addresses);
  if (found === null && checks.has('host')) {
    return refuse(
      'forbidden_host',
      `This server does not answer under that name and port. Open ${rules.addresses.canonical.origin}, or start Beckon with BECKON_PUBLIC_URL set to your address.`,
    );
  }
  const address = found ?? rules.addresses.canonical;
  const onlyPrograms = address.kind === 'loopback';
  const meansApi = target.kind === 'malformed' && target.path.startsWith('/api/'); // a program is told what is wrong, not sent on
  if (onlyPrograms && !meansApi && target.kind !== 'api' && target.kind !== 'socket' && target.kind !== 'open') {
    if (!reads || upgrade) return refuse('forbidden_host', `Pages live at ${rules.addresses.canonical.origin} only. Open it there.`);
    const wanted = target.path + (target.query === '' ? '' : `?${target.query}`);
    // A fixed origin and a path from its first slash on: even `//elsewhere` stays a path of ours.
    if (/^\/[\x21-\x7e]*$/.test(wanted)) return { kind: 'redirect', location: rules.addresses.canonical.origin + wanted };
  }
  if (target.kind === 'malformed')
    return refuse('invalid_request', 'The path is not a plain one. Leave out double slashes, dot segments and encoded slashes.');

  // 2. Who made the browser ask. A link on another page may open our login page, which then knows whether to go on.
  const navigation = reads && !upgrade && isTopNavigation(fetch, knock.accept);
  const open = target.kind === 'open';
  if (checks.has('fetch-site') && !isOwnSite(fetch, { reads, upgrade, open })) {
    const why: Failure = { code: 'forbidden_site', message: 'Another site asked for this. Beckon answers its own page only.' };
    if (!navigation || (target.kind !== 'page' && target.kind !== 'login')) return refuse(why.code, why.message);
    return { kind: 'login-page', status: target.kind === 'login' ? 200 : 401, retryAfter: null, why: target.kind === 'login' ? null : why };
  }

  // 3. Origin, exactly that of the address asked.
  const carriesCookie = knock.presented.cookies.length > 0;
  const postsLogin = target.kind === 'login' && !reads;
  const originRequired = postsLogin || (carriesCookie && (upgrade || !reads || target.kind === 'socket'));
  if (checks.has('origin') && !isOriginRight(knock.origin, address.origin, originRequired)) {
    return refuse('forbidden_origin', `Only pages of ${address.origin} may ask for this. Open Beckon there, or use the bearer token.`);
  }

  if (target.kind === 'internal' || (upgrade && target.kind !== 'socket')) return refuse('not_found', 'There is nothing at this address.');
  if (open && !upgrade) return { kind: 'pass', caller: { kind: 'anyone' }, address };
  if (target.kind === 'login') {
    if (reads) return { kind: 'login-page', status: 200, retryAfter: null, why: null };
    if (knock.method === 'POST') return { kind: 'login-post', address };
    return { ...refuse('method_not_allowed', 'The login page takes GET and POST.'), allow: 'GET, HEAD, POST' };
  }

  // 4. Credential; 5. rate limit, which only wrong credentials meet.
  const live = target.kind === 'api' || target.kind === 'socket';
  const presented = onlyPrograms ? { ...knock.presented, cookies: [] } : knock.presented;
  const verdict = judgeCredential(presented, live ? 'both' : 'cookie', rules.book);
  if (verdict.kind !== 'right' && checks.has('credential')) {
    const wait = verdict.kind === 'wrong' && checks.has('rate-limit') ? rules.rateLimit.fail('credential') : null;
    const why: Failure = wait === null ? NO_ACCESS : TOO_MANY;
    if (navigation && target.kind === 'page') return { kind: 'login-page', status: wait === null ? 401 : 429, retryAfter: wait, why };
    return { ...refuse(why.code, why.message), retryAfter: wait };
  }
  if (!live && !reads) return { ...refuse('method_not_allowed', 'Pages take GET and HEAD only. Changes go to /api.'), allow: 'GET, HEAD' };
  return { kind: 'pass', caller: verdict.kind === 'right' ? verdict.caller : { kind: 'anyone' }, address };
}

export const NO_ACCESS: Failure = {
  code: 'unauthorized',
  message: 'No access. Run `npm start` in the Beckon folder for a fresh link, or send the bearer token from the state folder.',
};
export const TOO_MANY: Failure = {
  code: 'rate_limited',
  message: 'Too many wrong credentials. Wait a minute, or use a right one, which works at once.',
};

function refuse(code: FailureCode, message: string): Extract<Verdict, { kind: 'refuse' }> {
  return { kind: 'refuse', why: { code, message }, status: httpStatus(code), retryAfter: null };
}
