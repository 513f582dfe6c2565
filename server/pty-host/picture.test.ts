import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { takePicture } from './picture.ts';
import { insideOf } from './terminal-inside.ts';
import { lookOfTerminal } from './terminal-look.ts';
import { TerminalMemory } from './terminal-memory.ts';
import { beyondText, type Piece, wildStream } from './wild-stream.ts';

/** Another seed and more runs search further; see CONTRIBUTING. */
const SEED = Number(process.env.BECKON_TEST_SEED ?? 4);
const RUNS = Number(process.env.BECKON_TEST_RUNS ?? 400);
const SEARCH_MS = 590_000;
/** At most so many of all runs may end in what is beyond text (see `beyondText`); of 18,000 none did. */
const LEFT_OUT = 0.05;

/** A terminal of the pty host, as far as pictures are concerned. Small, so that everything happens at its edges. */
class Subject {
  readonly terminal: headless.Terminal;
  readonly memory: TerminalMemory;
  readonly sent: string[] = [];

  constructor(cols: number, rows: number) {
    this.terminal = new headless.Terminal({ cols, rows, scrollback: 40, allowProposedApi: true, logLevel: 'off' });
    this.terminal.loadAddon(new unicode11.Unicode11Addon() as unknown as headless.ITerminalAddon);
    this.terminal.unicode.activeVersion = '11';
    this.memory = new TerminalMemory(this.terminal);
    guardTerminal(this.terminal);
    this.terminal.onData((text) => this.sent.push(text));
  }

  take(...pieces: readonly Piece[]): this {
    for (const piece of pieces) {
      if (typeof piece === 'string') insideOf(this.terminal).writeSync(piece);
      else resizeTerminal(this.terminal, piece.cols, piece.rows);
    }
    return this;
  }

  get picture(): { above: string; screen: string } {
    const { above, screen } = takePicture(this.terminal, this.memory);
    const making = above.text(Number.POSITIVE_INFINITY);
    for (;;) {
      const step = making.next();
      if (step.done) return { above: step.value, screen };
    }
  }

  /** A new terminal, made from this one's picture. */
  get resumed(): Subject {
    const { above, screen } = this.picture;
    return new Subject(this.terminal.cols, this.terminal.rows).take(above + screen);
  }

  look(targets = true): unknown {
    return { ...(lookOfTerminal(this.terminal, targets) as object), colours: this.memory.restore() };
  }
}

describe('a picture', () => {
  it('makes the same terminal, to the last attribute, and what comes after has the same effect', { timeout: SEARCH_MS }, () => {
    let leftOut = 0;
    fc.assert(
      fc.property(wildStream, ({ before, after }) => {
        const straight = new Subject(12, 5).take(...before);
        if (beyondText(straight.terminal)) {
          leftOut += 1;
          return;
        }
        const { resumed } = straight;
        expect(resumed.look()).toEqual(straight.look());
        expect(resumed.sent).toEqual([]);
        expect(resumed.take(...after).look(false)).toEqual(straight.take(...after).look(false));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(leftOut).toBeLessThanOrEqual(RUNS * LEFT_OUT);
  });

  it('of a picture of a picture, ten times, is still the same', { timeout: SEARCH_MS }, () => {
    let leftOut = 0;
    fc.assert(
      fc.property(wildStream, ({ before }) => {
        const straight = new Subject(12, 5).take(...before);
        if (beyondText(straight.terminal)) {
          leftOut += 1;
          return;
        }
        let resumed = straight;
        for (let time = 0; time < 10; time += 1) resumed = resumed.resumed;
        expect(resumed.look()).toEqual(straight.look());
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: SEED },
    );
    expect(leftOut).toBeLessThanOrEqual((RUNS / 4) * LEFT_OUT);
  });

  it('is shown without its scrollback as well', { timeout: SEARCH_MS }, () => {
    let leftOut = 0;
    fc.assert(
      fc.property(wildStream, ({ before }) => {
        const straight = new Subject(12, 5).take(...before);
        if (beyondText(straight.terminal)) {
          leftOut += 1;
          return;
        }
        const { cols, rows } = straight.terminal;
        const alone = new Subject(cols, rows).take(straight.picture.screen);
        const shown = ({ terminal }: Subject) => ({
          rows: Array.from({ length: rows }, (_, y) =>
            terminal.buffer.active.getLine(terminal.buffer.active.baseY + y)?.translateToString(),
          ),
          cursor: [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY],
          modes: { ...terminal.modes },
        });
        expect(shown(alone)).toEqual(shown(straight));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(leftOut).toBeLessThanOrEqual(RUNS * LEFT_OUT);
  });

  it.each([
    ['links over two lines as one link', '\x1b]8;;https://example.org/\x07a long address\x1b]8;;\x07'],
    ['a saved cursor behind the last column', 'abcdefghijkl\x1b7\x1b[H'],
    ['a saved cursor that scrolled away', `\x1b[31mab\x1b7\x1b[m${'\r\nline'.repeat(9)}`],
    ['line drawing that is switched on', '\x1b(0lqk\x1b)A\x0e#'],
    ['colours that were changed', '\x1b]4;1;#102030;7;rgb:a/b/c\x07\x1b]11;#000\x07\x1b]12;nonsense\x07'],
    ['tab stops', '\x1b[3g\x1b[1;4H\x1bH\x1b[1;9H\x1bH\x1b[H'],
    ['the region of both screens', '\x1b[2;4r\x1b[?1049h\x1b[3;5r'],
    ['a coloured empty line', 'a\r\n\x1b[44m\x1b[K\x1b[m\r\nb'],
    ['half a wide character', '日本\x1b[2Gx'],
    ['half a wide character in colour', '\x1b[31;4m日本日\x1b[2Gx\x1b[35m\x1b[4Gy'],
    ['a second half that was pushed away', '\x1b[42m日\x1b[2G\x1b[2@'],
    ['a character just inserted', 'abcdef\x1b[4h\x1b[3Gx'],
    ['a mark apart from its character', 'e\x1b[31m\u0301'],
    ['a wrap torn by an inserted line', 'abcdefghijklmnop\x1b[2;1H\x1b[L'],
    ['a first line that continues what is gone', `${'x'.repeat(70)}\x1b[3J`],
    ['a pen that only restoring a cursor makes', '\x1b[4m\x1b7\x1b[24m\x1b8ab'],
  ])('brings back %s', (_name, printed) => {
    const straight = new Subject(12, 5).take(printed);
    expect(beyondText(straight.terminal)).toBe(false);
    const { resumed } = straight;
    expect(resumed.look()).toEqual(straight.look());
    for (const next of ['\u0301', 'next', '\x1b8x', '\x1b[?1049l\n\n\n', '\tend', '\x1b[?1047h\x1b8z']) {
      expect(resumed.take(next).look()).toEqual(straight.take(next).look());
    }
  });

  it('brings back a wide character at the edge on whose second half a narrower window has put the cursor', () => {
    const straight = new Subject(12, 5).take('\x1b[?7lk~日');
    straight.take({ cols: 4, rows: 5 });
    const rowOf = ({ terminal }: Subject) => terminal.buffer.active.getLine(0)?.translateToString();
    expect([rowOf(straight), rowOf(straight.resumed)]).toEqual(['k~日', 'k~日']);
  });

  it('has none of what it would not fit with: the oldest lines', () => {
    const straight = new Subject(12, 5).take(...Array.from({ length: 40 }, (_, at) => `line ${at}\r\n`));
    const { above } = takePicture(straight.terminal, straight.memory);
    let text = '';
    for (const making = above.text(200); ; ) {
      const step = making.next();
      if (step.done) text = step.value;
      if (step.done) break;
    }
    expect(text.length).toBeLessThanOrEqual(200);
    const { terminal } = new Subject(12, 5).take(text, straight.picture.screen);
    const lines = Array.from({ length: terminal.buffer.active.length }, (_, y) =>
      terminal.buffer.active.getLine(y)?.translateToString(true),
    );
    expect(lines.slice(-6)).toEqual(['line 35', 'line 36', 'line 37', 'line 38', 'line 39', '']);
    expect(lines[0]).toMatch(/^line 2\d$/);
  });
});

describe('the terminal', () => {
  it('outlives a program that erases up to the last cell', () => {
    for (const sequence of ['\x1b[1J', '\x1b[?1J']) {
      const { terminal } = new Subject(12, 5).take('abc\x1b[5;12H', sequence, 'd');
      expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('');
    }
  });

  it('has no scrollback on the other screen after its window was made lower', () => {
    const { terminal } = new Subject(12, 5).take({ cols: 12, rows: 2 }, '\x1b[?1049h', 'a\r\nb\r\nc');
    expect(terminal.buffer.active.baseY).toBe(0);
  });

  it('keeps nothing beyond the edge of another screen that became narrower, so that its picture tells all of it', () => {
    const narrower = new Subject(12, 5).take('\x1b[?1049habcdefghijkl\r\n漢字漢字漢字\r\n\x1b[44mblue ground \x1b[m', { cols: 7, rows: 5 });
    const { resumed } = narrower;
    const wider = [narrower, resumed].map((each) => each.take({ cols: 12, rows: 5 }));
    expect(wider[1]?.look()).toEqual(wider[0]?.look());
    const line = (y: number) => narrower.terminal.buffer.active.getLine(y)?.translateToString(true);
    expect([line(0), line(1), line(2)]).toEqual(['abcdefg', '漢字漢', 'blue gr']);
  });

  it('says so when it has changed inside', () => {
    const { terminal } = new Subject(12, 5);
    expect(() => insideOf(terminal)).not.toThrow();
    const core: unknown = Reflect.get(terminal, '_core');
    if (typeof core !== 'object' || core === null) throw new Error('no core');
    Reflect.set(core, '_oscLinkService', {});
    expect(() => insideOf(terminal)).toThrow('_oscLinkService.getLinkData is undefined');
  });
});
