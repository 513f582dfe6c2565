import { INPUT_MAX } from '#common/limits.ts';

/** Cuts input into pieces the protocol takes. The pieces share the memory of `bytes`. */
export function inputPieces(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += INPUT_MAX) pieces.push(bytes.subarray(start, start + INPUT_MAX));
  return pieces;
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
