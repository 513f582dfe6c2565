import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Appearance, FIRST_APPEARANCE } from '#common/appearance.ts';
import { ScreenTerminal } from './screen-terminal.ts';

const SIZE = { cols: 24, rows: 6 };
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A page with a light ground and one with a dark one, neither like the first. */
const LIGHT: Appearance = { ...FIRST_APPEARANCE, foreground: '#102030', background: '#fcfcfd', cell: { width: 7.8, height: 18.6 } };
const DARK: Appearance = { ...FIRST_APPEARANCE, background: '#202020' };

function open(appearance: Appearance = FIRST_APPEARANCE) {
  const answers: string[] = [];
  const screen = new ScreenTerminal(
    { ...SIZE, offset: 0, appearance },
    { parsed: () => undefined, answer: (text) => answers.push(text), title: () => undefined, preview: () => undefined },
  );
  const settled = () => new Promise<void>((done) => screen.settled(done));
  return {
    screen,
    settled,
    /** What the program hears for what it prints. */
    async ask(text: string): Promise<string> {
      screen.write(utf8(text));
      await settled();
      return answers.splice(0).join('');
    },
    /** What it was told without asking. */
    heard: () => answers.splice(0).join(''),
  };
}

describe('what agents ask at their start, byte for byte, is answered', () => {
  it.each([
    ['Claude Code 2.1.197', '\x1b[?2004h\x1b[?1004h\x1b[?2031h\x1b[>0q\x1b[c', '\x1b[?1;2c'],
    [
      'Codex 0.169.0',
      '\x1b[?2004h\x1b[>4;0m\x1b[>7u\x1b[?1004h\x1b[?u\x1b[c\x1b[6n\x1b]10;?\x1b\\\x1b]11;?\x1b\\',
      '\x1b[?1;2c\x1b[1;1R\x1b]10;rgb:1010/2020/3030\x1b\\\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\',
    ],
    ['Gemini CLI 0.61.0', '\x1b[?u\x1b]11;?\x1b\\\x1b[>q\x1b[c', '\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\\x1b[?1;2c'],
    [
      'opencode 1.18.33',
      '\x1b[?2031h\x1b]10;?\x07\x1b]11;?\x07\x1b[>0q\x1b[6n\x1bP+q4d73\x1b\\\x1b[?1016$p\x1b[?2027$p\x1b[?2031$p\x1b[?1004$p\x1b[?2004$p\x1b[?2026$p\x1b[?u\x1b]99;i=opentui-notifications:p=?;\x1b\\\x1b]1337;Capabilities\x1b\\\x1b[14t\x1b]4;0;?\x07\x1b_Gi=31337,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c',
      [
        '\x1b]10;rgb:1010/2020/3030\x1b\\\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\\x1b[1;1R',
        '\x1b[?1016;2$y\x1b[?2027;0$y\x1b[?2031;1$y\x1b[?1004;2$y\x1b[?2004;2$y\x1b[?2026;2$y',
        '\x1b[4;112;187t\x1b]4;0;rgb:1f1f/2323/2828\x1b\\\x1b[?1;2c',
      ].join(''),
    ],
  ])('%s', async (_name, asked, answered) => {
    expect(await open(LIGHT).ask(asked)).toBe(answered);
  });
});

describe('colours', () => {
  it('are the page’s, several in one sequence, also those that are the same everywhere', async () => {
    const { ask } = open(LIGHT);
    expect(await ask('\x1b]10;?;?;?;?\x07')).toBe(
      '\x1b]10;rgb:1010/2020/3030\x1b\\\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\\x1b]12;rgb:d5d5/d9d9/dede\x1b\\',
    );
    expect(await ask('\x1b]4;15;?;16;?;110;?;231;?;232;?;255;?;256;?\x07')).toBe(
      [
        ...['4;15;rgb:ffff/ffff/ffff', '4;16;rgb:0000/0000/0000', '4;110;rgb:8787/afaf/d7d7'],
        ...['4;231;rgb:ffff/ffff/ffff', '4;232;rgb:0808/0808/0808', '4;255;rgb:eeee/eeee/eeee'],
      ]
        .map((each) => `\x1b]${each}\x1b\\`)
        .join(''),
    );
  });

  it('that the program set are told as they are shown, until it takes them back', async () => {
    const { ask } = open();
    expect(await ask('\x1b]4;1;#ff8000;1;?\x07')).toBe('\x1b]4;1;rgb:ffff/8080/0000\x1b\\');
    expect(await ask('\x1b]4;1;rgb:f/80/000;1;?\x07')).toBe('\x1b]4;1;rgb:ffff/8080/0000\x1b\\'); // no colour: parts of one length only
    expect(await ask('\x1b]10;#fff\x07\x1b]11;#123456789\x07\x1b]12;rgb:8/f/0\x07\x1b]10;?;?;?\x07')).toBe(
      '\x1b]10;rgb:f0f0/f0f0/f0f0\x1b\\\x1b]11;rgb:1212/4545/7878\x1b\\\x1b]12;rgb:8888/ffff/0000\x1b\\',
    );
    expect(await ask('\x1b]104;1\x07\x1b]110\x07\x1b]4;1;?\x07\x1b]10;?\x07')).toBe(
      '\x1b]4;1;rgb:ffff/8080/8080\x1b\\\x1b]10;rgb:d5d5/d9d9/dede\x1b\\',
    );
  });

  it('are told a whole palette at once and no more, however often one sequence asks', async () => {
    const { ask } = open();
    expect((await ask(`\x1b]4${';7;?'.repeat(2000)}\x07`)).split('\x1b]4;7;rgb')).toHaveLength(257);
    expect(await ask(`\x1b]4${';7;?'.repeat(20_000)}\x07`)).toBe('');
  });

  it('are those of the dark theme before a page has told its own', () => {
    const css = readFileSync(`${import.meta.dirname}/../../app/globals.css`, 'utf8');
    const token = (name: string): string =>
      /--(\S+): (?:var\(--(\S+)\)|light-dark\([^,]+, (#\S{6})\))/
        .exec(css.slice(css.indexOf(`  --${name}: `)))
        ?.slice(2)
        .reduce((reference, colour) => colour ?? token(reference ?? '')) ?? '';
    const names =
      'black red green yellow blue magenta cyan white dim bright-red bright-green bright-yellow bright-blue bright-magenta bright-cyan bright-white';
    expect(FIRST_APPEARANCE).toEqual({
      foreground: token('t-ink'),
      background: token('t-ground'),
      cursor: token('t-cursor'),
      palette: names.split(' ').map((name) => token(`t-${name}`)),
      cell: null,
    });
  });
});

describe('dark or light', () => {
  it('is told when asked', async () => {
    expect(await open(LIGHT).ask('\x1b[?996n')).toBe('\x1b[?997;2n');
    expect(await open(DARK).ask('\x1b[?996n')).toBe('\x1b[?997;1n');
  });

  it('is told to a program that wants to hear of it, each time that colours change, and to no other', async () => {
    const { screen, ask, heard } = open();
    screen.appear(LIGHT);
    expect(await ask('\x1b[?2031$p\x1b[?2031h\x1b[?2031$p')).toBe('\x1b[?2031;2$y\x1b[?2031;1$y');
    screen.appear({ ...LIGHT, cell: { width: 10, height: 20 } });
    expect(heard()).toBe('');
    screen.appear(DARK);
    expect(heard()).toBe('\x1b[?997;1n');
    screen.appear(FIRST_APPEARANCE); // as dark, but other colours
    expect(heard()).toBe('\x1b[?997;1n');
    screen.appear(LIGHT);
    expect(heard()).toBe('\x1b[?997;2n');
    for (const off of ['\x1b[?2031l', '\x1b[?2031h\x1bc']) {
      await ask(off);
      screen.appear(DARK);
      screen.appear(LIGHT);
      expect(heard()).toBe('');
    }
  });
});

describe('sizes', () => {
  it('are told of the text and of one character, in pixels and in characters', async () => {
    const { ask } = open(LIGHT);
    expect(await ask('\x1b[14t\x1b[16t\x1b[18t')).toBe('\x1b[4;112;187t\x1b[6;19;8t\x1b[8;6;24t');
    expect(await ask('\x1b[14;2t\x1b[11t\x1b[13t\x1b[15t\x1b[19t\x1b[20t\x1b[21t')).toBe(''); // the window is nobody's business
  });

  it('in pixels are not told before anybody has drawn a character', async () => {
    expect(await open().ask('\x1b[14t\x1b[16t\x1b[18t')).toBe('\x1b[8;6;24t');
  });
});

it('nothing that is only replayed is answered, and what it switched on holds', async () => {
  const { screen, settled, heard } = open(LIGHT);
  screen.replay(utf8('\x1b[?2031h\x1b]10;?\x07\x1b]4;1;?\x07\x1b[14t\x1b[16t\x1b[18t\x1b[?996n\x1b[?2031$p'));
  await settled();
  expect(heard()).toBe('');
  screen.appear(DARK);
  expect(heard()).toBe('\x1b[?997;1n');
});
