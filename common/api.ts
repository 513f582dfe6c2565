import { z } from 'zod';
import { ARGS_MAX, FOLDERS_MAX, RECENT_FOLDERS_MAX, SESSIONS_MAX } from './limits.ts';
import {
  argumentSchema,
  colsSchema,
  folderSchema,
  hostSchema,
  providerIdSchema,
  providerInfoSchema,
  rankSchema,
  rowsSchema,
  sessionNameSchema,
  sessionSchema,
} from './session.ts';
import { FAILURES, type FailureCode } from './result.ts';

/** Bodies and answers of `/api`. Declared once: they check requests, type the page's calls and make the OpenAPI page. */

export const createSessionSchema = z.strictObject({
  provider: providerIdSchema,
  /** Absolute, or beginning with `~/`. */
  cwd: folderSchema,
  /** Left out: the provider's and the folder's name. */
  name: sessionNameSchema.optional(),
  /** Opening prompt of an agent; for a shell, the first line typed into it. */
  prompt: argumentSchema.optional(),
  /** The program and its arguments; for provider `command`, and only there. A bare name is looked up in PATH. */
  command: z
    .strictObject({
      program: argumentSchema.min(1, 'Name a program.'),
      args: z.array(argumentSchema).max(ARGS_MAX, `A command has at most ${ARGS_MAX} arguments.`).default([]),
    })
    .optional(),
  cols: colsSchema.optional(),
  rows: rowsSchema.optional(),
});
export type CreateSession = z.infer<typeof createSessionSchema>;

/** What a person decides about a session: its name and its place on the board. What is left out stays. */
export const changeSessionSchema = z
  .strictObject({ name: sessionNameSchema.exactOptional(), pinned: z.boolean().exactOptional(), rank: rankSchema.exactOptional() })
  .meta({ minProperties: 1 })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change: name, pinned or rank.');
export type ChangeSession = z.infer<typeof changeSessionSchema>;

/** Text for the program, as if typed; `\r` is Enter. At most 64 KB of UTF-8. */
export const inputSchema = z.strictObject({ text: z.string().min(1).max(65_536) });

export const sessionListSchema = z.object({ sessions: z.array(sessionSchema).max(SESSIONS_MAX * 20) });
export const hostListSchema = z.object({ hosts: z.array(hostSchema) });
export const providerListSchema = z.object({ providers: z.array(providerInfoSchema) });
/** Folders below what is typed, in the way it was typed; `cut` when there are more. */
export const folderListSchema = z.object({ folders: z.array(z.string()).max(FOLDERS_MAX), cut: z.boolean() });
export type FolderList = z.infer<typeof folderListSchema>;
/** Newest first. */
export const recentFoldersSchema = z.object({ folders: z.array(z.string()).max(RECENT_FOLDERS_MAX) });

export const screenSchema = z.object({
  cols: z.int(),
  rows: z.int(),
  /** Lines from the top, spaces at their ends cut; a wrapped line stays in its pieces. */
  lines: z.array(z.string()),
  /** Whether older lines were left out, because there is too much of them. */
  cut: z.boolean(),
  cursor: z.object({ x: z.int(), y: z.int() }),
  title: z.string(),
});
export type ScreenText = z.infer<typeof screenSchema>;

export const healthSchema = z.object({ status: z.enum(['ok', 'closing']), version: z.string() });
export const linkSchema = z.object({ url: z.string() });
/** Credential of a page, second part: kept in IndexedDB and sent with each API call and at the WebSocket upgrade. */
export const loginSchema = z.strictObject({ token: z.string().min(1).max(200) });
export const loginReplySchema = z.object({ key: z.string() });
export type LoginReply = z.infer<typeof loginReplySchema>;

const failureCodes = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]];
export const failureSchema = z.object({ code: z.enum(failureCodes), message: z.string() });
/** The body of every answer that is not a success. */
export const errorBodySchema = z.object({ error: failureSchema });
