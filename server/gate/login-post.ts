import type { IncomingMessage } from 'node:http';
import { loginSchema } from '#common/api.ts';
import { failure, type Result, success } from '#common/result.ts';

/** The only body that is read before anybody has logged in. In bytes. */
export const LOGIN_BODY_MAX = 4 * 1024;

/** The token that a login posts. Null when the client left before its end. */
export async function readLoginToken(request: IncomingMessage): Promise<Result<string> | null> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json' || request.headers['content-encoding'] !== undefined) {
    return failure('unsupported_media_type', 'A login is posted as application/json. Open the link in a browser instead.');
  }
  const body = await readBody(request);
  if (body === null) return null;
  if (!body.ok) return body;
  const parsed = loginSchema.safeParse(parseJson(body.value));
  return parsed.success
    ? success(parsed.data.token)
    : failure('invalid_request', 'A login is {"token": "..."} and nothing more. Open the link in a browser instead.');
}

function readBody(request: IncomingMessage): Promise<Result<string> | null> {
  const tooLarge = failure('too_large', `A login has at most ${LOGIN_BODY_MAX} bytes. Open the link in a browser instead.`);
  if (Number(request.headers['content-length'] ?? 0) > LOGIN_BODY_MAX) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LOGIN_BODY_MAX) chunks.push(chunk);
      else resolve(tooLarge); // the rest flows by, unkept
    });
    request.once('end', () => resolve(success(Buffer.concat(chunks).toString('utf8'))));
    request.once('error', () => resolve(null)); // the client left: nobody to tell
    request.once('close', () => resolve(null));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema refuses null, and the caller says so
  }
}
