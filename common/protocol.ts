import { z } from 'zod';
import { appearanceSchema } from './appearance.ts';
import { failureSchema } from './api.ts';
import { WATCHED_MAX } from './limits.ts';
import type { Preview } from './preview.ts';
import { attachedSchema, attachSchema, viewerNoticeSchema } from './pty-host-protocol.ts';
import { colsSchema, hostSchema, rowsSchema, sessionIdSchema, sessionSchema } from './session.ts';
import type { Result } from './result.ts';

/**
 * Every message between a page and the hub over socket.io. Commands (create, rename, end) go over `/api`; the socket
 * carries what is live: the board, and terminals.
 *
 * A `terminal:frame` is one binary message (`socket-parser.ts`), all else is socket.io's own text.
 * At the upgrade the query carries `version` (PROTOCOL_VERSION) and `key` (the credential's second value).
 */
export const PROTOCOL_VERSION = 5;

export const SOCKET_PATH = '/socket';

/** One snapshot, then patches numbered without a gap. A page that sees a gap asks for a new snapshot. */
export const boardSnapshotSchema = z.object({
  version: z.int(),
  /** Another hub, another count: versions of two hub runs must not be compared. */
  hub: z.string(),
  sessions: z.array(sessionSchema),
  hosts: z.array(hostSchema),
  /** Something that is wrong with this machine and that a person must mend; null when nothing is. */
  problem: failureSchema.nullable(),
});
export type BoardSnapshot = z.infer<typeof boardSnapshotSchema>;

export const boardChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), session: sessionSchema }),
  z.object({ kind: z.literal('removed'), id: sessionIdSchema }),
  z.object({ kind: z.literal('host'), host: hostSchema }),
  z.object({ kind: z.literal('problem'), problem: failureSchema.nullable() }),
]);
export type BoardChange = z.infer<typeof boardChangeSchema>;

export const boardPatchSchema = z.object({ version: z.int(), changes: z.array(boardChangeSchema) });
export type BoardPatch = z.infer<typeof boardPatchSchema>;

const viewer = z.int().min(1).max(0xffff_ffff);

/** What a page may send: event name -> schema of its one argument. All but `terminal:frame` are answered by an ack. */
export const pageMessages = {
  'board:subscribe': z.strictObject({}),
  /** Which sessions' previews this page wants from now on; replaces what it wanted before. */
  'board:watch': z.strictObject({ sessions: z.array(sessionIdSchema).max(WATCHED_MAX) }),
  'terminal:attach': attachSchema.omit({ viewer: true }),
  /** `said` is false when the page attaches again at once: then its place as the owner is kept. */
  'terminal:detach': z.strictObject({ viewer, said: z.boolean() }),
  'terminal:resize': z.strictObject({ viewer, sequence: z.int().min(0).max(0xffff_ffff), cols: colsSchema, rows: rowsSchema }),
  'terminal:visible': z.strictObject({ viewer, visible: z.boolean() }),
  'terminal:take-over': z.strictObject({ viewer, cols: colsSchema, rows: rowsSchema }),
  'terminal:appear': z.strictObject({ viewer, appearance: appearanceSchema }),
  'terminal:taken': z.strictObject({ viewer }),
  'terminal:reset': z.strictObject({ viewer }),
} as const;
export type PageMessage = keyof typeof pageMessages;
export type PageMessageBody<Name extends PageMessage> = z.input<(typeof pageMessages)[Name]>;

/** The value of the ack of each of them. */
export const pageReplies = {
  'board:subscribe': boardSnapshotSchema,
  'board:watch': z.null(),
  'terminal:attach': attachedSchema.extend({ viewer }),
  'terminal:detach': z.null(),
  'terminal:resize': z.null(),
  'terminal:visible': z.null(),
  'terminal:take-over': z.null(),
  'terminal:appear': z.null(),
  'terminal:taken': z.boolean(),
  'terminal:reset': z.null(),
} as const;
export type PageReply<Name extends PageMessage> = z.infer<(typeof pageReplies)[Name]>;

export const terminalNoticeSchema = z.object({ viewer, notice: viewerNoticeSchema });
export type TerminalNotice = z.infer<typeof terminalNoticeSchema>;

/** socket.io's event types, from page to hub. `terminal:frame` is an input, an ack or a more frame of `frames.ts`. */
export type PageEvents = {
  [Name in PageMessage]: (body: PageMessageBody<Name>, ack: (result: Result<PageReply<Name>>) => void) => void;
} & { 'terminal:frame': (frame: Uint8Array) => void };

/** socket.io's event types, from hub to page. `terminal:frame` is an output, a snapshot, a screen or a lines frame. */
export interface HubEvents {
  'board:patch': (patch: BoardPatch) => void;
  /** The first of a session is whole, the others name the rows that changed. */
  'board:preview': (preview: Preview) => void;
  'terminal:frame': (frame: Uint8Array) => void;
  'terminal:notice': (notice: TerminalNotice) => void;
  /** A message was refused; says which and why. The connection stays. */
  refused: (refusal: { event: string; error: z.infer<typeof failureSchema> }) => void;
  /** The hub is stopping on purpose; it will be back or not, sessions run on. */
  closing: () => void;
}
