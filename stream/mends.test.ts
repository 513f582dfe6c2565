import unicode11 from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { guardTerminal } from '#common/guard-terminal.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import { lookOfTerminal } from '#server/pty-host/terminal-look.ts';
import type { Piece } from '#server/pty-host/wild-stream.ts';
import { HostSide } from './host-side.ts';
import { makeTerminal, PageSide } from './page-side.ts';

const SCROLLBACK = 12;

/** Each was found by the search of `whole-way.test.ts`, in a terminal of 12 columns and 5 rows: xterm alone keeps what nobody can be brought to. */
const FOUND: readonly (readonly [name: string, pieces: readonly Piece[]])[] = [
  ['a wide character that found no room without wrapping', ['\x1b[?7l', '\x1b[11G漢', '漢', 'a']],
  ['the same, printed at once', ['\x1b[?7l\x1b[11G漢漢a']],
  ['a mark that joins nothing in the place of a half', ['\x1b[?7l\x1b[11G漢\x1b[m\u0301\u0301\x1b[H', 'a']],
  ['a link that is open when its line is erased', ['\x1b]8;;http://a/\x07', '\x1b[2J', 'ab']],
  ['a cursor that was saved in a row that is gone', ['\x1b[5;3H\x1b7\x1b[H', { cols: 12, rows: 3 }, { cols: 12, rows: 5 }, '\x1b8x']],
  ['a cursor that was saved before the scrollback was erased', ['\n\n\n', '\n\n\x1b7', '\x1b[3J', '\x1b[H\x1b8x']],
  ['a cursor that was saved above all lines', ['x   du    v漢\b\x1b[@', '\n'.repeat(15), '\x1b[u\n\n\n\n', { cols: 8, rows: 4 }]],
  ['a restored pen whose underline is another', ['\x1b[4m', '\x1b7', '\x1b[m', '\x1b[u\u0301\u0302']],
  ['a pen of another screen that was restored there', ['\x1b]8;;m\x1b7', '\x1b]8;;\x1b\\', '\x1b[u\x1b[?47hx']],
  ['an underline with a colour that was saved', ['\x1b[4:3;58;5;3m\x1b7\x1b[m', '\x1b8x']],
  ['a screen full of E while something is underlined', ['\x1b[4m', '\x1b#8']],
  ['a charset that was saved where another is invoked', ['\x1b)0\x0e\x1b7\x0f', '\x1b8', 'q\x0fq']],
  ['tab stops beyond the edge', ['\x1b[3g\x1b[11G\x1bH', { cols: 6, rows: 5 }, { cols: 12, rows: 5 }, '\x1b[8G\tx']],
  ['a wide character that the edge cuts', ['ab漢字', { cols: 3, rows: 5 }, { cols: 12, rows: 5 }, 'x']],
  ['a mark after a change of size', ['\x1b[?1049habc漢', { cols: 3, rows: 5 }, '\u0301']],
];

describe('what xterm alone would keep to itself', () => {
  it.each(FOUND)('%s: whoever comes at any time sees the same', (_name, pieces) => {
    for (let come = 0; come <= pieces.length; come += 1) {
      const host = new HostSide(SCROLLBACK);
      const page = new PageSide(SCROLLBACK);
      for (const piece of pieces.slice(0, come)) host.take(piece);
      page.restore(host.screen);
      while (page.lines.wanted.before > 0) page.fill({ viewer: 1, ...host.lines.piece(page.lines.wanted) });
      for (const piece of pieces.slice(come)) {
        host.take(piece);
        if (typeof piece === 'string') page.write(piece);
        else page.resize(piece.cols, piece.rows);
      }
      expect([come, lookOfTerminal(page.terminal, true)]).toEqual([come, lookOfTerminal(host.terminal, true)]);
    }
  });

  it('is the same however the output is cut', () => {
    const cuts = ['\x1b[?7l\x1b[11G漢漢a', '\x1b[?7l\x1b[11G漢漢\u0301', '\x1b[?7l\x1b[11G漢漢漢', '\x1b[?7l\x1b[12G漢e\u0301漢'];
    for (const text of cuts) {
      const whole = new HostSide(SCROLLBACK);
      whole.take(text);
      const single = new HostSide(SCROLLBACK);
      for (const each of text) single.take(each);
      expect([text, lookOfTerminal(single.terminal, true)]).toEqual([text, lookOfTerminal(whole.terminal, true)]);
    }
  });
});

describe('a link', () => {
  it('that is open leads on after its line was erased, and is forgotten when another is in its place', () => {
    const { terminal } = new HostSide(SCROLLBACK);
    const inside = insideOf(terminal);
    const write = (text: string) => inside.writeSync(text);
    write('\x1b]8;;http://a/\x07\x1b[2Jab');
    const id = inside.buffers.active.lines.get(0)?._extendedAttrs[0]?.urlId ?? 0;
    expect(inside._oscLinkService.getLinkData(id)?.uri).toBe('http://a/');
    write('\x1b]8;;\x07\x1b[2J');
    expect(inside._oscLinkService._dataByLinkId.size).toBe(0);
    write('\x1b]8;;http://a/\x07\x1b[2J\x1b]8;;http://b/\x07\x1b[2J\x1b]8;;\x07');
    expect(inside._oscLinkService.getLinkData(id)).toBe(undefined);
    for (let each = 0; each < 100; each += 1) write(`\x1b]8;;http://c/${each}\x07\x1b[2J\x1b]8;;\x07`);
    expect(inside._oscLinkService._dataByLinkId.size).toBeLessThanOrEqual(1);
  });

  it('that is open while it is printed many lines long is forgotten with the last of them', () => {
    const { terminal } = new HostSide(SCROLLBACK);
    const inside = insideOf(terminal);
    inside.writeSync(`\x1b]8;;http://a/\x07${'ab\r\n'.repeat(40)}\x1b]8;;\x07`);
    expect(inside._oscLinkService._dataByLinkId.size).toBe(1);
    inside.writeSync(`${'\r\n'.repeat(40)}\x1b]8;;http://b/\x07${'\r\n'.repeat(40)}\x1b]8;;\x07`);
    expect(inside._oscLinkService._dataByLinkId.size).toBeLessThanOrEqual(1);
  });
});

describe('a terminal that is guarded', () => {
  it('is the same inside in a page as in the pty host', async () => {
    for (const [name, pieces] of FOUND) {
      if (name.includes('charset')) continue; // each build has tables of its own, and looks tell them apart by which they are
      const host = new HostSide(SCROLLBACK).terminal;
      const inPage = new Terminal({ cols: 12, rows: 5, scrollback: SCROLLBACK, allowProposedApi: true });
      const page = inPage as unknown as typeof host;
      page.loadAddon(new unicode11.Unicode11Addon() as never);
      page.unicode.activeVersion = '11';
      guardTerminal(inPage);
      for (const terminal of [host, page]) {
        for (const piece of pieces) {
          if (typeof piece === 'string') insideOf(terminal).writeSync(piece);
          else resizeTerminal(terminal, piece.cols, piece.rows);
        }
      }
      expect(lookOfTerminal(page, true)).toEqual(lookOfTerminal(host, true));
      inPage.dispose();
    }
  });

  it('leaves one that is not as it is, whichever came first', async () => {
    const tower = `e${'\u0301'.repeat(200)}`;
    const before = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
    const guarded = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
    guardTerminal(guarded);
    const after = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
    const heights: (number | undefined)[] = [];
    for (const terminal of [before, guarded, after, makeTerminal(20, 4, 0)]) {
      await new Promise<void>((done) => terminal.write(tower, done));
      heights.push(terminal.buffer.active.getLine(0)?.getCell(0)?.getChars().length);
      terminal.dispose();
    }
    expect(heights).toEqual([201, 32, 201, 201]);
  });

  it('has bounds for those who come to listen later, too', async () => {
    const terminal = makeTerminal(20, 4, 0);
    guardTerminal(terminal);
    const heard: number[] = [];
    terminal.parser.registerOscHandler(4242, (data) => {
      heard.push(data.length);
      return true;
    });
    const write = (text: string) => new Promise<void>((done) => terminal.write(text, done));
    await write('\x1b]4242;short\x07');
    await write(`\x1b]4242;${'x'.repeat(5 * 1024 * 1024)}\x07`);
    expect(heard).toEqual([5]);
  });
});

it('a window that is made narrower leaves the last line alone when there are too many', () => {
  for (let scrolled = 12; scrolled < 32; scrolled += 1) {
    const { terminal } = new HostSide(SCROLLBACK);
    insideOf(terminal).writeSync(`${'\r\n'.repeat(scrolled)}x日本${'\r\nx'.repeat(16)}`);
    resizeTerminal(terminal, 2, 5);
    const { active } = terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true));
    expect([scrolled, ...lines]).toEqual([scrolled, '本', ...Array.from({ length: 16 }, () => 'x')]);
  }
});

it('a resize to the same size is none', () => {
  const { terminal } = new HostSide(SCROLLBACK);
  insideOf(terminal).writeSync('e');
  resizeTerminal(terminal, 12, 5);
  insideOf(terminal).writeSync('\u0301');
  expect(terminal.buffer.active.getLine(0)?.getCell(0)?.getChars()).toBe('e\u0301');
});
