import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PICTURE_MAX, TEXT_MAX } from '#common/limits.ts';
import type { PreviewRow } from '#common/preview.ts';
import { Page, pictureOf } from './page-terminal.ts';
import { cleanTitle, ScreenTerminal } from './screen-terminal.ts';
import { beyondText, wildStream } from './wild-stream.ts';

const SIZE = { cols: 24, rows: 6 };
const utf8 = (text: string) => new TextEncoder().encode(text);

interface Heard {
  answers: string[];
  titles: string[];
  previews: { count: number; rows: PreviewRow[] }[];
}

function open(): { screen: ScreenTerminal; heard: Heard } {
  const heard: Heard = { answers: [], titles: [], previews: [] };
  const screen = new ScreenTerminal(
    { ...SIZE, offset: 0 },
    {
      parsed: () => undefined,
      answer: (text) => heard.answers.push(text),
      title: (title) => heard.titles.push(title),
      preview: (preview) => heard.previews.push(preview),
    },
  );
  return { screen, heard };
}

const settled = (screen: ScreenTerminal) => new Promise<void>((done) => screen.settled(done));

describe('a picture', () => {
  it('and the bytes after it make the same terminal as all bytes, wherever it is cut', async () => {
    const run = fc.asyncProperty(wildStream, fc.nat(), fc.array(fc.nat(200), { maxLength: 5 }), async ({ before, after }, at, cuts) => {
      const stream = utf8([...before, ...after].filter((piece) => typeof piece === 'string').join(''));
      const cut = stream.length === 0 ? 0 : at % (stream.length + 1);
      const { screen } = open();
      for (const chunk of chunks(stream.subarray(0, cut), cuts)) screen.write(chunk);
      await settled(screen);
      const picture = pictureOf(screen);
      expect(picture.offset).toBeLessThanOrEqual(cut);
      const known = new Page(SIZE);
      await known.write(stream.subarray(0, picture.offset));
      if (beyondText(known.terminal) === null) {
        const resumed = new Page(SIZE);
        await resumed.write(picture.data);
        expect(resumed.sent).toEqual([]);
        expect(resumed.look).toEqual(known.look);
      }
      screen.dispose();
    });
    await fc.assert(run, { numRuns: Number(process.env.BECKON_TEST_RUNS ?? 150), seed: Number(process.env.BECKON_TEST_SEED ?? 4) });
  });

  it.each([
    ['a hidden cursor', '\x1b[?25l', '\x1b[?25l'],
    ['mouse encoding', '\x1b[?1006h', '\x1b[?1006h'],
    ['cursor shape', '\x1b[5 q', '\x1b[5 q'],
    ['title', '\x1b]2;name\x07', '\x1b]2;name\x07'],
    ['scroll region', '\x1b[2;4r\x1b[3;5H', '\x1b[2;4r'],
  ])('brings back %s', async (_name, printed, restored) => {
    const { screen } = open();
    screen.write(utf8(printed));
    await settled(screen);
    expect(new TextDecoder().decode(pictureOf(screen).data)).toContain(restored);
    screen.dispose();
  });

  it.each([
    ['a shown cursor', '\x1b[?25l\x1b[?25h', '\x1b[?25l'],
    ['a region that was reset', '\x1b[2;4r\x1b[r', '\x1b[2;4r'],
    ['what a full reset takes away', '\x1b[5 q\x1b[?1006h\x1b[2;4r\x1bc', '\x1b[5 q'],
  ])('has no trace of %s', async (_name, printed, gone) => {
    const { screen } = open();
    screen.write(utf8(printed));
    await settled(screen);
    expect(new TextDecoder().decode(pictureOf(screen).data)).not.toContain(gone);
    screen.dispose();
  });

  it('has no scroll region of the other buffer, which was left', async () => {
    const { screen } = open();
    screen.write(utf8('\x1b[?1049h\x1b[3;6r\x1b[?1049l'));
    await settled(screen);
    expect(new TextDecoder().decode(pictureOf(screen).data)).not.toContain('\x1b[3;6r');
    screen.dispose();
  });

  it('keeps the scroll region of the normal buffer for when the other is left', async () => {
    const { screen } = open();
    screen.write(utf8('\x1b[2;4r\x1b[?1049h'));
    await settled(screen);
    const page = new Page(SIZE);
    await page.write(pictureOf(screen).data);
    await page.write(utf8('\x1b[?1049l\x1b[4;1Hlast\r\n\nnew'));
    const straight = new Page(SIZE);
    await straight.write(utf8('\x1b[2;4r\x1b[?1049h\x1b[?1049l\x1b[4;1Hlast\r\n\nnew'));
    expect(page.look).toEqual(straight.look);
    screen.dispose();
  });

  it('of dense lines has as much scrollback as there is room for, and the screen whole', async () => {
    const heard = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };
    const screen = new ScreenTerminal({ cols: 120, rows: 20, offset: 0 }, heard);
    const line = (at: number) =>
      `${Array.from({ length: 119 }, (_, x) => `\x1b[38;2;${x};${at % 250};9;48;2;${at % 200};${x};7mx`).join('')}\x1b[0m\r\n`;
    for (let at = 0; at < 4000; at += 1) screen.write(utf8(line(at)));
    screen.write(utf8('the end'));
    await settled(screen);
    const { data } = pictureOf(screen);
    expect(data.length).toBeLessThanOrEqual(PICTURE_MAX);
    expect(data.length).toBeGreaterThan(PICTURE_MAX / 2);
    expect(new TextDecoder().decode(data)).toContain('the end');
    screen.dispose();
  });

  it('is of the moment it was asked for, whatever is printed while it is made', async () => {
    const { screen } = open();
    screen.write(utf8(Array.from({ length: 200 }, (_, at) => `\x1b[3${at % 8}mline ${at} e\u0301\r\n`).join('')));
    await settled(screen);
    const { data } = pictureOf(screen);
    const making = screen.picture();
    expect(making.next().done).toBe(false);
    screen.write(utf8('other\r\n'.repeat(6000))); // more than are kept: xterm uses the oldest lines again
    await settled(screen);
    for (;;) {
      const step = making.next();
      if (!step.done) continue;
      expect(step.value.data).toEqual(data);
      expect(new TextDecoder().decode(step.value.data.subarray(step.value.screenAt))).not.toContain('line 100');
      break;
    }
    screen.dispose();
  });

  it('is of the grid it was asked for after, however the writes lie', async () => {
    const { screen } = open();
    screen.write(utf8('x'.repeat(30)));
    screen.resize(40, 6);
    screen.write(utf8('\r\nnext'));
    await settled(screen);
    expect(pictureOf(screen)).toMatchObject({ cols: 40, rows: 6 });
    screen.dispose();
  });
});

describe('the screen', () => {
  it.each([
    ['device attributes', '\x1b[c', ['\x1b[?1;2c']],
    ['cursor position', 'ab\x1b[6n', ['\x1b[1;3R']],
    ['a colour that is set, not asked for', '\x1b]11;#000000\x1b\\', []],
    ['the clipboard, never', '\x1b]52;c;?\x07', []],
  ])('answers %s', async (_name, query, answers) => {
    const { screen, heard } = open();
    screen.write(utf8(query));
    await settled(screen);
    expect(heard.answers).toEqual(answers);
    screen.dispose();
  });

  it('shows a character wherever it is cut', async () => {
    const { screen } = open();
    for (const byte of utf8('a — “b” • 日😀')) screen.write(Uint8Array.of(byte));
    await settled(screen);
    expect(screen.text(false).lines[0]).toBe('a — “b” • 日😀');
    screen.dispose();
  });

  it('answers nothing that is only replayed', async () => {
    const { screen, heard } = open();
    screen.replay(utf8('a\x1b[6n\x1b[c\x1b]11;?\x07'));
    screen.write(utf8('\x1b[6n'));
    await settled(screen);
    expect(heard.answers).toEqual(['\x1b[1;2R']);
    screen.dispose();
  });

  it('is text as a person sees it, with or without what scrolled away', async () => {
    const { screen } = open();
    screen.write(utf8(Array.from({ length: 8 }, (_, at) => `line ${at}`).join('\r\n')));
    await settled(screen);
    expect(screen.text(false).lines).toEqual(['line 2', 'line 3', 'line 4', 'line 5', 'line 6', 'line 7']);
    expect(screen.text(true).lines[0]).toBe('line 0');
    expect(screen.text(true).cursor).toEqual({ x: 6, y: 7 });
    screen.dispose();
  });

  it('is text of a bounded size: older lines are left out', async () => {
    const heard = { parsed: () => undefined, answer: () => undefined, title: () => undefined, preview: () => undefined };
    const screen = new ScreenTerminal({ cols: 1000, rows: 20, offset: 0 }, heard);
    for (let at = 0; at < 1000; at += 1) screen.write(utf8(`${String(at).padEnd(1000, 'x')}`));
    await settled(screen);
    const text = screen.text(true);
    expect(text.cut).toBe(true);
    expect(text.lines.join('\n').length).toBeLessThanOrEqual(TEXT_MAX);
    expect(text.lines.at(-1)).toMatch(/^999x/);
    expect(screen.text(false)).toMatchObject({ cut: false, lines: { length: 20 } });
    screen.dispose();
  });

  it('tells the first and the last of many titles, not all', async () => {
    const { screen, heard } = open();
    screen.write(utf8(Array.from({ length: 5000 }, (_, at) => `\x1b]0;${at}\x07`).join('')));
    await settled(screen);
    await expect.poll(() => heard.titles.at(-1)).toBe('4999');
    expect(heard.titles[0]).toBe('0');
    expect(heard.titles.length).toBeLessThan(20);
    screen.dispose();
  });

  it.each(['S', 'T', 'L', 'M', 'I', 'Z', 'b'])('is not held up by CSI 2147483647 %s', async (final) => {
    const { screen } = open();
    screen.write(utf8(`x\x1b[2147483647${final}\x1b[H\x1b[2Jafter`));
    await settled(screen);
    expect(screen.text(false).lines[0]).toBe('after');
    screen.dispose();
  });

  it('cleans and cuts titles', () => {
    expect(cleanTitle('a\u202eb\u0007c\u009b\u061c\u200f')).toBe('abc');
    expect(cleanTitle('x'.repeat(1000))).toHaveLength(256);
  });
});

function* chunks(bytes: Uint8Array, cuts: number[]): Generator<Uint8Array> {
  let at = 0;
  for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
    if (cut <= at || cut >= bytes.length) continue;
    yield bytes.slice(at, cut);
    at = cut;
  }
  yield bytes.slice(at);
}

describe('a preview', () => {
  it('of a screen that goes on changing is told four times a second, the last change with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { screen, heard } = open();
      screen.preview(true);
      await vi.advanceTimersByTimeAsync(0);
      expect(heard.previews).toHaveLength(1); // the whole, which is empty
      const told: number[] = [];
      for (let at = 10; at <= 1000; at += 10) {
        screen.write(utf8(`\r${at}`));
        const before = heard.previews.length;
        await vi.advanceTimersByTimeAsync(10);
        if (heard.previews.length > before) told.push(at);
      }
      expect(told).toEqual([250, 500, 750, 1000]);
      await vi.advanceTimersByTimeAsync(250);
      expect(heard.previews.at(-1)?.rows[0]?.runs[0]?.text).toBe('1000');
      screen.dispose();
    } finally {
      vi.useRealTimers();
    }
  });
});
