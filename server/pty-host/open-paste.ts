/** A program that asked for bracketed paste takes what comes between these as one text, and as no keys. */
const BEGIN = Buffer.from('\x1b[200~');
export const PASTE_END = Buffer.from('\x1b[201~');

/** Whether a bracketed paste is open after this piece of input. A page sends each marker whole, in one piece. */
export function pasteIsOpen(before: boolean, piece: Uint8Array): boolean {
  if (piece.length < BEGIN.length) return before;
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  const [begin, end] = [bytes.lastIndexOf(BEGIN), bytes.lastIndexOf(PASTE_END)];
  return begin === end ? before : begin > end; // equal only when there is neither
}
