import { z } from 'zod';
import { ARGS_MAX, ARGUMENT_MAX, COLS_MAX, COLS_MIN, NAME_MAX, PATH_MAX, ROWS_MAX, ROWS_MIN, TITLE_MAX } from './limits.ts';
import { statusSchema } from './status.ts';

/** The shape of a session and of a machine, as every side sees them. */

export const sessionIdSchema = z
  .string()
  .regex(/^[a-z0-9]{12}$/, 'A session id has twelve letters a-z and digits.')
  .brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionIdSchema>;

export const hostIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<'HostId'>();
export type HostId = z.infer<typeof hostIdSchema>;

export const providerIdSchema = z.enum(['claude', 'codex', 'gemini', 'opencode', 'shell', 'command', 'demo']);
export type ProviderId = z.infer<typeof providerIdSchema>;

export const colsSchema = z.int().min(COLS_MIN).max(COLS_MAX);
export const rowsSchema = z.int().min(ROWS_MIN).max(ROWS_MAX);

/** Control characters, C0, DEL, C1: never part of a name. Bidirectional overrides disguise one name as another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is its purpose
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A session's name: one printable line. Spaces at the ends are cut. */
export const sessionNameSchema = z
  .string()
  .max(NAME_MAX * 4, `A name has at most ${NAME_MAX} characters. Choose a shorter one.`)
  .trim()
  .min(1, 'A name has at least one character. Type one, or leave it out.')
  .max(NAME_MAX, `A name has at most ${NAME_MAX} characters. Choose a shorter one.`)
  .refine((name) => !UNPRINTABLE.test(name), 'A name has no control characters. Remove line breaks, tabs and invisible characters.');

/** Text that becomes one argument of a program. */
export const argumentSchema = z
  .string()
  .max(ARGUMENT_MAX, `An argument has at most ${ARGUMENT_MAX} characters.`)
  .refine((text) => !text.includes('\0'), 'An argument cannot contain a NUL character. Remove it.');

export const folderSchema = z
  .string()
  .min(1, 'Name a folder.')
  .max(PATH_MAX, `A path has at most ${PATH_MAX} characters.`)
  .refine((path) => !path.includes('\0'), 'A path cannot contain a NUL character. Remove it.');

/** Up to here adding one always makes another number. */
const RANK_MAX = 2 ** 52;
export const rankSchema = z.number().min(-RANK_MAX, `A rank is at least -${RANK_MAX}.`).max(RANK_MAX, `A rank is at most ${RANK_MAX}.`);

/** The place of a session that nobody has moved: the newest comes first. `createdAt` in Unix milliseconds. */
export function firstRank(createdAt: number): number {
  return -createdAt;
}

export const exitSchema = z.object({
  /** Exit code, null when a signal ended the program or nobody saw it end. */
  code: z.int().nullable(),
  /** Name of the signal that ended it, such as `SIGKILL`. */
  signal: z.string().max(20).nullable(),
  /** Whether a person asked for it: then a signal is no failure. */
  asked: z.boolean(),
  /** Unix time in milliseconds. */
  at: z.number(),
  /** Processes it left running that escaped its terminal, with their command lines. */
  leftovers: z.array(z.object({ pid: z.int(), command: z.string().max(500) })).max(50),
});
export type Exit = z.infer<typeof exitSchema>;

export const commandSchema = z.object({
  /** Absolute path of the program. */
  file: z.string().max(PATH_MAX),
  args: z.array(argumentSchema).max(ARGS_MAX),
});
export type Command = z.infer<typeof commandSchema>;

export const sessionSchema = z.object({
  id: sessionIdSchema,
  hostId: hostIdSchema,
  provider: providerIdSchema,
  name: z.string(),
  cwd: z.string(),
  command: commandSchema,
  pid: z.int().nullable(),
  /** When the process started, as its machine writes it; with the pid it names one process for ever. */
  pidStartTime: z.string().nullable(),
  status: statusSchema,
  /** Unix time in milliseconds, as all times here. */
  statusSince: z.number(),
  /** Why, or what more is known; null when the status says it all. */
  statusDetail: z.string().nullable(),
  /** The agent's own id of its conversation, where we chose it or learned it. */
  conversationId: z.string().nullable(),
  /** What the program wrote into its title bar, cleaned and cut. Null when it never did, or the hub does not know. */
  title: z.string().max(TITLE_MAX).nullable(),
  /** Kept before the others on the board. */
  pinned: z.boolean(),
  /** Its place on the board among the pinned, or among the others: the smallest comes first. */
  rank: rankSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
  exit: exitSchema.nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

export const hostSchema = z.object({
  id: hostIdSchema,
  name: z.string(),
  /** Absolute path of the person's home folder there; in paths people read it as `~`. */
  home: z.string(),
  /** `connected`: its pty host answers. `unreachable`: what its sessions do is not known now. */
  state: z.enum(['connecting', 'connected', 'unreachable']),
  /** Why it is not connected, in one sentence. */
  detail: z.string().nullable(),
});
export type HostInfo = z.infer<typeof hostSchema>;

export const providerInfoSchema = z.object({
  id: providerIdSchema,
  name: z.string(),
  /** Absolute path of its program, null when it is not installed. `command` has none. */
  program: z.string().nullable(),
  /** What it says its version is; null when that is not known, or was not asked for. */
  version: z.string().nullable(),
  /** How to install it, one line; null when there is nothing to install. */
  install: z.string().nullable(),
  /** Whether it takes an opening prompt. */
  takesPrompt: z.boolean(),
});
export type ProviderInfo = z.infer<typeof providerInfoSchema>;
