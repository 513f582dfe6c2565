import type { Context, MiddlewareHandler } from 'hono';
import { type Failure, type Result, success } from '#common/result.ts';

/**
 * Refuses bodies above `max` bytes: by what they say of themselves, else counted while they are read. Hono's own makes a
 * Request of a Request for the latter, which takes the adapter's classes in place of the global ones.
 */
export function limitBody(max: number, refuse: (c: Context, error: Failure) => Response): MiddlewareHandler {
  return async (c, next) => {
    const { raw } = c.req;
    if (!raw.headers.has('transfer-encoding')) {
      // Node reads no more than the length that is given.
      return Number(raw.headers.get('content-length') ?? 0) > max ? refuse(c, tooLarge(max)) : next();
    }
    const body = await readCounted(raw.body, max);
    if (!body.ok) return refuse(c, body.error);
    const headers = new Headers(raw.headers);
    headers.delete('transfer-encoding');
    c.req.raw = new Request(raw.url, {
      method: raw.method,
      headers,
      ...(raw.method === 'GET' || raw.method === 'HEAD' ? {} : { body: body.value }),
    });
    return next();
  };
}

async function readCounted(body: Request['body'], max: number): Promise<Result<Buffer<ArrayBuffer>>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > max) {
      void discardRest(reader);
      return { ok: false, error: tooLarge(max) };
    }
    chunks.push(value);
  }
  return success(Buffer.concat(chunks));
}

/**
 * Lets the rest flow by, unkept: what is left unread would hold up the connection, and the next request on it would be cut
 * off with it. The time a request may take bounds it (http-limits.ts).
 */
async function discardRest(reader: { read(): Promise<{ done: boolean }> }): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // the client broke off, or took too long: nobody waits for the rest
  }
}

function tooLarge(max: number): Failure {
  return { code: 'too_large', message: `A body has at most ${max} bytes. Send less, or in pieces.` };
}
