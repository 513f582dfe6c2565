import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEQUENCE_MAX } from '#common/limits.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import { GroundTracker } from './ground.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('GroundTracker', () => {
  it.each([
    ['plain text', 'abc', 3],
    ['a whole sequence', 'a\x1b[31mb', 7],
    ['a half sequence', 'ab\x1b[3', 2],
    ['a title not ended', 'x\x1b]0;ti', 1],
    ['a title ended by BEL', 'x\x1b]0;t\x07', 7],
    ['a title ended by ST', 'x\x1b]0;t\x1b\\', 8],
    ['a DCS not ended', '\x1bP$qm', 0],
    ['a sequence cancelled', '\x1b[3\x18', 4],
  ])('%s', (_name, text, ground) => {
    const tracker = new GroundTracker();
    tracker.push(bytes(text));
    expect(tracker.ground).toBe(ground);
  });

  it.each([
    ['a title', '\x1b]0;', '\x07'],
    ['a picture in APC', '\x1b_G', '\x1b\\'],
    ['a DCS', '\x1bPq', '\x1b\\'],
    ['parameters', '\x1b[', '5m'],
    ['an escape', '\x1b', 'c'],
  ])('does not wait for the end of %s that is too long: what follows is swallowed until it ends', async (_name, start, end) => {
    const filler = start === '\x1b' ? '\0' : '1';
    const stream = bytes(`before${start}${filler.repeat(SEQUENCE_MAX)}`);
    const tracker = new GroundTracker();
    tracker.push(stream);
    const { offset, opener } = tracker.resume;
    expect(offset).toBe(stream.length);
    const terminal = new headless.Terminal({ cols: 40, rows: 5, allowProposedApi: true, logLevel: 'off' });
    await new Promise<void>((done) => terminal.write(`before${opener}${filler.repeat(100)}${end}after`, done));
    const line = terminal.buffer.active.getLine(0)?.translateToString(true);
    expect(line).toBe(start === '\x1b' ? 'after' : 'beforeafter'); // ESC c clears, as it should
    terminal.dispose();
  });

  it.each([
    ['a line feed within an escape', '\x1b\n', '\x1b'],
    ['a return within a sequence', 'a\x1b[3\r1', '\x1b[31'],
    ['a line feed before a title', '\x1b\n]0;ti', '\x1b]0;ti'],
    ['half of what ends a title', '\x1b]0;title\x1b', '\x1b'],
  ])('goes on right here after %s, which has taken effect', (_name, text, opener) => {
    const tracker = new GroundTracker();
    tracker.push(bytes(text));
    expect(tracker.resume).toEqual({ offset: text.length, opener });
    tracker.push(bytes('\x18a'));
    expect(tracker.resume).toEqual({ offset: text.length + 2, opener: '' });
  });

  it('goes on before a character of which not all bytes came', () => {
    const tracker = new GroundTracker();
    tracker.push(Uint8Array.of(0x1b, 0x0a, 0x5b, 0xe2, 0x82));
    expect(tracker.resume).toEqual({ offset: 3, opener: '\x1b[' });
  });

  it('waits for the rest of a character', () => {
    const tracker = new GroundTracker();
    tracker.push(bytes('a€').subarray(0, 3));
    expect(tracker.ground).toBe(1);
    tracker.push(bytes('a€').subarray(3));
    expect(tracker.ground).toBe(4);
  });

  // The truth is xterm's own parser: private fields, read only here. If an upgrade moves them, this test says so.
  it('agrees with the parser of the headless terminal for any bytes', async () => {
    const pieces = fc.oneof(
      fc
        .constantFrom(
          '\x1b',
          '\x1b[',
          '\x1b]',
          '\x1bP',
          '\x1bX',
          '\x1b_',
          '\x1b\\',
          '\x07',
          '\x18',
          ';',
          '?',
          '$',
          '<',
          '1',
          'm',
          'q',
          ' ',
          '\n',
          '\x7f',
          '\u009b',
          '\u009d',
          '\u0090',
          '\u009c',
          '\u0098',
          'é',
          '€',
          '😀',
          '\ufeff',
        )
        .map(bytes),
      fc.uint8Array({ maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
        const terminal = new headless.Terminal({ cols: 20, rows: 5, allowProposedApi: true });
        const tracker = new GroundTracker();
        const characters = new Utf8Pieces();
        let offset = 0;
        for (const part of parts) {
          for (const byte of part) {
            const one = Uint8Array.of(byte);
            await new Promise<void>((done) => terminal.write(characters.take(one), done));
            tracker.push(one);
            offset += 1;
            expect(tracker.ground === offset).toBe(isGround(terminal) && characters.pending === 0);
          }
        }
        const whole = new GroundTracker();
        whole.push(Buffer.concat(parts));
        expect(whole.ground).toBe(tracker.ground);
        terminal.dispose();
      }),
      { numRuns: 150 },
    );
  });
});

function isGround(terminal: InstanceType<typeof headless.Terminal>): boolean {
  const input = Reflect.get(Reflect.get(terminal, '_core'), '_inputHandler');
  const state: unknown = Reflect.get(Reflect.get(input, '_parser'), 'currentState');
  if (typeof state !== 'number') throw new Error('the headless terminal has changed inside');
  return state === 0;
}
