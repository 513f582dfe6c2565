import { expect, test } from 'vitest';
import { type RowKey, rowKeyText, withCtrl } from './row-keys.ts';

test.each<[RowKey, boolean, boolean, string]>([
  ['Escape', false, false, '\x1b'],
  ['Tab', false, false, '\t'],
  ['/', false, false, '/'],
  ['ArrowUp', false, false, '\x1b[A'],
  ['ArrowLeft', false, true, '\x1bOD'],
  ['ArrowRight', true, true, '\x1b[1;5C'],
])('%s, Ctrl %s, application mode %s', (key, ctrl, application, text) => {
  expect(rowKeyText(key, { ctrl, application })).toBe(text);
});

test('Ctrl makes control characters of letters and a few signs, and leaves the rest', () => {
  expect(['c', 'C', 'b', '[', '?', ' ', '1', 'é', 'ab'].map(withCtrl)).toEqual([
    '\x03',
    '\x03',
    '\x02',
    '\x1b',
    '\x7f',
    '\0',
    '1',
    'é',
    'ab',
  ]);
});
