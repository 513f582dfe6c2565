import { Terminal as Headless } from '@xterm/headless';
import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { muteReplies } from './mute-replies.ts';

/** Writes `sequence` to a terminal and gives what it answered, after the filter the page uses. */
async function answersOf(terminal: Terminal | Headless, sequence: string, muted: boolean): Promise<string> {
  let answers = '';
  const filter = muted ? muteReplies(terminal.parser) : null;
  terminal.onData((data) => {
    if (!filter?.isReplying()) answers += data;
  });
  await new Promise<void>((resolve) => terminal.write(sequence, resolve));
  return answers;
}

const options = { allowProposedApi: true, windowOptions: { getWinSizeChars: true }, cols: 20, rows: 5 };

describe('queries', () => {
  it.each([
    ['DA1', '\x1b[c'],
    ['DA2', '\x1b[>c'],
    ['DSR', '\x1b[5n'],
    ['CPR', '\x1b[6n'],
    ['DECXCPR', '\x1b[?6n'],
    ['DECRQM of a private mode', '\x1b[?25$p'],
    ['DECRQM of an ANSI mode', '\x1b[4$p'],
    ['DECRQSS', '\x1bP$qr\x1b\\'],
    ['size of the window', '\x1b[18t'],
  ])('%s is answered by a bare terminal and not by ours', async (_name, sequence) => {
    expect(await answersOf(new Headless(options), sequence, false)).not.toBe('');
    expect(await answersOf(new Headless(options), sequence, true)).toBe('');
  });

  it.each([
    ['DA3', '\x1b[=c'],
    ['DECID', '\x1bZ'],
    ['XTVERSION', '\x1b[>q'],
    ['ENQ', '\x05'],
    ['kitty keyboard', '\x1b[?u'],
    ['XTGETTCAP', '\x1bP+q544e\x1b\\'],
    ['OSC 52', '\x1b]52;c;?\x07'],
  ])('%s stays without an answer', async (_name, sequence) => {
    expect(await answersOf(new Headless(options), sequence, true)).toBe('');
  });

  it('does not report focus when mode 1004 is switched on, and does switch on what came with it', async () => {
    expect(await answersOf(new Terminal(options), '\x1b[?1004h', false)).toBe('\x1b[O');
    const ours = new Terminal(options);
    expect(await answersOf(ours, '\x1b[?1004;2004h', true)).toBe('');
    expect([ours.modes.sendFocusMode, ours.modes.bracketedPasteMode]).toEqual([true, true]);
  });

  it('lets through what a person does right after', async () => {
    const ours = new Terminal(options);
    const filter = muteReplies(ours.parser);
    let heard = '';
    ours.onData((data) => {
      if (!filter.isReplying()) heard += data;
    });
    await new Promise<void>((resolve) => ours.write('\x1b[?1004h', resolve));
    await Promise.resolve();
    ours.input('\x1b[I');
    expect(heard).toBe('\x1b[I');
  });
});

describe('colours', () => {
  type Osc = (data: string) => boolean | Promise<boolean>;

  function oscHandlers() {
    const osc = new Map<number, Osc>();
    const nothing = { dispose() {} };
    const filter = muteReplies({
      registerCsiHandler: () => nothing,
      registerDcsHandler: () => nothing,
      registerEscHandler: () => nothing,
      registerOscHandler(ident, handler) {
        osc.set(ident, handler);
        return nothing;
      },
    });
    return { osc, filter };
  }

  it.each([
    [4, '1;?', true],
    [4, '1;rgb:00/ff/00;2;?', true],
    [4, '1;rgb:00/ff/00', false],
    [10, '?', true],
    [11, '#102030', false],
    [12, '?', true],
  ])('OSC %i with %j is set, and its answer muted: %s', async (ident, data, mutes) => {
    const { osc, filter } = oscHandlers();
    expect(osc.get(ident)?.(data)).toBe(false);
    expect(filter.isReplying()).toBe(mutes);
    await Promise.resolve();
    expect(filter.isReplying()).toBe(false);
  });
});
