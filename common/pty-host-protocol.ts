import { z } from 'zod';
import { appearanceSchema } from './appearance.ts';
import { previewSchema } from './preview.ts';
import { ARGS_MAX, LIST_PAGE, PATH_MAX, TITLE_MAX } from './limits.ts';
import { argumentSchema, colsSchema, exitSchema, folderSchema, rowsSchema, sessionIdSchema } from './session.ts';
import { failureSchema, screenSchema } from './api.ts';

/**
 * Every message between the pty host and its clients (the hub, the CLI).
 *
 * The socket carries frames: u32 length | u8 type | rest. Type 1 is one control message below as JSON in UTF-8, checked
 * by its schema on both sides; the other types are in `frames.ts`, sent without a check of their data.
 *
 * A client speaks first, with `hello`; until `welcome` nothing else is taken. Requests carry a number of the client's
 * choice and are answered once with that number; events come unasked, in stream order with the frames of their viewer.
 * Viewer numbers are chosen by the client and are its own.
 */

/**
 * Versions this build speaks, newest first. An upgrade adopts a running older host, so versions stay here for long.
 *
 * 1: a viewer gets whole snapshots. 2: it gets the screen first and asks for the lines above it (`frames.ts`); a host that
 * speaks only 1 ignores that it asks. 3: pieces of input are numbered over reconnects (`inputTakenSchema`); before, each viewer
 * began anew.
 */
export const PTY_HOST_VERSIONS = [3, 2, 1] as const;
/** From this version on a viewer gets the screen first. */
export const SCREEN_FIRST_VERSION = 2;
/** From this version on a client's input has one numbering over all its viewers of a session. */
export const INPUT_NUMBERS_VERSION = 3;

const epochSchema = z.int().min(0).max(0xffff_ffff);
const viewerSchema = z.int().min(1).max(0xffff_ffff);
const sequenceSchema = z.int().min(0).max(0xffff_ffff);
const offsetSchema = z.int().min(0);

/** What the pty host knows of one session. It does not know what `tag` means: it keeps it and gives it back. */
export const hostSessionSchema = z.object({
  session: sessionIdSchema,
  tag: z.string().max(10_000),
  /** Names one PTY: offsets of another epoch mean nothing. */
  epoch: epochSchema,
  pid: z.int(),
  pidStartTime: z.string(),
  file: z.string(),
  /** The first of its arguments, as far as they have ARGS_KEPT characters together: they are for a person to read. */
  args: z.array(z.string()),
  cwd: z.string(),
  cols: z.int(),
  rows: z.int(),
  title: z.string().max(TITLE_MAX),
  createdAt: z.number(),
  /** `live`: the program runs. `ended`: it ended and this host saw it. `lost`: only its last screen is left. */
  state: z.enum(['live', 'ended', 'lost']),
  exit: exitSchema.nullable(),
  /** Processes that an ending did not end, not even by KILL: another user's, or stuck in the kernel. */
  withstood: z.array(z.int()).max(50),
});
export type HostSession = z.infer<typeof hostSessionSchema>;

/** What to start. Everything is given: the pty host looks nothing up. */
export const launchSchema = z.strictObject({
  session: sessionIdSchema,
  tag: z.string().max(10_000),
  file: z.string().min(1).max(PATH_MAX).startsWith('/'),
  args: z.array(argumentSchema).max(ARGS_MAX),
  cwd: folderSchema.startsWith('/'),
  env: z.record(z.string(), z.string()),
  cols: colsSchema,
  rows: rowsSchema,
  /** Typed into the program when it has printed its first byte. */
  firstInput: z.string().max(65_536).optional(),
});
export type Launch = z.infer<typeof launchSchema>;

export const attachSchema = z.strictObject({
  session: sessionIdSchema,
  viewer: viewerSchema,
  /** Names the page or terminal that looks, over reconnects: the owner keeps its right when it comes back in time. */
  client: z.string().min(1).max(64),
  cols: colsSchema,
  rows: rowsSchema,
  visible: z.boolean(),
  /**
   * Where the viewer's terminal stands, and the CRC-32 of all bytes of the epoch before: what the snapshot's frame said, gone
   * on with. With all three, only what is missing is sent, if that is still there and the viewer's bytes are the program's.
   */
  epoch: epochSchema.optional(),
  offset: offsetSchema.optional(),
  checksum: z.int().min(0).max(0xffff_ffff).optional(),
});
export type Attach = z.infer<typeof attachSchema>;

/** What of a client's input has been taken: the number of the last piece, and of the last pieces in a row that were refused. */
export const inputTakenSchema = z.object({
  taken: sequenceSchema,
  refused: z.object({ from: sequenceSchema, to: sequenceSchema }).nullable(),
});
export type InputTaken = z.infer<typeof inputTakenSchema>;

export const attachedSchema = z.object({
  epoch: epochSchema,
  /** `resume`: output goes on at the offset the viewer gave. `snapshot`: a snapshot or a screen frame comes first. */
  from: z.enum(['resume', 'snapshot']),
  /** Grid of the PTY. */
  cols: z.int(),
  rows: z.int(),
  owner: z.boolean(),
  state: hostSessionSchema.shape.state,
  /**
   * What was taken of what this client typed by earlier viewers: nothing that they sent and that is beyond it will be typed any more.
   * Null when the host has forgotten; absent from hosts before INPUT_NUMBERS_VERSION.
   */
  input: inputTakenSchema.nullable().optional(),
});
export type Attached = z.infer<typeof attachedSchema>;

const requests = [
  /** A page of all sessions, in the order of their ids: those after this one, or the first. */
  z.strictObject({ op: z.literal('list'), after: sessionIdSchema.nullable() }),
  z.strictObject({ op: z.literal('create'), launch: launchSchema }),
  z.strictObject({ op: z.literal('retag'), session: sessionIdSchema, tag: z.string().max(10_000) }),
  z.strictObject({ op: z.literal('write'), session: sessionIdSchema, text: z.string().max(65_536) }),
  z.strictObject({ op: z.literal('screen'), session: sessionIdSchema, scrollback: z.boolean() }),
  /** Previews of this session from now on, a whole one first, or no more. */
  z.strictObject({ op: z.literal('watch'), session: sessionIdSchema, on: z.boolean() }),
  /** `process`: which one it was, for a session whose terminal, and all that was known of it, went with an earlier host. */
  z.strictObject({
    op: z.literal('end'),
    session: sessionIdSchema,
    process: z.strictObject({ pid: z.int().min(2), startTime: z.string().max(100) }).nullable(),
  }),
  z.strictObject({ op: z.literal('forget'), session: sessionIdSchema }),
  z.strictObject({ op: z.literal('attach'), attach: attachSchema }),
  /** `said`: it left on purpose. Otherwise its page was lost, and an owner's place is kept for a moment. */
  z.strictObject({ op: z.literal('detach'), viewer: viewerSchema, said: z.boolean() }),
  z.strictObject({ op: z.literal('resize'), viewer: viewerSchema, sequence: sequenceSchema, cols: colsSchema, rows: rowsSchema }),
  z.strictObject({ op: z.literal('visible'), viewer: viewerSchema, visible: z.boolean() }),
  z.strictObject({ op: z.literal('take_over'), viewer: viewerSchema, cols: colsSchema, rows: rowsSchema }),
  /** What the owner's page looks like, for a program that asks. Hosts of before refuse it: there programs hear of the dark theme. */
  z.strictObject({ op: z.literal('appear'), viewer: viewerSchema, appearance: appearanceSchema }),
  /**
   * Whether the program has read what the viewer typed before this. Answered when it has, at the latest after TAKEN_WITHIN_MS; with
   * the reason when the last piece was refused. A bracketed paste that was ended before it was whole (another typed meanwhile, or a
   * piece was refused) is refused up to a piece with its end marker.
   */
  z.strictObject({ op: z.literal('taken'), viewer: viewerSchema }),
  /** Gives the terminal, for all who look, the modes and the empty screen of a new one. An owner's program is made to draw anew. */
  z.strictObject({ op: z.literal('reset'), viewer: viewerSchema }),
] as const;

export const requestSchema = z.discriminatedUnion('op', requests);
export type HostRequest = z.infer<typeof requestSchema>;

export const clientMessageSchema = z.union([
  z.strictObject({
    hello: z.strictObject({ versions: z.array(z.int()).min(1).max(20), client: z.string().max(40), build: z.string().max(100) }),
  }),
  z.strictObject({ request: z.int().min(1), body: requestSchema }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** The value of the answer to each request. */
export const replySchemas = {
  list: z.object({ sessions: z.array(hostSessionSchema).max(LIST_PAGE), more: z.boolean() }),
  create: hostSessionSchema,
  retag: z.null(),
  write: z.null(),
  screen: screenSchema,
  watch: z.null(),
  end: z.null(),
  forget: z.null(),
  attach: attachedSchema,
  detach: z.null(),
  resize: z.null(),
  visible: z.null(),
  take_over: z.null(),
  appear: z.null(),
  taken: z.boolean(),
  reset: z.null(),
} as const;
export type Reply<Op extends HostRequest['op']> = z.infer<(typeof replySchemas)[Op]>;

/** What concerns one viewer; goes to its page as it is. */
export const viewerNoticeSchema = z.discriminatedUnion('kind', [
  /** The grid changed; bytes of the stream after this were written for the new one. */
  z.object({ kind: z.literal('resized'), cols: z.int(), rows: z.int() }),
  /** Who owns size and input now: this viewer, another, or nobody. */
  z.object({ kind: z.literal('owner'), owner: z.enum(['self', 'other', 'nobody']) }),
  /** Input was not sent: another viewer owns it. `sequence` is that of the refused piece. */
  z.object({ kind: z.literal('refused'), sequence: z.int(), error: failureSchema }),
  /** What the viewer typed has been taken, up to this number: typed, or refused, which was said before. Now and then. */
  z.object({ kind: z.literal('typed'), sequence: sequenceSchema }),
  /** The viewer fell behind; a snapshot comes when it has acknowledged what it got. */
  z.object({ kind: z.literal('stale') }),
  /** Nothing more comes: the program ended. The screen stays. */
  z.object({ kind: z.literal('ended'), exit: exitSchema.nullable() }),
  /** The session was dismissed, or its host is lost: the viewer is no more. */
  z.object({ kind: z.literal('closed'), error: failureSchema }),
]);
export type ViewerNotice = z.infer<typeof viewerNoticeSchema>;

export const hostMessageSchema = z.union([
  z.object({ welcome: z.object({ version: z.int(), pid: z.int(), pidStartTime: z.string(), build: z.string() }) }),
  z.object({ refused: failureSchema }),
  z.object({ reply: z.int(), value: z.unknown() }),
  z.object({ reply: z.int(), error: failureSchema }),
  z.object({ event: z.literal('session'), session: hostSessionSchema }),
  z.object({ event: z.literal('forgotten'), session: sessionIdSchema }),
  z.object({ event: z.literal('preview'), preview: previewSchema }),
  z.object({ event: z.literal('viewer'), viewer: viewerSchema, notice: viewerNoticeSchema }),
  /** A snapshot could not be written (or, with null, can be again): the last picture on disk is getting old. */
  z.object({ event: z.literal('snapshots'), problem: failureSchema.nullable() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
