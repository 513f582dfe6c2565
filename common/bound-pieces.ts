import type { InnerWrites } from './xterm-inside.ts';

/**
 * xterm 6.0 lets others have the thread only between the pieces it was written: every 12 ms, but after as much as one piece
 * takes. A sequence of a few bytes can cost as much as the whole screen, so a piece of 64 KB took seconds. Here it is cut into
 * smaller ones where its turn comes, so that the order of all writes, and when each is told, stay as they are.
 */

/** Bytes of one piece. Less costs nothing, and gains nothing: what costs without being a sequence (a line feed) is microseconds. */
const PIECE_MAX = 4096;
/**
 * Cells that all sequences of one piece can touch, each of them the whole screen: the dearest (a reset, a scroll by the height of
 * the screen) take 12 to 20 ns for each cell, so this is 10 to 16 ms, about as long as a turn of xterm's.
 */
const CELLS_MAX = 800_000;

const ESCAPE = 0x1b;
/** The controls above ASCII (C1) are this byte and one of 0x80 to 0x9f; from there on they are letters. */
const C1_LEAD = 0xc2;
const C1_END = 0xa0;

/** As much of a terminal as it takes. */
interface Cut {
  readonly cols: number;
  readonly rows: number;
  readonly _writeBuffer: InnerWrites;
}

/** Most sequences in one piece for a screen of this size, at least one. */
export function sequencesMax({ cols, rows }: { readonly cols: number; readonly rows: number }): number {
  return Math.max(1, Math.floor(CELLS_MAX / (cols * rows)));
}

/** Where the first piece of these bytes ends: between characters, and before a sequence of its kind that is one too many. */
export function pieceEnd(bytes: Uint8Array, sequences: number): number {
  const most = Math.min(bytes.length, PIECE_MAX);
  const piece = bytes.subarray(0, placeAfter(bytes.subarray(0, most), ESCAPE, sequences));
  const end = placeAfter(piece, C1_LEAD, sequences);
  return end < most ? end : afterCharacter(bytes, most);
}

/** Cuts what the program printed (bytes). What is written as text is our own, and what is written at once is not cut. */
export function boundPieces(inside: Cut): void {
  const writes = inside._writeBuffer;
  if (typeof writes?._action !== 'function') throw new Error('xterm has changed inside: its writes have no action');
  const parse = writes._action;
  writes._action = (data, resumed) => {
    if (typeof data === 'string' || writes._isSyncWriting) return parse(data, resumed);
    const end = pieceEnd(data, sequencesMax(inside));
    if (end === data.length) return parse(data, resumed);
    const piece = data.subarray(0, end);
    const rest = data.subarray(end);
    // The rest comes next, and who waits for the whole is told after it.
    writes._writeBuffer.splice(writes._bufferOffset, 1, piece, rest);
    writes._callbacks.splice(writes._bufferOffset, 0, undefined);
    writes._pendingData += rest.length; // the whole is taken off after this piece
    return parse(piece, resumed);
  };
}

/** Where the sequence begins that comes after so many; the end when there are not more. Plain text is searched by the machine. */
function placeAfter(piece: Uint8Array, lead: number, sequences: number): number {
  let seen = 0;
  for (let at = piece.indexOf(lead); at !== -1; at = piece.indexOf(lead, at + 1)) {
    if (lead === C1_LEAD && (piece[at + 1] ?? 0) >= C1_END) continue; // a letter
    seen += 1;
    if (seen > sequences) return at;
  }
  return piece.length;
}

function afterCharacter(bytes: Uint8Array, most: number): number {
  let end = most;
  while (end < bytes.length && end > most - 3 && isContinuation(bytes[end])) end -= 1;
  return end;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}
