import type { z } from 'zod';
import {
  type ChangeSession,
  type CreateSession,
  errorBodySchema,
  providerListSchema,
  type FolderList,
  folderListSchema,
  recentFoldersSchema,
  sessionListSchema,
} from '#common/api.ts';
import { CREDENTIAL_HEADER } from '#common/credential-store.ts';
import { failure, type Result, success } from '#common/result.ts';
import { type ProviderInfo, type Session, type SessionId, sessionSchema } from '#common/session.ts';

/** The calls of the page to `/api`. Each gives a value or a sentence for a person; none throws. */
export interface Api {
  /** With `versions`, their programs are asked for them, which may take seconds. */
  providers(options: { versions: boolean }): Promise<Result<ProviderInfo[]>>;
  /** Folders below what is typed. */
  folders(typed: string): Promise<Result<FolderList>>;
  /** Folders in which sessions were started, newest first. */
  recentFolders(): Promise<Result<string[]>>;
  /** Starts three demo agents in a project of their own. */
  tryDemo(): Promise<Result<Session[]>>;
  create(input: CreateSession): Promise<Result<Session>>;
  /** Changes its name or its place on the board. */
  change(id: SessionId, change: ChangeSession): Promise<Result<Session>>;
  /** Begins to end the program; the exit shows on the board. */
  end(id: SessionId): Promise<Result<void>>;
  /** Forgets an exited session. */
  dismiss(id: SessionId): Promise<Result<void>>;
}

export interface ApiParts {
  fetch: typeof fetch;
  readKey: () => Promise<string | null>;
  /** The credential does not count any more. */
  onUnauthorized: () => void;
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
}

/** Milliseconds after which a call counts as failed. Starting a program on a busy machine takes seconds, not a minute. */
const DEADLINE_MS = 30_000;

export function createApi(parts: ApiParts): Api {
  async function call({ method, path, body }: Call): Promise<Result<unknown>> {
    let response: Response;
    try {
      response = await parts.fetch(path, {
        method,
        headers: { ...(await keyHeader(parts.readKey)), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        return failure('timeout', `The server did not answer within ${DEADLINE_MS / 1000} s. Look at the list before you try again.`);
      }
      return failure('hub_unreachable', 'The server could not be reached, so nothing was done. Try again when the page is connected.');
    }
    if (response.status === 401) parts.onUnauthorized();
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return success(answer);
    const refused = errorBodySchema.safeParse(answer);
    if (refused.success) return { ok: false, error: refused.data.error };
    return failure('internal', `The server refused this with status ${response.status} and gave no reason. Its log may say more.`);
  }

  async function read<T>(request: Call, schema: z.ZodType<T>): Promise<Result<T>> {
    const result = await call(request);
    if (!result.ok) return result;
    const value = schema.safeParse(result.value);
    if (value.success) return success(value.data);
    console.error(`An answer to ${request.method} ${request.path} this page cannot read.`, value.error);
    return failure('protocol_mismatch', 'The server gave an answer this page does not understand. Reload the page.');
  }

  async function act(request: Call): Promise<Result<void>> {
    const result = await call(request);
    return result.ok ? success() : result;
  }

  return {
    async providers({ versions }) {
      const result = await read({ method: 'GET', path: `/api/providers${versions ? '?versions=true' : ''}` }, providerListSchema);
      return result.ok ? success(result.value.providers) : result;
    },
    folders: (typed) => read({ method: 'GET', path: `/api/folders?path=${encodeURIComponent(typed)}` }, folderListSchema),
    async recentFolders() {
      const result = await read({ method: 'GET', path: '/api/folders/recent' }, recentFoldersSchema);
      return result.ok ? success(result.value.folders) : result;
    },
    async tryDemo() {
      const result = await read({ method: 'POST', path: '/api/demo' }, sessionListSchema);
      return result.ok ? success(result.value.sessions) : result;
    },
    create: (input) => read({ method: 'POST', path: '/api/sessions', body: input }, sessionSchema),
    change: (id, change) => read({ method: 'PATCH', path: `/api/sessions/${id}`, body: change }, sessionSchema),
    end: (id) => act({ method: 'POST', path: `/api/sessions/${id}/end` }),
    dismiss: (id) => act({ method: 'DELETE', path: `/api/sessions/${id}` }),
  };
}

/** Whether the credential still counts. */
export async function probe(key: string, get: typeof fetch): Promise<'ok' | 'unauthorized' | 'unreachable'> {
  try {
    const response = await get('/api/hosts', {
      headers: { [CREDENTIAL_HEADER]: key },
      cache: 'no-store',
      signal: AbortSignal.timeout(5000),
    });
    // 429 as well: the gate lets a right credential in always, and only slows down wrong ones.
    return response.status === 401 || response.status === 429 ? 'unauthorized' : 'ok';
  } catch {
    // fetch throws when nobody listens, and at the deadline: either way nobody answered.
    return 'unreachable';
  }
}

async function keyHeader(readKey: () => Promise<string | null>): Promise<Record<string, string>> {
  const key = await readKey();
  return key === null ? {} : { [CREDENTIAL_HEADER]: key };
}
