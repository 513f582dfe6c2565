import { describe, expect, it } from 'vitest';
import { createKeyDecoder, type Key } from './key-decoder.ts';

const text = (text: string): Key => ({ kind: 'text', text });
const cases: [name: string, pieces: string[], keys: Key[]][] = [
  ['text', ['héllo ✓'], [text('héllo ✓')]],
  ['Enter, and a line break', ['a\r\n\x1b\r'], [text('a'), { kind: 'enter' }, { kind: 'newline' }, { kind: 'newline' }]],
  ['arrows, also in application mode', ['\x1b[A\x1bOB'], [{ kind: 'up' }, { kind: 'down' }]],
  ['an arrow in pieces', ['\x1b', '[', 'C'], [{ kind: 'edit', edit: 'right' }]],
  ['Shift+Tab', ['\x1b[Z'], [{ kind: 'mode' }]],
  [
    'control keys',
    ['\x03\x04\x15\x7f'],
    [{ kind: 'interrupt' }, { kind: 'end-of-input' }, { kind: 'edit', edit: 'clear' }, { kind: 'edit', edit: 'backspace' }],
  ],
  [
    'a paste in pieces, with what a terminal would obey',
    ['\x1b[200~a\rb', '\x1b[31m\tc\x1b[20', '1~d'],
    [{ kind: 'paste', text: 'a\nb[31m  c' }, text('d')],
  ],
  ['focus reports and answers of the terminal', ['\x1b[I\x1b[O\x1b]11;rgb:00/00/00\x1b\\\x1b[?1;2c\x1b]0;x\x07y'], [text('y')]],
  ['keys without a meaning', ['\x1b[15~\x1b[1;5Ca\x1bx'], [text('a')]],
  ['Esc twice', ['\x1b\x1b', '\x1b[A'], [{ kind: 'escape' }, { kind: 'escape' }, { kind: 'up' }]],
];

describe('the key decoder', () => {
  it.each(cases)('%s', (_name, pieces, keys) => {
    const decoder = createKeyDecoder();
    expect(pieces.flatMap((piece) => decoder.take(piece))).toEqual(keys);
    expect(decoder.isOpen).toBe(false);
  });

  it('takes an Esc for the key when nothing follows', () => {
    const decoder = createKeyDecoder();
    expect(decoder.take('\x1b')).toEqual([]);
    expect(decoder.isOpen).toBe(true);
    expect(decoder.settle()).toEqual([{ kind: 'escape' }]);
    expect(decoder.isOpen).toBe(false);
  });

  it('waits for the end of a paste for as long as it takes', () => {
    const decoder = createKeyDecoder();
    expect(decoder.take('\x1b[200~half')).toEqual([]);
    expect(decoder.settle()).toEqual([]);
    expect(decoder.take('\x1b[201~')).toEqual([{ kind: 'paste', text: 'half' }]);
  });
});
