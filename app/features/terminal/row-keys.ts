export type RowKey = 'Escape' | 'Tab' | 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | '/' | '|';

const PLAIN: Partial<Record<RowKey, string>> = { Escape: '\x1b', Tab: '\t' };
const ARROWS: Partial<Record<RowKey, string>> = { ArrowUp: 'A', ArrowDown: 'B', ArrowRight: 'C', ArrowLeft: 'D' };

/**
 * What a key sends. Arrows have two forms, which the program chooses (DECCKM), and one for Ctrl:
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-PC-Style-Function-Keys
 */
export function rowKeyText(key: RowKey, { ctrl, application }: { ctrl: boolean; application: boolean }): string {
  const arrow = ARROWS[key];
  if (arrow) return ctrl ? `\x1b[1;5${arrow}` : `\x1b${application ? 'O' : '['}${arrow}`;
  const text = PLAIN[key] ?? key;
  return ctrl ? withCtrl(text) : text;
}

/** A character as Ctrl sends it: letters and the six signs around them have one; all else stays. */
export function withCtrl(text: string): string {
  if (text === '?') return '\x7f';
  if (text === ' ') return '\0';
  return /^[@-_a-z]$/.test(text) ? String.fromCharCode(text.charCodeAt(0) & 0x1f) : text;
}
