import { expect, test } from 'vitest';
import type { KeyPlace } from './action-keys.ts';
import { parseChord } from './key-chord.ts';
import { keyRefusal } from './key-rules.ts';

const chord = (text: string) => {
  const read = parseChord(text, false);
  if (!read) throw new Error(text);
  return read;
};

test.each<[KeyPlace, string, RegExp | null]>([
  ['page', 'N', null],
  ['page', 'Enter', null],
  ['page', 'Tab', /Tab/],
  ['page', 'Shift+Tab', /Tab/],
  ['page', 'Escape', /Esc/],
  ['page', 'Ctrl+T', /browser/],
  ['page', 'Ctrl+Shift+N', /browser/],
  ['page', 'Shift+Meta+T', /browser/],
  ['page', 'Meta+W', /browser/],
  ['terminal', 'N', /program/],
  ['terminal', 'Shift+ArrowUp', /program/],
  ['terminal', 'F5', null],
  ['terminal', 'Alt+1', null],
  ['terminal', 'Ctrl+Shift+F', null],
  ['terminal', 'Ctrl+Shift+W', /browser/],
])('%s: %s', (place, text, refusal) => {
  const said = keyRefusal(place, chord(text));
  if (refusal) expect(said).toMatch(refusal);
  else expect(said).toBeNull();
});
