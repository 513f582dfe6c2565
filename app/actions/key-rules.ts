import type { KeyPlace } from './action-keys.ts';
import { type Chord, chordText } from './key-chord.ts';

/** Chords that Chromium and Firefox keep: they close and open windows and tabs, and the page never hears of them. */
const KEPT_BY_BROWSER = new Set(
  ['N', 'T', 'W', 'Shift+N', 'Shift+T', 'Shift+W', 'Tab', 'Shift+Tab', 'PageUp', 'PageDown', 'Shift+P'].flatMap((key) => [
    `Ctrl+${key}`,
    key.startsWith('Shift+') ? key.replace('Shift+', 'Shift+Meta+') : `Meta+${key}`,
  ]),
);

/** Why a chord cannot be given to an action at a place, as a sentence; null when it can. */
export function keyRefusal(place: KeyPlace, chord: Chord): string | null {
  const { ctrl, alt, meta, key } = chord;
  const plain = !ctrl && !alt && !meta;
  if (KEPT_BY_BROWSER.has(chordText(chord))) return 'The browser keeps these keys for itself. Choose others.';
  if (place === 'terminal' && plain && !/^F\d+$/.test(key)) {
    return 'Inside a terminal this key belongs to the program. Hold Ctrl and Shift with it.';
  }
  if (plain && (key === 'Tab' || key === 'Escape')) return `${key === 'Tab' ? 'Tab' : 'Esc'} moves around the page. Choose another key.`;
  return null;
}
