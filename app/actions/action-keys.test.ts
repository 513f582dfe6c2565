import { describe, expect, test } from 'vitest';
import { actionKeys, actionsAt, keyConflicts } from './action-keys.ts';
import { ACTION_IDS, ACTIONS } from './action-table.ts';
import { parseChord } from './key-chord.ts';

const CTRL_SHIFT_TAKEN = new Set([
  // Chromium 146, chrome/browser/ui/accelerator_table.cc, and Firefox 144, browser-sets.inc and its developer tools.
  ...'ABCDEGHIJKLMNOPQRSTVWXYZU36]=-/'.split(''),
  ...['Tab', 'Delete', 'PageUp', 'PageDown', 'Space', 'Plus'],
]);

describe.each([true, false])('the defaults, on a Mac: %s', (mac) => {
  test('can be read', () => {
    for (const id of ACTION_IDS) {
      const { key, inTerminal } = ACTIONS[id];
      for (const text of [key, inTerminal]) if (text !== null) expect(parseChord(text, mac), text).not.toBeNull();
    }
  });

  test('are in no conflict', () => {
    expect(keyConflicts(actionKeys({}, mac))).toEqual([]);
  });

  test('take nothing from the program in a terminal, nor from the browser', () => {
    const keys = actionKeys({}, mac);
    for (const id of ACTION_IDS) {
      const chord = keys[id].terminal;
      if (!chord || id === 'terminal.copy') continue;
      expect(chord, id).toMatchObject({ ctrl: true, shift: true, alt: false, meta: false });
      expect(CTRL_SHIFT_TAKEN.has(chord.key), `${id}: ${chord.key}`).toBe(false);
    }
  });
});

test('a change replaces the default, null takes the key away, and what cannot be read counts for nothing', () => {
  const keys = actionKeys({ 'session.new': { page: 'C' }, 'board.filter': { page: null }, 'help.open': { page: 'nonsense' } }, false);
  expect(keys['session.new'].page).toEqual(parseChord('C', false));
  expect(keys['session.new'].terminal).toEqual(parseChord('Ctrl+Shift+Enter', false));
  expect(keys['board.filter'].page).toBeNull();
  expect(keys['help.open'].page).toEqual(parseChord('?', false));
});

test('two actions with one key at one place are a conflict, at two places they are not', () => {
  const keys = actionKeys({ 'session.new': { page: 'B', terminal: 'Ctrl+Shift+1' }, 'help.open': { page: 'Ctrl+Shift+1' } }, false);
  expect(keyConflicts(keys)).toEqual([{ place: 'page', chord: parseChord('B', false), actions: ['board.open', 'session.new'] }]);
  const b = parseChord('B', false);
  expect(b && actionsAt(keys, 'page', b)).toEqual(['board.open', 'session.new']);
});
