/** Longest text a program may put into the clipboard, in bytes: a long file, and nothing that would stall whoever pastes it. */
export const CLIPBOARD_MAX = 1024 * 1024;

export type ClipboardRequest = { readonly kind: 'write'; readonly text: string } | { readonly kind: 'too_large' };

/**
 * What a program asks with OSC 52 (`data` is "targets;base64"). Null for what is not done: reading the clipboard, emptying
 * it, targets that a browser does not have, and what is no text.
 */
export function readClipboardRequest(data: string): ClipboardRequest | null {
  const split = data.indexOf(';');
  if (split === -1) return null;
  const targets = data.slice(0, split);
  if (targets !== '' && !/[cs]/.test(targets)) return null;
  const length = data.length - split - 1;
  if (length > Math.ceil(CLIPBOARD_MAX / 3) * 4) return { kind: 'too_large' };
  const text = textOf(data.slice(split + 1));
  return text === null || text === '' ? null : { kind: 'write', text };
}

function textOf(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // no base64 (a question mark, which asks for the clipboard, is none), or no UTF-8
  }
}
