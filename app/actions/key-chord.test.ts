import { describe, expect, test } from 'vitest';
import { chordOf, chordText, type KeyPress, parseChord } from './key-chord.ts';
import { chordWords, keyWords } from './key-words.ts';

/** `held` as in `Ctrl+Shift`; `AltGr` is what Windows reports: Ctrl and Alt, with AltGraph on. */
function press(key: string, code: string, held = ''): KeyPress {
  const has = (name: string) => held.split('+').includes(name);
  const altGraph = has('AltGr');
  return {
    key,
    code,
    ctrlKey: has('Ctrl') || altGraph,
    altKey: has('Alt') || altGraph,
    shiftKey: has('Shift'),
    metaKey: has('Meta'),
    getModifierState: (name) => name === 'AltGraph' && altGraph,
  };
}

describe('the chord a key event is', () => {
  const cases: [what: string, press: KeyPress, chord: string | null][] = [
    ['a letter', press('n', 'KeyN'), 'N'],
    ['a letter with caps lock', press('N', 'KeyN'), 'N'],
    ['a large letter', press('N', 'KeyN', 'Shift'), 'Shift+N'],
    ['a letter where the layout has it', press('k', 'KeyT', 'Ctrl'), 'Ctrl+K'],
    ['a letter of another alphabet, by its place', press('л', 'KeyK', 'Ctrl'), 'Ctrl+K'],
    ['a letter of another alphabet alone', press('т', 'KeyN'), 'N'],
    ['a letter that Option turned into a symbol', press('˚', 'KeyK', 'Alt'), 'Alt+K'],
    ['a symbol that needs Shift', press('?', 'Slash', 'Shift'), '?'],
    ['a symbol with Shift on another layout', press('/', 'Digit7', 'Shift'), '/'],
    ['a symbol by AltGr', press('[', 'Digit8', 'AltGr'), '['],
    ['a symbol with Ctrl, by its place', press('>', 'Period', 'Ctrl+Shift'), 'Ctrl+Shift+.'],
    ['a digit with Ctrl and Shift, by its place', press('!', 'Digit1', 'Ctrl+Shift'), 'Ctrl+Shift+1'],
    ['a digit', press('1', 'Numpad1'), '1'],
    ['an arrow', press('ArrowRight', 'ArrowRight', 'Ctrl+Shift'), 'Ctrl+Shift+ArrowRight'],
    ['the space bar', press(' ', 'Space', 'Ctrl+Shift'), 'Ctrl+Shift+Space'],
    ['plus', press('+', 'Equal', 'Shift'), 'Plus'],
    ['a key of no name with Ctrl', press('<', 'IntlBackslash', 'Ctrl'), null],
    ['a modifier alone', press('Shift', 'ShiftLeft', 'Shift'), null],
    ['a dead key', press('Dead', 'BracketLeft'), null],
    ['a key of an input method', { ...press('n', 'KeyN'), isComposing: true }, null],
  ];
  test.each(cases)('%s', (_, event, text) => {
    const chord = chordOf(event);
    expect(chord && chordText(chord)).toBe(text);
    if (text !== null) expect(parseChord(text, false)).toEqual(chord);
  });
});

describe('text that is no chord', () => {
  test.each(['', '+', 'n', 'Ctrl', 'Ctrl+', 'Ctrl+Ctrl+K', 'Hyper+K', 'Ctrl+ArrowSideways', 'ctrl+K', 'AB', ' '])('%j', (text) => {
    expect(parseChord(text, false)).toBeNull();
  });
});

test('Mod is Cmd on a Mac and Ctrl elsewhere', () => {
  expect(parseChord('Mod+K', true)).toEqual(parseChord('Meta+K', true));
  expect(parseChord('Mod+K', false)).toEqual(parseChord('Ctrl+K', false));
  expect(parseChord('Mod+Ctrl+K', false)).toBeNull();
});

test('people read keys as their machine writes them', () => {
  expect(keyWords('Mod+K', false)).toBe('Ctrl+K');
  expect(keyWords('Mod+K', true)).toBe('⌘K');
  expect(keyWords('Ctrl+Shift+ArrowRight', false)).toBe('Ctrl+Shift+→');
  expect(keyWords('Shift+Ctrl+ArrowRight', true)).toBe('⌃⇧→');
  expect(chordWords({ ctrl: false, alt: false, shift: false, meta: false, key: 'Plus' }, false)).toBe('+');
});
