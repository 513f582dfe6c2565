import { type RequestOptions, request } from 'node:http';

/** A request over the hub's own unix socket, which needs no credential. Gives the body; throws what the hub refused. */
export async function askHub(socketPath: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { host: 'beckon', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await ask({ socketPath, method, path, headers }, body === undefined ? '' : JSON.stringify(body));
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.text === '' ? null : JSON.parse(answer.text);
}

export function ask(
  options: RequestOptions,
  body: string,
): Promise<{ status: number; text: string; headers: Record<string, string | string[] | undefined> }> {
  return new Promise((done, fail) => {
    const asked = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), headers: response.headers }),
      );
      response.on('error', fail);
    });
    asked.on('error', fail);
    asked.end(body);
  });
}
