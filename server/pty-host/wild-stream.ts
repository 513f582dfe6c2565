import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { isScar, lineNow } from './picture-cells.ts';
import type { InnerLine } from '#common/xterm-inside.ts';
import { insideOf } from './terminal-inside.ts';

const number = fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 14 }).map(String));
const sequence = (form: string) => fc.tuple(number, number).map(([a, b]) => `\x1b[${form.replace('A', a).replace('B', b)}`);

const text = fc.oneof(
  fc.stringMatching(/^[a-z ]{1,14}$/),
  fc.constantFrom(
    '日本',
    '€',
    '😀',
    '─│',
    '漢',
    'é́',
    'e\u0301',
    '\u0301',
    '\u0301\u0302',
    '\u200b',
    'x'.repeat(12),
    '日'.repeat(6),
    '日'.repeat(7),
    'lqk~',
    '漢\bx',
    '日本\b\b\bx',
    '漢\b\x1b[@',
  ),
);
const control = fc.constantFrom('\r\n', '\n', '\r', '\t', '\b', '\x0e', '\x0f', '\x1bM', '\x1bD', '\x1bE', '\x07');
const style = fc.constantFrom(
  ...'0 1 2 3 4 5 7 8 9 21 22 23 24 25 27 28 29 31 39 41 49 53 55 59 93 103 4:3 4:5 4:0 38;5;200 48;5;17 38;2;1;2;3 48;2;9;8;7 58;5;3 58:2::1:2:3 1;4;41 38:2:1:2:3'
    .split(' ')
    .map((codes) => `\x1b[${codes}m`),
  '\x1b[1"q',
  '\x1b[0"q',
);
const move = fc.oneof(
  ...['A;BH', 'AA', 'AB', 'AC', 'AD', 'AE', 'AF', 'AG', 'Ad', 'AI', 'AZ', 'Aa', 'Ae', 'A`'].map((form, at) =>
    at === 1 ? sequence('A').map((s) => `${s}A`) : at === 2 ? sequence('A').map((s) => `${s}B`) : sequence(form),
  ),
);
const edit = fc.oneof(
  ...['A@', 'AP', 'AX', 'AL', 'AM', 'AS', 'AT', 'A @', 'A A', "A'}", "A'~", 'Ab'].map((form) => sequence(form)),
  fc.constantFrom(...'J 1J 2J 3J K 1K 2K ?K ?1K ?2K ?J ?1J ?2J'.split(' ').map((codes) => `\x1b[${codes}`)),
  fc.constant('\x1b#8'),
);
const mode = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(1, 6, 7, 12, 25, 45, 47, 66, 9, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004, 2026),
      fc.constantFrom('h', 'l'),
    )
    .map(([code, final]) => `\x1b[?${code}${final}`),
  fc.constantFrom('\x1b[4h', '\x1b[4l', '\x1b[20h', '\x1b[20l', '\x1b=', '\x1b>', '\x1b[!p', '\x1bc', '\x1b[?2h'),
  fc.constantFrom(...'0 1 2 3 4 5 6 7 8'.split(' ').map((code) => `\x1b[${code} q`)),
);
const saved = fc.constantFrom('\x1b7', '\x1b8', '\x1b[s', '\x1b[u');
const region = sequence('A;Br');
const tab = fc.constantFrom('\x1bH', '\x1b[g', '\x1b[3g');
const charset = fc.tuple(fc.constantFrom(...'()*+-.'), fc.constantFrom(...'0ABK4R')).map((parts) => `\x1b${parts.join('')}`);
const invoke = fc.constantFrom('\x0e', '\x0f', '\x1bn', '\x1bo', '\x1b%G');
const link = fc.constantFrom('\x1b]8;;http://a/\x07', '\x1b]8;id=1;http://b/\x07', '\x1b]8;;\x07', '\x1b]8;;\x1b\\');
const title = fc.constantFrom('\x1b]0;one\x07', '\x1b]2;two\x1b\\', '\x1b]1;icon\x07');
const colour = fc.constantFrom('\x1b]4;1;#123456\x07', '\x1b]104\x07', '\x1b]11;rgb:1/2/3\x07', '\x1b]110\x07');
const resize = fc.record({ cols: fc.integer({ min: 2, max: 16 }), rows: fc.integer({ min: 2, max: 7 }) });

export type Piece = string | { readonly cols: number; readonly rows: number };

const common = [
  { weight: 10, arbitrary: text },
  { weight: 5, arbitrary: control },
  { weight: 5, arbitrary: style },
  { weight: 6, arbitrary: move },
  { weight: 6, arbitrary: edit },
  { weight: 3, arbitrary: mode },
  { weight: 2, arbitrary: saved },
  { weight: 1, arbitrary: region },
  { weight: 1, arbitrary: charset },
  { weight: 1, arbitrary: invoke },
  { weight: 2, arbitrary: link },
  { weight: 1, arbitrary: title },
  { weight: 1, arbitrary: colour },
  { weight: 1, arbitrary: tab },
  { weight: 1, arbitrary: resize },
] as const;

const pieces = fc.oneof<[...{ weight: number; arbitrary: fc.Arbitrary<Piece> }[]]>(...common);

/** A stream in two parts. */
export const wildStream: fc.Arbitrary<{ before: Piece[]; after: Piece[] }> = fc.record({
  before: fc.array(pieces, { maxLength: 40 }),
  after: fc.array(pieces, { maxLength: 14 }),
});

/** A stream in one part, of up to some 200 pieces. */
export const longStream: fc.Arbitrary<Piece[]> = fc.array(pieces, { maxLength: 200, size: 'max' });

/**
 * Whether a row on one of both screens is nothing but cells that wide characters lost when they were cut, each with more than a background:
 * each cut leaves a character beside it, or another such cell of the same look, so that no order of sequences makes every such row. It is the
 * one thing that no text can bring back, and only its empty cells look different then.
 */
export function beyondText(terminal: Terminal): boolean {
  const { cols, buffers } = insideOf(terminal);
  return [buffers.normal, buffers.alt].some(({ lines }) => {
    for (let y = 0; y < lines.length; y += 1) {
      const line = lines.get(y);
      if (line !== undefined && isAllScars(line, cols)) return true;
    }
    return false;
  });
}

function isAllScars(line: InnerLine, cols: number): boolean {
  const taken = lineNow(line, cols);
  for (let x = 0; x < cols; x += 1) if (!isScar(taken, x)) return false;
  return true;
}
