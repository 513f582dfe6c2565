import { type Above, FRAME_OUTPUT, FRAME_SCREEN, FRAME_SNAPSHOT, type Frame } from '#common/frames.ts';
import { crc32 } from '#common/crc32.ts';
import { ACK_BYTES } from '#common/limits.ts';

/**
 * Where a terminal stands in a session's output. All offsets count bytes of one epoch. A new picture is a new position:
 * what an older position hears later, from a write that was still under way, concerns nobody.
 */
export interface Position {
  readonly epoch: number;
  /** Offset after the last byte handed to the terminal; null while only a snapshot can go on. */
  received: number | null;
  /** CRC-32 of all bytes before it, which proves to the host that a resume goes on where it should. */
  checksum: number;
  /** Offset up to which the terminal has parsed, and up to which that was told. */
  parsed: number;
  acknowledged: number;
  /** The host waits until it hears that all is parsed. */
  awaited: boolean;
}

export function atNothing(epoch: number): Position {
  return { epoch, received: null, checksum: 0, parsed: 0, acknowledged: 0, awaited: false };
}

export type Step =
  | { readonly kind: 'write'; readonly data: Uint8Array; readonly end: number }
  /** `position`: where the terminal stands with this picture, which belongs to `offset`. */
  | {
      readonly kind: 'restore';
      readonly cols: number;
      readonly rows: number;
      readonly data: Uint8Array;
      readonly offset: number;
      readonly position: Position;
      /** What lies above it and is still to come; null when the picture is whole. */
      readonly above: Above | null;
    }
  /** Bytes are missing: only a new attach helps. */
  | { readonly kind: 'gap' }
  /** Nothing to do: bytes that were there already, or that come before the picture they belong to. */
  | { readonly kind: 'skip' };

/** Takes a frame in: says what to do with it and moves `received` on. */
export function take(position: Position, frame: Frame): Step {
  // A picture itself is acknowledged always, however much follows it already.
  if (frame.type === FRAME_SNAPSHOT || frame.type === FRAME_SCREEN) {
    const { cols, rows, data, offset, checksum } = frame;
    const next: Position = { epoch: position.epoch, received: offset, checksum, parsed: 0, acknowledged: -ACK_BYTES, awaited: false };
    const above = frame.type === FRAME_SCREEN ? frame : null;
    return { kind: 'restore', cols, rows, data, offset, position: next, above };
  }
  if (frame.type !== FRAME_OUTPUT || position.received === null) return { kind: 'skip' };
  if (frame.offset > position.received) return { kind: 'gap' };
  const end = frame.offset + frame.data.length;
  if (end <= position.received) return { kind: 'skip' };
  const data = frame.data.subarray(position.received - frame.offset);
  position.received = end;
  position.checksum = crc32(data, position.checksum);
  return { kind: 'write', data, end };
}

/**
 * The terminal has parsed up to `end`. Gives the offset to acknowledge now, or null: every ACK_BYTES. What is left of it is
 * told only when it is awaited: for each key its own acknowledgement would cost both servers as much as its echo.
 */
export function parsedTo(position: Position, end: number): number | null {
  position.parsed = end;
  const unheard = end - position.acknowledged;
  const isLast = position.awaited && unheard > 0 && end === position.received;
  return unheard >= ACK_BYTES || isLast ? acknowledged(position) : null;
}

/** The host sends nothing more until it hears that all is parsed. Gives the offset to acknowledge when that is so already. */
export function awaitsAll(position: Position): number | null {
  position.awaited = true;
  return position.parsed === position.received ? acknowledged(position) : null;
}

function acknowledged(position: Position): number {
  position.acknowledged = position.parsed;
  return position.parsed;
}
