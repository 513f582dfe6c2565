import { INPUT_MAX } from '#common/limits.ts';

/** Cuts text in UTF-8 into pieces the protocol takes, never within a character. The pieces share the memory of `bytes`. */
export function inputPieces(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + INPUT_MAX, bytes.length);
    // What is no UTF-8 (mouse reports of the oldest kind) is far shorter than a piece.
    while (end < bytes.length && isInsideCharacter(bytes[end])) end -= 1;
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** xterm's binary events carry one byte per character. */
export function bytesOfBinary(data: string): Uint8Array {
  return Uint8Array.from(data, (character) => character.charCodeAt(0) & 0xff);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: reports begin with ESC
const REPORT = /^\x1b\[(?:[IO]|<\d+;\d+;\d+[Mm]|M[\s\S]{3})$/;

/**
 * Whether this is a report of focus or mouse and not something a person typed. Only the owner's reports mean something to
 * the program; those of a watcher are dropped without a word.
 */
export function isReport(data: string): boolean {
  return REPORT.test(data);
}
