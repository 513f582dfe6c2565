import type { CreateSession } from '#common/api.ts';
import type { Result } from '#common/result.ts';
import { success } from '#common/result.ts';
import type { Session } from '#common/session.ts';
import { PROJECT_FILES, PROJECT_NAME, TRY_IT_SESSIONS } from '#server/demo-agent/try-it.ts';
import type { Host } from '#server/hosts/host.ts';

export interface TryDemoParts {
  readonly host: Pick<Host, 'makeProject'>;
  readonly create: (request: CreateSession) => Promise<Result<Session>>;
  /** Names that are in use. */
  readonly taken: () => ReadonlySet<string>;
}

/**
 * A project of the demo's own with three demo agents in it. When one cannot be started, those before it run on, and the
 * failure says how many there are.
 */
export async function tryDemo({ host, create, taken }: TryDemoParts): Promise<Result<Session[]>> {
  const folder = await host.makeProject(PROJECT_NAME, PROJECT_FILES);
  if (!folder.ok) return folder;
  const started: Session[] = [];
  for (const { name, prompt } of TRY_IT_SESSIONS) {
    const session = await create({ provider: 'demo', cwd: folder.value, name: freeName(name, taken()), prompt });
    if (!session.ok) return { ok: false, error: { ...session.error, message: counted(started.length, session.error.message) } };
    started.push(session.value);
  }
  return success(started);
}

function counted(started: number, message: string): string {
  return started === 0 ? message : `${started} of ${TRY_IT_SESSIONS.length} demo agents were started, then: ${message}`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`;
}
