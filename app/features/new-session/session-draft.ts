import type { z } from 'zod';
import { type CreateSession, createSessionSchema } from '#common/api.ts';
import { NAME_MAX } from '#common/limits.ts';
import type { Failure, FailureCode, Result } from '#common/result.ts';
import type { ProviderId, ProviderInfo, Session } from '#common/session.ts';

/** What stands in the form. */
export interface SessionDraft {
  folder: string;
  provider: ProviderId;
  name: string;
  prompt: string;
  program: string;
  /** One argument per line. No shell reads them, so nothing in a line is special; empty lines count for nothing. */
  args: string;
  /** How many sessions, 1 to COUNT_MAX, as typed. */
  count: string;
}

/** More at once is a slip of the finger more often than a wish. */
export const COUNT_MAX = 10;

export type DraftField = keyof SessionDraft;

/** What is wrong with a draft, and the field to mend it in; null when it is none of them. */
export interface DraftFault {
  readonly field: DraftField | null;
  readonly message: string;
}

/** The requests a draft stands for, or the first thing that is wrong with it. */
export function requestsOf(
  draft: SessionDraft,
  provider: ProviderInfo | undefined,
): { ok: true; value: CreateSession[] } | { ok: false; fault: DraftFault } {
  const count = countOf(draft.count);
  if (count === null) return { ok: false, fault: { field: 'count', message: COUNT_FAULT } };
  const base = draft.name.trim();
  const requests: CreateSession[] = [];
  for (let number = 1; number <= count; number += 1) {
    const request = requestOf(draft, provider, base === '' || number === 1 ? base : `${base} ${number}`);
    if (!request.ok) return { ok: false, fault: request.fault };
    requests.push(request.value);
  }
  return { ok: true, value: requests };
}

const COUNT_FAULT = `Start 1 to ${COUNT_MAX} sessions at once.`;

/** What is wrong with a count as it is typed; null when nothing is. */
export function countFault(text: string): string | null {
  return countOf(text) === null ? COUNT_FAULT : null;
}

export function countOf(text: string): number | null {
  const count = Number(text.trim() === '' ? '1' : text);
  return Number.isInteger(count) && count >= 1 && count <= COUNT_MAX ? count : null;
}

function requestOf(
  draft: SessionDraft,
  provider: ProviderInfo | undefined,
  name: string,
): { ok: true; value: CreateSession } | { ok: false; fault: DraftFault } {
  const prompt = provider?.takesPrompt ? draft.prompt : '';
  const request: z.input<typeof createSessionSchema> = {
    provider: draft.provider,
    cwd: draft.folder.trim(),
    ...(name === '' ? {} : { name }),
    ...(prompt.trim() === '' ? {} : { prompt }),
    ...(draft.provider === 'command' ? { command: { program: draft.program.trim(), args: argumentsOf(draft.args) } } : {}),
  };
  const checked = createSessionSchema.safeParse(request);
  if (checked.success) return { ok: true, value: checked.data };
  const issue = checked.error.issues[0];
  return {
    ok: false,
    fault: {
      field: FIELDS[String(issue?.path.findLast((part) => typeof part === 'string'))] ?? null,
      message: issue?.message ?? 'The form has a mistake.',
    },
  };
}

/** Names of the request's fields -> ours. */
const FIELDS: Readonly<Record<string, DraftField>> = { cwd: 'folder', name: 'name', prompt: 'prompt', program: 'program', args: 'args' };

const FAULTY: Partial<Readonly<Record<FailureCode, DraftField>>> = {
  folder_missing: 'folder',
  folder_not_a_folder: 'folder',
  folder_unreadable: 'folder',
  name_invalid: 'name',
};

/** Where a person mends what the server refused. */
export function faultOf({ code, message }: Failure, draft: Pick<SessionDraft, 'provider'>): DraftFault {
  const field = FAULTY[code] ?? null;
  if (field !== null) return { field, message };
  const isCommand = draft.provider === 'command';
  if (code === 'program_missing' || code === 'program_not_executable') return { field: isCommand ? 'program' : 'provider', message };
  if (code === 'argument_invalid') return { field: isCommand ? 'args' : 'prompt', message };
  return { field: null, message };
}

export function argumentsOf(lines: string): string[] {
  return lines.split(/\r\n|\r|\n/).filter((line) => line !== '');
}

/** Whether it can be started on this machine. A command names its program itself. */
export function isInstalled(provider: ProviderInfo): boolean {
  return provider.id === 'command' || provider.program !== null;
}

/** The provider to begin with: the one used last, if it can be started, else the first agent that can, else the shell. */
export function firstProvider(providers: readonly ProviderInfo[], last: string | null): ProviderId {
  const usable = providers.filter(isInstalled);
  const remembered = usable.find((provider) => provider.id === last);
  return (remembered ?? usable.find((provider) => provider.id !== 'command') ?? usable[0])?.id ?? 'shell';
}

export function emptyDraft(folder: string, provider: ProviderId): SessionDraft {
  return { folder, provider, name: '', prompt: '', program: '', args: '', count: '1' };
}

/** One more like a session that is there. Its opening prompt is the agent's, not ours: nobody kept it. */
export function draftLike(session: Session, taken: ReadonlySet<string>): SessionDraft {
  const isCommand = session.provider === 'command';
  return {
    ...emptyDraft(session.cwd, session.provider),
    name: nextName(session.name, taken),
    program: isCommand ? session.command.file : '',
    args: isCommand ? session.command.args.join('\n') : '',
  };
}

/** `api`, `api 2` -> the first free one of `api 2`, `api 3` and so on. */
export function nextName(name: string, taken: ReadonlySet<string>): string {
  const base = name.replace(/ \d{1,3}$/, '').slice(0, NAME_MAX - ' 999'.length);
  for (let number = 2; ; number += 1) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`;
}

export interface Started {
  readonly sessions: readonly Session[];
  /** Why the rest was not started. */
  readonly failed: Failure | null;
}

/** One after another, so that their order on the board is theirs; stops at the first that fails. */
export async function startAll(
  requests: readonly CreateSession[],
  create: (request: CreateSession) => Promise<Result<Session>>,
): Promise<Started> {
  const sessions: Session[] = [];
  for (const request of requests) {
    const started = await create(request);
    if (!started.ok) return { sessions, failed: started.error };
    sessions.push(started.value);
  }
  return { sessions, failed: null };
}
