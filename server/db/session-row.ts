import { z } from 'zod';
import { type Result, failure, success } from '#common/result.ts';
import { commandSchema, exitSchema, sessionSchema } from '#common/session.ts';
import type { SessionRecord } from '#server/hub/session-repository.ts';
import type { Session as SessionRow } from './generated/client.ts';

/** The door between rows and domain values. */

const time = z.date().transform((date) => date.getTime());

/** A text column that holds JSON. */
function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const rowSchema = sessionSchema.omit({ title: true, exit: true }).extend({
  command: json(commandSchema),
  statusSince: time,
  createdAt: time,
  updatedAt: time,
  exitAt: time.nullable(),
  exitCode: exitSchema.shape.code,
  exitSignal: exitSchema.shape.signal,
  exitAsked: z.boolean().nullable(),
  exitLeftovers: json(exitSchema.shape.leftovers).nullable(),
});

/** A row as a domain value, or what is wrong with it. */
export function sessionFromRow(row: unknown): Result<SessionRecord> {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return failure('database_failed', `The saved session cannot be read: ${wrong}`);
  }
  const { exitAt, exitCode, exitSignal, exitAsked, exitLeftovers, ...rest } = parsed.data;
  const exit =
    exitAt === null ? null : { at: exitAt, code: exitCode, signal: exitSignal, asked: exitAsked ?? false, leftovers: exitLeftovers ?? [] };
  return success({ ...rest, exit });
}

/** The columns of the fields that are named. */
export function rowFromChanges(changes: Partial<SessionRecord>): Partial<SessionRow> {
  const { command, statusSince, createdAt, updatedAt, exit, ...plain } = changes;
  return {
    ...plain,
    ...(command !== undefined && { command: JSON.stringify(command) }),
    ...(statusSince !== undefined && { statusSince: new Date(statusSince) }),
    ...(createdAt !== undefined && { createdAt: new Date(createdAt) }),
    ...(updatedAt !== undefined && { updatedAt: new Date(updatedAt) }),
    ...(exit !== undefined && exitColumns(exit)),
  };
}

export function rowFromSession(record: SessionRecord): SessionRow {
  const { command, exit, ...plain } = record;
  return {
    ...plain,
    command: JSON.stringify(command),
    statusSince: new Date(record.statusSince),
    createdAt: new Date(record.createdAt),
    updatedAt: new Date(record.updatedAt),
    ...exitColumns(exit),
  };
}

function exitColumns(exit: SessionRecord['exit']): Pick<SessionRow, 'exitAt' | 'exitCode' | 'exitSignal' | 'exitAsked' | 'exitLeftovers'> {
  if (exit === null) return { exitAt: null, exitCode: null, exitSignal: null, exitAsked: null, exitLeftovers: null };
  return {
    exitAt: new Date(exit.at),
    exitCode: exit.code,
    exitSignal: exit.signal,
    exitAsked: exit.asked,
    exitLeftovers: JSON.stringify(exit.leftovers),
  };
}
