import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoginReply } from '#common/api.ts';
import { type Failure, httpStatus, type Result, success } from '#common/result.ts';
import type { StateFolder } from '#server/process/state-folder.ts';
import { type Address, type Addresses, addressesAt, parsePublicUrl } from './addresses.ts';
import { answerJson, answerLoginPage, answerRedirect, answerRefusal, answerUpgrade, setSecurityHeaders } from './answer.ts';
import { auditRefusal, type GateLog } from './audit.ts';
import { cookieName, readPresented } from './credential.ts';
import { decide, GATE_CHECKS, type GateCheck, type Knock, type Refusal, type Rules, TOO_MANY } from './decide.ts';
import type { Caller, Channel, Gate } from './gate.ts';
import type { Random } from './hashing.ts';
import { createLoginPage } from './login-page.ts';
import { readLoginToken } from './login-post.ts';
import { createOneTimeLinks } from './one-time-links.ts';
import { createRateLimit } from './rate-limit.ts';
import { LOGIN_PATH, readTarget, type Target } from './routes.ts';
import { addRequestHeader, scrubRequest } from './scrub-request.ts';
import { LOGIN_LIFE_S, openSecretStore } from './secret-store.ts';
import { pagePolicy, SILENT_POLICY } from './security-headers.ts';

export interface GateOptions {
  readonly state: Pick<StateFolder, 'gate' | 'token'>;
  /** The port that the server listens on; asked for each request, so that it may be known late. */
  readonly port: () => number;
  /** `BECKON_PUBLIC_URL` as given. */
  readonly publicUrl: string | null;
  readonly log: GateLog;
  /** Monotonic, in milliseconds. */
  readonly clock: () => number;
  /** Unix time in milliseconds; only the age of a login needs it. */
  readonly now?: () => number;
  readonly random?: Random;
  /** The checks in force; all, except where a test shows what one of them holds off. */
  readonly checks?: readonly GateCheck[];
}

/** Reads or makes the secrets and gives the gate. Fails when they cannot be read or written, or the public URL is none. */
export async function createGate(options: GateOptions): Promise<Result<Gate>> {
  const { log, clock, port, random = randomBytes, now = Date.now, checks = GATE_CHECKS } = options;
  const publicOrigin = parsePublicUrl(options.publicUrl);
  if (!publicOrigin.ok) return publicOrigin;
  const opened = await openSecretStore({ paths: options.state, random, now, mended: (what) => log.warn({ event: 'gate_mended' }, what) });
  if (!opened.ok) return opened;

  const secrets = opened.value;
  const cookie = cookieName(secrets.instanceId);
  const links = createOneTimeLinks(clock, random);
  const rateLimit = createRateLimit(clock);
  const loginPage = createLoginPage();
  const inForce = new Set(checks);
  const listeners = new Set<(login: string | null) => void>();
  const revoked = (login: string | null): void => {
    for (const listener of [...listeners]) listener(login);
  };

  let known: { port: number; addresses: Addresses } | null = null;
  const addresses = (): Addresses => {
    if (known?.port !== port()) known = { port: port(), addresses: addressesAt(port(), publicOrigin.value) };
    return known.addresses;
  };
  const rules = (): Rules => ({ addresses: addresses(), book: secrets, rateLimit, checks: inForce });

  const letIn = (request: IncomingMessage, response: ServerResponse, target: Target, address: Address): void => {
    scrubRequest(request, cookie, false);
    if (isForPrograms(target)) {
      setSecurityHeaders(response, SILENT_POLICY);
      response.setHeader('cache-control', 'no-store');
      return;
    }
    const nonce = random(16).toString('base64');
    const policy = pagePolicy(address, nonce);
    setSecurityHeaders(response, policy);
    if (target.kind === 'page') response.setHeader('cache-control', 'no-store');
    addRequestHeader(request, 'content-security-policy', policy);
    addRequestHeader(request, 'x-nonce', nonce);
  };

  const postLogin = async (request: IncomingMessage, response: ServerResponse, address: Address): Promise<Refusal | null> => {
    const token = await readLoginToken(request);
    if (token === null) {
      response.destroy();
      return null;
    }
    if (!token.ok) return refusal(token.error);
    const giveBack = links.take(token.value);
    if (giveBack === null) {
      const wait = inForce.has('rate-limit') ? rateLimit.fail('link') : null;
      return wait === null ? refusal(LINK_INVALID) : refusal(TOO_MANY, wait);
    }
    const login = await secrets.addLogin();
    if (!login.ok) {
      giveBack();
      return refusal(login.error);
    }
    const secure = address.origin.startsWith('https:') ? '; Secure' : '';
    response.setHeader(
      'set-cookie',
      `${cookie}=${login.value.cookie}; Path=/; Max-Age=${LOGIN_LIFE_S}; HttpOnly; SameSite=Strict${secure}`,
    );
    answerJson(request, response, 200, { key: login.value.key } satisfies LoginReply);
    log.info({ event: 'login', login: login.value.id }, 'A browser logged in with a link.');
    for (const dropped of login.value.dropped) revoked(dropped);
    return null;
  };

  const judgeUpgrade = (
    request: IncomingMessage,
    target: Target,
    channel: Channel,
  ): { kind: 'pass'; caller: Caller } | (Refusal & { kind: 'refuse' }) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.method !== 'GET') {
      return { kind: 'refuse', ...refusal({ code: 'invalid_request', message: 'Only WebSocket upgrades are taken here.' }) };
    }
    if (channel === 'unix') {
      return target.kind === 'socket' ? { kind: 'pass', caller: { kind: 'local' } } : { kind: 'refuse', ...refusal(NOTHING_HERE) };
    }
    const verdict = decide(readKnock(request, target, cookie, true), rules());
    if (verdict.kind === 'pass' || verdict.kind === 'refuse') return verdict;
    throw new Error(`An upgrade cannot be answered with ${verdict.kind}`);
  };

  const gate: Gate = {
    async admit(request, response, channel) {
      const target = readTarget(request.url ?? '', request.method ?? '');
      const refuse = (why: Refusal): null => {
        auditRefusal(log, request, why, { channel, upgrade: false });
        answerRefusal(request, response, why, isForPrograms(target) || target.kind === 'login' ? 'json' : 'text');
        return null;
      };
      if (channel === 'unix') {
        if (target.kind === 'internal') return refuse(refusal(NOTHING_HERE));
        letIn(request, response, target, addresses().canonical);
        return { kind: 'local' };
      }
      const verdict = decide(readKnock(request, target, cookie, false), rules());
      switch (verdict.kind) {
        case 'pass':
          letIn(request, response, target, verdict.address);
          return verdict.caller;
        case 'redirect':
          answerRedirect(request, response, verdict.location);
          return null;
        case 'login-page':
          if (verdict.why !== null) auditRefusal(log, request, { why: verdict.why, status: verdict.status }, { channel, upgrade: false });
          answerLoginPage(request, response, loginPage, verdict.status, verdict.retryAfter);
          return null;
        case 'login-post': {
          const refused = await postLogin(request, response, verdict.address);
          return refused === null ? null : refuse(refused);
        }
        case 'refuse':
          return refuse(verdict);
      }
    },

    admitUpgrade(request, socket, channel) {
      const target = readTarget(request.url ?? '', request.method ?? '');
      const verdict = judgeUpgrade(request, target, channel);
      if (verdict.kind === 'pass') {
        scrubRequest(request, cookie, true);
        return verdict.caller;
      }
      auditRefusal(log, request, verdict, { channel, upgrade: true });
      answerUpgrade(socket, verdict);
      return null;
    },

    link() {
      const { canonical, public: open } = addresses();
      return `${(open ?? canonical).origin}${LOGIN_PATH}#${links.issue()}`;
    },
    async logout(login) {
      const done = secrets.removeLogin(login);
      revoked(login);
      return done;
    },
    async rotate() {
      links.clear();
      const done = secrets.rotate();
      revoked(null);
      return done;
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return success(gate);
}

const NOTHING_HERE: Failure = { code: 'not_found', message: 'There is nothing at this address.' };
const LINK_INVALID: Failure = {
  code: 'link_invalid',
  message: 'This link was used already or is too old. Run npm start in the Beckon folder for a fresh one.',
};

/** The API, public parts included, and the socket: what scripts read, as opposed to what a browser shows. */
function isForPrograms({ kind, path }: Target): boolean {
  return kind === 'api' || kind === 'socket' || path.startsWith('/api/');
}

function refusal(why: Failure, retryAfter: number | null = null): Refusal {
  return { why, status: httpStatus(why.code), retryAfter };
}

function readKnock(request: IncomingMessage, target: Target, cookie: string, upgrade: boolean): Knock {
  const { headers } = request;
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    upgrade,
    method: request.method ?? '',
    target,
    host: hostCount(request) === 1 ? headers.host : undefined,
    origin: headers.origin,
    fetch: { site: one('sec-fetch-site'), mode: one('sec-fetch-mode'), dest: one('sec-fetch-dest') },
    accept: headers.accept,
    presented: readPresented(headers, cookie, upgrade ? target.query : null),
  };
}

/** Node keeps the first of several Host headers; what is behind the gate may read another. */
function hostCount(request: IncomingMessage): number {
  return request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
}
