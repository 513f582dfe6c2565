/**
 * Keys as text: modifiers and one key, joined by `+`, as in `Ctrl+Shift+ArrowRight`, `Mod+K`, `N`, `/`.
 *
 * `Mod` is Cmd on a Mac and Ctrl elsewhere. A letter is written large and means the small one unless `Shift` stands before
 * it. A symbol alone means the character, however a keyboard makes it: `?` needs Shift on one layout and not on another.
 * A symbol or digit with Ctrl, Alt or Meta means the place of the key, named after the US layout, since there a character
 * says little. `+` itself is `Plus`.
 */
export interface Chord {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** A large letter, a digit, a symbol, or the name of a key as `KeyboardEvent.key` has it; `Space` for the space bar. */
  readonly key: string;
}

/** What is read of a key event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> & {
  readonly isComposing?: boolean;
  getModifierState(name: string): boolean;
};

const NAMED = new Set(
  ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'Escape', 'Tab', 'Space', 'Backspace', 'Delete', 'Insert'].concat(
    ['Home', 'End', 'PageUp', 'PageDown', 'Plus'],
    Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
  ),
);

/** Where the US layout has its symbols: https://www.w3.org/TR/uievents-code/#key-alphanumeric-writing-system */
const SYMBOL_CODES: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
};
const SYMBOLS_BY_CODE = new Map(Object.entries(SYMBOL_CODES).map(([symbol, code]) => [code, symbol]));
const LONE_MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn', 'NumLock', 'OS']);

/** Reads a chord; null when the text is none. */
export function parseChord(text: string, mac: boolean): Chord | null {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const modifiers = new Set<string>();
  for (const part of parts) {
    const name = part === 'Mod' ? (mac ? 'Meta' : 'Ctrl') : part;
    if (!['Ctrl', 'Alt', 'Shift', 'Meta'].includes(name) || modifiers.has(name)) return null;
    modifiers.add(name);
  }
  if (!NAMED.has(key) && ([...key].length !== 1 || key === ' ' || key !== upper(key))) return null;
  return { ctrl: modifiers.has('Ctrl'), alt: modifiers.has('Alt'), shift: modifiers.has('Shift'), meta: modifiers.has('Meta'), key };
}

/** The one text of a chord: two chords are the same when their texts are. */
export function chordText({ ctrl, alt, shift, meta, key }: Chord): string {
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', meta && 'Meta', key].filter((part) => part !== false).join('+');
}

/** The chord that a key event is; null for a modifier alone, for a dead key and while text is being composed. */
export function chordOf(press: KeyPress): Chord | null {
  const { key, code } = press;
  if (press.isComposing || key === 'Dead' || key === 'Process' || key === 'Unidentified' || LONE_MODIFIERS.has(key)) return null;
  const shift = press.shiftKey;
  // Where AltGr makes a character, Windows reports Ctrl and Alt as held.
  const altGraph = [...key].length === 1 && press.getModifierState('AltGraph');
  const ctrl = press.ctrlKey && !altGraph;
  const alt = press.altKey && !altGraph;
  const held = { ctrl, alt, shift, meta: press.metaKey };
  const modified = ctrl || alt || press.metaKey;
  if (/^[a-z]$/i.test(key)) return { ...held, key: upper(key) };
  if (/^Key[A-Z]$/.test(code) && (modified || isLetter(key))) return { ...held, key: code.slice(3) };
  if (key === ' ') return { ...held, key: 'Space' };
  if (NAMED.has(key)) return { ...held, key };
  if ([...key].length !== 1) return null;
  const place = modified ? symbolOrDigitAt(code) : null;
  if (place !== null) return { ...held, key: place };
  if (modified) return null;
  if (/^\d$/.test(key)) return { ...held, key };
  return { ...held, shift: false, key: key === '+' ? 'Plus' : upper(key) };
}

export function isSameChord(one: Chord, other: Chord): boolean {
  return chordText(one) === chordText(other);
}

function symbolOrDigitAt(code: string): string | null {
  return SYMBOLS_BY_CODE.get(code) ?? /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? null;
}

function isLetter(key: string): boolean {
  return [...key].length === 1 && /\p{L}/u.test(key);
}

/** Large, where that is one character: the sharp s stays. */
function upper(key: string): string {
  const large = key.toUpperCase();
  return NAMED.has(key) || [...large].length !== 1 ? key : large;
}
