/**
 * Terminal frames: the bytes that carry output, pictures, input and acknowledgements of one viewer.
 *
 * The same bytes travel from the pty host through the hub to the page; the hub reads only type and viewer. Big-endian:
 *
 *   output    1  type=2 | u32 viewer | f64 offset of the first byte | bytes
 *   snapshot  1  type=3 | u32 viewer | f64 offset | u16 cols | u16 rows | u32 checksum | VT text in UTF-8 that rebuilds the terminal
 *   input     1  type=4 | u32 viewer | u32 sequence number | bytes
 *   ack       1  type=5 | u32 viewer | f64 offset up to which the viewer's terminal has parsed
 *   screen    1  type=6 | as a snapshot | u32 numbering | f64 first | u32 above | u32 savedLine | u8 flags | VT text: the screen
 *   lines     1  type=7 | u32 viewer | u32 numbering | f64 first | u32 count | u8 flags | VT text: these lines, each ended
 *   more      1  type=8 | u32 viewer | u32 numbering | f64 before
 *
 * A screen comes without the lines above it, so that it is there at once. The viewer asks for those in pieces (`more`), the
 * newest first, when it has nothing better to do. Lines are numbered from the oldest ever on; another numbering begins when
 * lines become others, by a resize or a reset.
 *
 * An offset counts bytes of one epoch (one PTY). A double holds whole numbers up to 2^53 bytes, 8 PB. The checksum is the
 * CRC-32 of all bytes of the epoch before the snapshot's offset.
 * Type 1 is a control message (JSON), which only the pty host's socket carries in frames.
 */

export const FRAME_CONTROL = 1;
export const FRAME_OUTPUT = 2;
export const FRAME_SNAPSHOT = 3;
export const FRAME_INPUT = 4;
export const FRAME_ACK = 5;
export const FRAME_SCREEN = 6;
export const FRAME_LINES = 7;
export const FRAME_MORE = 8;

export const OUTPUT_HEADER = 13;
export const SNAPSHOT_HEADER = 21;
export const SCREEN_HEADER = 42;
export const LINES_HEADER = 22;
export const INPUT_HEADER = 9;
const ACK_SIZE = 13;
const MORE_SIZE = 17;

/** Flags of a screen and of lines: the first of them goes on where the line above it ends. */
const CONTINUES = 1;
/** Flag of lines: the numbering is over, nobody knows those lines any more. */
const GONE = 2;

export interface Snapshot {
  readonly viewer: number;
  readonly offset: number;
  readonly cols: number;
  readonly rows: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

/** The lines above a screen, as far as their number goes, and what else the screen's text cannot say. */
export interface Above {
  readonly numbering: number;
  /** Number of the oldest line. */
  readonly first: number;
  /** How many lines there are above the screen. */
  readonly above: number;
  /** The line at which the cursor was saved, counted from the oldest. */
  readonly savedLine: number;
  /** The screen's first line goes on where the line above it ends. */
  readonly continues: boolean;
}

export interface Lines {
  readonly viewer: number;
  readonly numbering: number;
  /** Number of the first of them. */
  readonly first: number;
  /** None: there is nothing older. */
  readonly count: number;
  readonly continues: boolean;
  /** The numbering is over: there are none, and never will be. */
  readonly gone: boolean;
  readonly data: Uint8Array;
}

export type Frame =
  | { type: typeof FRAME_OUTPUT; viewer: number; offset: number; data: Uint8Array }
  | ({ type: typeof FRAME_SNAPSHOT } & Snapshot)
  | { type: typeof FRAME_INPUT; viewer: number; sequence: number; data: Uint8Array }
  | { type: typeof FRAME_ACK; viewer: number; offset: number }
  | ({ type: typeof FRAME_SCREEN } & Snapshot & Above)
  | ({ type: typeof FRAME_LINES } & Lines)
  /** Wants the lines before this number. 0: wants none any more, the terminal is whole. */
  | { type: typeof FRAME_MORE; viewer: number; numbering: number; before: number };

export function encodeOutput(viewer: number, offset: number, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(OUTPUT_HEADER + data.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_OUTPUT);
  view.setUint32(1, viewer);
  view.setFloat64(5, offset);
  frame.set(data, OUTPUT_HEADER);
  return frame;
}

export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  return encodePicture(FRAME_SNAPSHOT, snapshot, SNAPSHOT_HEADER);
}

export function encodeScreen(screen: Snapshot & Above): Uint8Array {
  const frame = encodePicture(FRAME_SCREEN, screen, SCREEN_HEADER);
  const view = new DataView(frame.buffer);
  view.setUint32(21, screen.numbering);
  view.setFloat64(25, screen.first);
  view.setUint32(33, screen.above);
  view.setUint32(37, screen.savedLine);
  view.setUint8(41, screen.continues ? CONTINUES : 0);
  return frame;
}

function encodePicture(type: number, picture: Snapshot, header: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(header + picture.data.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, type);
  view.setUint32(1, picture.viewer);
  view.setFloat64(5, picture.offset);
  view.setUint16(13, picture.cols);
  view.setUint16(15, picture.rows);
  view.setUint32(17, picture.checksum);
  frame.set(picture.data, header);
  return frame;
}

export function encodeLines(lines: Lines): Uint8Array {
  const frame = new Uint8Array(LINES_HEADER + lines.data.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_LINES);
  view.setUint32(1, lines.viewer);
  view.setUint32(5, lines.numbering);
  view.setFloat64(9, lines.first);
  view.setUint32(17, lines.count);
  view.setUint8(21, (lines.continues ? CONTINUES : 0) | (lines.gone ? GONE : 0));
  frame.set(lines.data, LINES_HEADER);
  return frame;
}

export function encodeMore(viewer: number, numbering: number, before: number): Uint8Array {
  const frame = new Uint8Array(MORE_SIZE);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_MORE);
  view.setUint32(1, viewer);
  view.setUint32(5, numbering);
  view.setFloat64(9, before);
  return frame;
}

export function encodeInput(viewer: number, sequence: number, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(INPUT_HEADER + data.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_INPUT);
  view.setUint32(1, viewer);
  view.setUint32(5, sequence);
  frame.set(data, INPUT_HEADER);
  return frame;
}

export function encodeAck(viewer: number, offset: number): Uint8Array {
  const frame = new Uint8Array(ACK_SIZE);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_ACK);
  view.setUint32(1, viewer);
  view.setFloat64(5, offset);
  return frame;
}

/** Reads one frame; `data` is a view into `bytes`, not a copy. Null when it is no whole frame of a known type. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < INPUT_HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const viewer = view.getUint32(1);
  const type = bytes[0];
  if (type === FRAME_INPUT) return { type, viewer, sequence: view.getUint32(5), data: bytes.subarray(INPUT_HEADER) };
  if (bytes.length < OUTPUT_HEADER) return null;
  if (type === FRAME_LINES || type === FRAME_MORE) return decodeHistory(type, viewer, bytes);
  const offset = view.getFloat64(5);
  if (!isPlace(offset)) return null;
  if (type === FRAME_OUTPUT) return { type, viewer, offset, data: bytes.subarray(OUTPUT_HEADER) };
  if (type === FRAME_ACK) return bytes.length === ACK_SIZE ? { type, viewer, offset } : null;
  if (bytes.length < SNAPSHOT_HEADER) return null;
  const place = { viewer, offset, cols: view.getUint16(13), rows: view.getUint16(15), checksum: view.getUint32(17) };
  if (type === FRAME_SNAPSHOT) return { type, ...place, data: bytes.subarray(SNAPSHOT_HEADER) };
  if (type !== FRAME_SCREEN || bytes.length < SCREEN_HEADER) return null;
  const first = view.getFloat64(25);
  if (!isPlace(first)) return null;
  const [numbering, above, savedLine] = [view.getUint32(21), view.getUint32(33), view.getUint32(37)];
  const continues = (view.getUint8(41) & CONTINUES) !== 0;
  return { type, ...place, numbering, first, above, savedLine, continues, data: bytes.subarray(SCREEN_HEADER) };
}

function decodeHistory(type: typeof FRAME_LINES | typeof FRAME_MORE, viewer: number, bytes: Uint8Array): Frame | null {
  if (bytes.length < MORE_SIZE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbering = view.getUint32(5);
  const number = view.getFloat64(9);
  if (!isPlace(number)) return null;
  if (type === FRAME_MORE) return bytes.length === MORE_SIZE ? { type, viewer, numbering, before: number } : null;
  if (bytes.length < LINES_HEADER) return null;
  const flags = view.getUint8(21);
  const [continues, gone] = [(flags & CONTINUES) !== 0, (flags & GONE) !== 0];
  return { type, viewer, numbering, first: number, count: view.getUint32(17), continues, gone, data: bytes.subarray(LINES_HEADER) };
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The viewer a frame belongs to, without decoding the rest; null when there is no such field. */
export function frameViewer(bytes: Uint8Array): number | null {
  if (bytes.length < 5) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1);
}
