import type { IncomingMessage } from 'node:http';
import type { Failure } from '#common/result.ts';
import type { Log } from '#server/log.ts';
import type { Channel } from './gate.ts';

/** Where the gate writes what it refused. */
export type GateLog = Pick<Log, 'info' | 'warn'>;

/** One line per refusal. No query, no header that carries a credential, and no part of a path that may be one. */
export function auditRefusal(
  log: GateLog,
  request: IncomingMessage,
  refusal: { why: Failure; status: number },
  how: { channel: Channel; upgrade: boolean },
): void {
  const { headers } = request;
  log.warn(
    {
      event: 'gate_refused',
      code: refusal.why.code,
      status: refusal.status,
      method: request.method,
      path: printable((request.url ?? '').split(/[?#]/, 1)[0] ?? '', 200),
      host: printable(headers.host, 100),
      origin: printable(headers.origin, 100),
      site: printable(headers['sec-fetch-site'], 20),
      ...how,
    },
    'The gate refused a request.',
  );
}

/** Text of a stranger's: short, on one line, and without anything as long and even as a secret. */
function printable(text: string | undefined, max: number): string | undefined {
  return text
    ?.replace(/[^\x20-\x7e]/g, '?')
    .replace(/[A-Za-z0-9_-]{32,}/g, '[cut]')
    .slice(0, max);
}
