/**
 * Terminal frames: the bytes that carry output, snapshots, input and acknowledgements of one viewer.
 *
 * The same bytes travel from the pty host through the hub to the page; the hub reads only type and viewer. Big-endian:
 *
 *   output    1  type=2 | u32 viewer | f64 offset of the first byte | bytes
 *   snapshot  1  type=3 | u32 viewer | f64 offset | u16 cols | u16 rows | u32 checksum | VT text in UTF-8 that rebuilds the terminal
 *   input     1  type=4 | u32 viewer | u32 sequence number | bytes
 *   ack       1  type=5 | u32 viewer | f64 offset up to which the viewer's terminal has parsed
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

export const OUTPUT_HEADER = 13;
export const SNAPSHOT_HEADER = 21;
export const INPUT_HEADER = 9;
const ACK_SIZE = 13;

export interface Snapshot {
  readonly viewer: number;
  readonly offset: number;
  readonly cols: number;
  readonly rows: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

export type Frame =
  | { type: typeof FRAME_OUTPUT; viewer: number; offset: number; data: Uint8Array }
  | ({ type: typeof FRAME_SNAPSHOT } & Snapshot)
  | { type: typeof FRAME_INPUT; viewer: number; sequence: number; data: Uint8Array }
  | { type: typeof FRAME_ACK; viewer: number; offset: number };

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
  const frame = new Uint8Array(SNAPSHOT_HEADER + snapshot.data.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FRAME_SNAPSHOT);
  view.setUint32(1, snapshot.viewer);
  view.setFloat64(5, snapshot.offset);
  view.setUint16(13, snapshot.cols);
  view.setUint16(15, snapshot.rows);
  view.setUint32(17, snapshot.checksum);
  frame.set(snapshot.data, SNAPSHOT_HEADER);
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
  const offset = view.getFloat64(5);
  if (!Number.isSafeInteger(offset) || offset < 0) return null;
  if (type === FRAME_OUTPUT) return { type, viewer, offset, data: bytes.subarray(OUTPUT_HEADER) };
  if (type === FRAME_ACK) return bytes.length === ACK_SIZE ? { type, viewer, offset } : null;
  if (type !== FRAME_SNAPSHOT || bytes.length < SNAPSHOT_HEADER) return null;
  const [cols, rows, checksum] = [view.getUint16(13), view.getUint16(15), view.getUint32(17)];
  return { type, viewer, offset, cols, rows, checksum, data: bytes.subarray(SNAPSHOT_HEADER) };
}

/** The viewer a frame belongs to, without decoding the rest; null when there is no such field. */
export function frameViewer(bytes: Uint8Array): number | null {
  if (bytes.length < 5) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1);
}
