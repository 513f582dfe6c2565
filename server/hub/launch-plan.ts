import { basename } from 'node:path';
import type { CreateSession } from '#common/api.ts';
import { COLS_DEFAULT, NAME_MAX, ROWS_DEFAULT } from '#common/limits.ts';
import type { Launch } from '#common/pty-host-protocol.ts';
import { failure, type Result, success } from '#common/result.ts';
import { firstRank, type Session, type SessionId, sessionNameSchema } from '#common/session.ts';
import type { Host } from '#server/hosts/host.ts';
import type { LaunchPlan, Provider } from '#server/providers/provider.ts';
import { initialStatus } from '#server/status/status.ts';
import { encodeTag } from './session-tag.ts';

/** Linux refuses one argument of 128 KiB and more (MAX_ARG_STRLEN, its closing NUL included); in bytes. */
const ARGUMENT_BYTES_MAX = 131_071;

export interface PlannedSession {
  readonly session: Session;
  readonly launch: Launch;
}

/** Checks folder, program, arguments and name of a session to be, before anything is written or started. */
export async function planSession(
  request: CreateSession,
  {
    id,
    host,
    provider,
    taken,
    makeId,
    now,
  }: { id: SessionId; host: Host; provider: Provider; taken: ReadonlySet<string>; makeId: () => string; now: number },
): Promise<Result<PlannedSession>> {
  const plan = provider.launch({
    prompt: request.prompt === '' ? undefined : request.prompt,
    command: request.command,
    shell: host.shell(),
    demoAgent: host.demoAgent(),
    makeId,
  });
  if (!plan.ok) return plan;
  const { args, firstInput, env, conversationId = null } = plan.value;
  const long = args.findIndex((arg) => Buffer.byteLength(arg) > ARGUMENT_BYTES_MAX);
  if (long !== -1)
    return failure(
      'argument_invalid',
      `Argument ${long + 1} of ${plan.value.program} is longer than ${ARGUMENT_BYTES_MAX} bytes, more than the system takes. Put it into a file.`,
    );
  const folder = await host.folder(request.cwd);
  if (!folder.ok) return folder;
  const program = await findProgram(plan.value, { host, provider, cwd: folder.value });
  if (!program.ok) return program;
  const session: Session = {
    id,
    hostId: host.id,
    provider: provider.id,
    name: request.name ?? defaultName(provider, program.value, folder.value, taken),
    cwd: folder.value,
    command: { file: program.value, args },
    pid: null,
    pidStartTime: null,
    conversationId,
    title: null,
    pinned: false,
    rank: firstRank(now),
    createdAt: now,
    updatedAt: now,
    ...initialStatus(now),
  };
  const launch: Launch = {
    session: id,
    tag: encodeTag(session),
    file: program.value,
    args,
    cwd: folder.value,
    env: { ...host.environment(id), ...env },
    cols: request.cols ?? COLS_DEFAULT,
    rows: request.rows ?? ROWS_DEFAULT,
    ...(firstInput === undefined ? {} : { firstInput }),
  };
  return success({ session, launch });
}

async function findProgram(
  plan: LaunchPlan,
  { host, provider, cwd }: { host: Host; provider: Provider; cwd: string },
): Promise<Result<string>> {
  const program = await host.program(plan.program, cwd);
  if (program.ok || program.error.code !== 'program_missing' || provider.install === null) return program;
  return failure(
    'program_missing',
    `${provider.name} is not installed on ${host.name}: there is no program "${plan.program}" in PATH. Install it with: ${provider.install}`,
  );
}

/** Who works where, such as "Codex · beckon", numbered when there is one already. */
function defaultName(provider: Provider, program: string, folder: string, taken: ReadonlySet<string>): string {
  const who = provider.id === 'command' ? basename(program) : provider.name;
  const room = NAME_MAX - who.length - ' ·  999'.length;
  const name = sessionNameSchema.safeParse(`${who} · ${(basename(folder) || folder).slice(0, Math.max(room, 1))}`);
  const plain = name.success ? name.data : provider.name; // the folder's name has characters that no name may have
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${plain} ${number}`)) return `${plain} ${number}`;
  }
}
