import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loginReplySchema } from '#common/api.ts';
import { CREDENTIAL_HEADER } from '#common/credential-store.ts';
import type { Answer, HubProcess } from './hub-process.ts';

/** The three kinds of callers of the API, each with what it shows of itself. */
export interface Caller {
  readonly kind: 'page' | 'bearer' | 'unix';
  /** `body`: a value sent as JSON, or text sent as it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface PageCaller extends Caller {
  /** `name=value` */
  readonly cookie: string;
  readonly key: string;
  /** What its browser sends with each request. */
  readonly headers: Record<string, string>;
}

/** The headers of a page's own request, without a credential. */
export function fromOwnPage(hub: HubProcess): Record<string, string> {
  return { host: new URL(hub.origin).host, origin: hub.origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
}

/** Posts a link's token, as the login page does. */
export function postLogin(hub: HubProcess, token: string, headers: Record<string, string> = {}): Promise<Answer> {
  const json = { 'content-type': 'application/json' };
  return hub.knock('POST', '/login', { ...fromOwnPage(hub), ...json, ...headers }, JSON.stringify({ token }));
}

export async function pageCaller(hub: HubProcess): Promise<PageCaller> {
  const answer = await postLogin(hub, new URL(await hub.link()).hash.slice(1));
  if (answer.status !== 200) throw new Error(answer.text);
  const cookie = [answer.headers['set-cookie']].flat()[0]?.split(';', 1)[0] ?? '';
  const { key } = loginReplySchema.parse(answer.json);
  const headers = { ...fromOwnPage(hub), cookie, [CREDENTIAL_HEADER]: key };
  return { kind: 'page', cookie, key, headers, call: overTcp(hub, headers) };
}

export function bearerToken(hub: HubProcess): string {
  return readFileSync(join(hub.state, 'token'), 'utf8').trim();
}

export function bearerCaller(hub: HubProcess): Caller {
  return { kind: 'bearer', call: overTcp(hub, { authorization: `Bearer ${bearerToken(hub)}` }) };
}

export function unixCaller(hub: HubProcess): Caller {
  return { kind: 'unix', call: (...call) => hub.call(...call) };
}

export const CALLERS: Record<Caller['kind'], (hub: HubProcess) => Promise<Caller> | Caller> = {
  page: pageCaller,
  bearer: bearerCaller,
  unix: unixCaller,
};

function overTcp(hub: HubProcess, own: Record<string, string>): Caller['call'] {
  return (method, path, body, headers = {}) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    return hub.knock(method, path, { ...own, ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, text);
  };
}
