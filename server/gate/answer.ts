import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from './decide.ts';
import type { LoginPage } from './login-page.ts';
import { loginPolicy, SECURITY_HEADERS, SILENT_POLICY } from './security-headers.ts';

/** How the gate itself answers. A refused body is read and thrown away by Node, at most until the request's time limit. */

export function setSecurityHeaders(response: ServerResponse, policy: string): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  response.setHeader('content-security-policy', policy);
}

export function answerRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal, form: 'json' | 'text'): void {
  setSecurityHeaders(response, SILENT_POLICY);
  if (refusal.retryAfter !== null) response.setHeader('retry-after', refusal.retryAfter);
  if (refusal.allow !== undefined) response.setHeader('allow', refusal.allow);
  const { code, message } = refusal.why;
  if (form === 'json') return answerJson(request, response, refusal.status, { error: { code, message } });
  send(request, response, refusal.status, 'text/plain; charset=utf-8', `${message}\n`);
}

export function answerJson(request: IncomingMessage, response: ServerResponse, status: number, body: unknown): void {
  setSecurityHeaders(response, SILENT_POLICY);
  send(request, response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

export function answerRedirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  setSecurityHeaders(response, SILENT_POLICY);
  response.setHeader('location', location);
  send(request, response, 307, 'text/plain; charset=utf-8', '');
}

export function answerLoginPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: LoginPage,
  status: number,
  retryAfter: number | null,
): void {
  setSecurityHeaders(response, loginPolicy(page.hashes));
  if (retryAfter !== null) response.setHeader('retry-after', retryAfter);
  send(request, response, status, 'text/html; charset=utf-8', page.html);
}

/**
 * Refuses an upgrade in plain HTTP and closes, so that no WebSocket and no engine packet ever begins. The socket is
 * destroyed when the answer is out: one that is only ended stays until the other side ends too, which may be never.
 */
export function answerUpgrade(socket: Duplex, refusal: Omit<Refusal, 'allow'>): void {
  socket.on('error', () => undefined); // the client is gone: it was to be sent away anyway
  const body = `${refusal.why.message}\n`;
  const headers = {
    ...SECURITY_HEADERS,
    'content-security-policy': SILENT_POLICY,
    'cache-control': 'no-store',
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(refusal.retryAfter === null ? {} : { 'retry-after': refusal.retryAfter }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Refused'}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
}

function send(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: string): void {
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', type);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(request.method === 'HEAD' ? undefined : body);
}
