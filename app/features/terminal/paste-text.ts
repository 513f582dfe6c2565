import { isControl } from '#common/control-characters.ts';
import { withoutControls } from './control-characters.ts';

/** What begins and ends a bracketed paste, in 7 and in 8 bits. */
const MARKERS = ['\x1b[200~', '\x9b200~', '\x1b[201~', '\x9b201~'];

/** What a program that asked for bracketed paste gets around pasted text. */
export const PASTE_BEGIN = '\x1b[200~';
export const PASTE_END = '\x1b[201~';

/**
 * Clipboard text as a terminal may be given it. The markers of a bracketed paste are taken out: with that of its end, the rest
 * of the text would run as typed keys. Into a program that asked for `bracketed` paste other control characters go as symbols: Ctrl-C
 * in the text is a signal before the program reads it as text, a shell leaves the paste for it, and runs the rest.
 */
export function safePaste(text: string, bracketed: boolean): string {
  return bracketed ? withoutControls(withoutMarkers(text)) : withoutMarkers(text);
}

/** Taking one out can join the halves of another, so it is done until none is left. */
function withoutMarkers(text: string): string {
  let clean = text;
  for (let before = ''; before !== clean; ) {
    before = clean;
    for (const marker of MARKERS) clean = clean.replaceAll(marker, '');
  }
  return clean;
}

/** Line breaks as the Enter key makes them, which is what programs expect of a terminal. */
export function asTyped(text: string): string {
  return text.replace(/\r?\n/g, '\r');
}

/** How many lines a paste has; a line break at the end begins no new one. */
export function pastedLines(text: string): number {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/**
 * A program that does not tell pasted text from typed keys runs each line, and obeys each control character: a person is
 * asked first. A tab is harmless enough.
 */
export function mustAsk(text: string, bracketed: boolean): boolean {
  if (bracketed) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isControl(code) && code !== 9) return true;
  }
  return false;
}
