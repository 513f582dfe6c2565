import { describe, expect, test } from 'vitest';
import { actionKeys } from './action-keys.ts';
import { ACTION_IDS } from './action-table.ts';
import { type KeyPress, parseChord } from './key-chord.ts';
import { type FocusPlace, type KeyState, keyVerdict } from './key-dispatch.ts';

const ALL: KeyState = { keys: actionKeys({}, false), offered: new Set(ACTION_IDS), prefix: null, armed: false };
const WITH_PREFIX: KeyState = { ...ALL, prefix: parseChord('Ctrl+B', false) };

function press(text: string): KeyPress {
  const chord = parseChord(text, false);
  const key = chord ? (chord.shift ? chord.key : chord.key.length === 1 ? chord.key.toLowerCase() : chord.key) : text;
  return {
    key,
    code: /^[A-Z]$/.test(chord?.key ?? '') ? `Key${chord?.key}` : '',
    ctrlKey: chord?.ctrl ?? false,
    altKey: chord?.alt ?? false,
    shiftKey: chord?.shift ?? false,
    metaKey: chord?.meta ?? false,
    getModifierState: () => false,
  };
}

describe('without a prefix', () => {
  const cases: [key: string, focus: FocusPlace, verdict: string][] = [
    ['N', 'page', 'session.new'],
    ['N', 'text', 'pass'],
    ['N', 'terminal', 'pass'],
    ['N', 'modal', 'pass'],
    ['Ctrl+K', 'page', 'palette.open'],
    ['Ctrl+K', 'text', 'palette.open'],
    ['Ctrl+K', 'modal', 'pass'],
    ['Ctrl+K', 'terminal', 'pass'],
    ['Ctrl+B', 'terminal', 'pass'],
    ['Ctrl+Shift+F', 'terminal', 'palette.open'],
    ['Ctrl+Shift+F', 'page', 'palette.open'],
    ['Ctrl+Shift+ArrowDown', 'page', 'session.toggle'],
    ['Ctrl+Shift+ArrowDown', 'text', 'pass'],
    ['Ctrl+Shift+ArrowDown', 'modal', 'pass'],
    ['Ctrl+Shift+C', 'page', 'pass'],
    ['Ctrl+Shift+ArrowRight', 'terminal', 'session.next'],
    ['Ctrl+ArrowRight', 'terminal', 'pass'],
  ];
  test.each(cases)('%s in %s: %s', (key, focus, expected) => {
    const verdict = keyVerdict(press(key), focus, ALL);
    expect(verdict.kind === 'run' ? verdict.id : verdict.kind).toBe(expected);
  });

  test('a key whose action nobody offers is left alone', () => {
    expect(keyVerdict(press('N'), 'page', { ...ALL, offered: new Set() })).toEqual({ kind: 'pass', armed: false });
  });
});

describe('with a prefix', () => {
  test('it is kept from the program, and the next key counts as if outside', () => {
    expect(keyVerdict(press('Ctrl+B'), 'terminal', WITH_PREFIX)).toEqual({ kind: 'swallow', armed: true });
    expect(keyVerdict(press('N'), 'terminal', { ...WITH_PREFIX, armed: true })).toEqual({ kind: 'run', id: 'session.new' });
  });

  test('pressed twice it reaches the program once', () => {
    expect(keyVerdict(press('Ctrl+B'), 'terminal', { ...WITH_PREFIX, armed: true })).toEqual({ kind: 'pass', armed: false });
  });

  test('a key that means nothing after it reaches nobody', () => {
    expect(keyVerdict(press('Ctrl+Y'), 'terminal', { ...WITH_PREFIX, armed: true })).toEqual({ kind: 'swallow', armed: false });
  });

  test('a modifier on its way to a key does not end the wait', () => {
    expect(keyVerdict(press('Shift'), 'terminal', { ...WITH_PREFIX, armed: true })).toEqual({ kind: 'pass', armed: true });
  });

  test('outside of a terminal it is an ordinary key', () => {
    expect(keyVerdict(press('Ctrl+B'), 'page', WITH_PREFIX)).toEqual({ kind: 'pass', armed: false });
  });
});
