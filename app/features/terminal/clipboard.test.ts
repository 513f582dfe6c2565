import { describe, expect, it } from 'vitest';
import { type SessionId, sessionIdSchema } from '#common/session.ts';
import { type ClipboardChoice, createClipboardChoices } from './clipboard-choices.ts';
import { createClipboardGuard } from './clipboard-guard.ts';
import { CLIPBOARD_MAX, readClipboardRequest } from './clipboard-request.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a request of OSC 52', () => {
  it.each([
    ['c', 'hello'],
    ['', 'grüße 😀'],
    ['s0', 'a'],
    ['pc', 'two\nlines'],
  ])('for %j writes %j', (targets, text) => expect(readClipboardRequest(`${targets};${base64(text)}`)).toEqual({ kind: 'write', text }));

  it.each([
    ['reads the clipboard', 'c;?'],
    ['empties the clipboard', 'c;'],
    ['names the selection that browsers lack', `p;${base64('a')}`],
    ['is no base64', 'c;a*b'],
    ['is no UTF-8', `c;${Buffer.from([0xff, 0xfe]).toString('base64')}`],
    ['has no text', 'c'],
  ])('that %s does nothing', (_what, data) => expect(readClipboardRequest(data)).toBeNull());

  it('is bounded', () => {
    expect(readClipboardRequest(`c;${base64('x'.repeat(CLIPBOARD_MAX))}`)).toMatchObject({ kind: 'write' });
    expect(readClipboardRequest(`c;${base64('x'.repeat(CLIPBOARD_MAX + 3))}`)).toEqual({ kind: 'too_large' });
  });
});

function setup() {
  const world = {
    attended: true,
    acting: true,
    choice: null as ClipboardChoice,
    written: [] as string[],
    asked: null as string | null,
    told: [] as string[],
    refuses: false,
  };
  const guard = createClipboardGuard({
    isAttended: () => world.attended,
    isActing: () => world.acting,
    choice: () => world.choice,
    choose: (choice) => {
      world.choice = choice;
    },
    write: async (text) => {
      if (world.refuses) throw new Error('not focused');
      world.written.push(text);
    },
    onAsk: (text) => {
      world.asked = text;
    },
    onTell: (sentence) => world.told.push(sentence),
  });
  const wants = (text: string) => guard.wanted({ kind: 'write', text });
  return { world, guard, wants };
}

describe('the clipboard', () => {
  it('is not written before a person allowed it; once is once', () => {
    const { world, guard, wants } = setup();
    wants('one');
    expect([world.asked, world.written]).toEqual(['one', []]);
    guard.answer('once');
    expect([world.asked, world.written]).toEqual([null, ['one']]);
    wants('two');
    expect([world.asked, world.written]).toEqual(['two', ['one']]);
    guard.answer('not_now');
    expect([world.asked, world.written, world.choice]).toEqual([null, ['one'], null]);
  });

  it('is written without a question when it was allowed for the session, but only upon an act of the person', async () => {
    const { world, guard, wants } = setup();
    wants('one');
    guard.answer('session');
    wants('two');
    expect([world.asked, world.written]).toEqual([null, ['one', 'two']]);
    await Promise.resolve();
    expect(world.told).toEqual(['The program copied 3 characters.', 'The program copied 3 characters.']);
    world.acting = false;
    wants('three');
    expect([world.asked, world.written]).toEqual(['three', ['one', 'two']]);
  });

  it('is left alone when nobody looks, allowed or not', () => {
    const { world, wants } = setup();
    world.attended = false;
    wants('one');
    world.choice = 'allow';
    wants('two');
    expect([world.asked, world.written, world.told]).toEqual([null, [], []]);
  });

  it('is left alone, without a word, after a never', () => {
    const { world, guard, wants } = setup();
    wants('one');
    guard.answer('never');
    wants('two');
    guard.wanted({ kind: 'too_large' });
    expect([world.asked, world.written, world.told]).toEqual([null, [], []]);
  });

  it('is never written with a text that was not the one shown', () => {
    const { world, guard, wants } = setup();
    wants('harmless');
    wants('harmful');
    wants('newest');
    expect(world.asked).toBe('harmless');
    guard.answer('once');
    expect([world.asked, world.written]).toEqual(['newest', ['harmless']]);
    guard.answer('once');
    expect([world.asked, world.written]).toEqual([null, ['harmless', 'newest']]);
    guard.answer('once');
    expect(world.written).toHaveLength(2);
  });

  it('takes no text that is too large, and says so once', () => {
    const { world, guard } = setup();
    guard.wanted({ kind: 'too_large' });
    guard.wanted({ kind: 'too_large' });
    expect(world.told).toEqual(['The program wanted to copy more than 1 MB. That is not done.']);
  });

  it('that the browser keeps shut is said', async () => {
    const { world, guard, wants } = setup();
    world.refuses = true;
    wants('one');
    guard.answer('once');
    await Promise.resolve();
    await Promise.resolve();
    expect(world.told).toEqual(['The browser refused to write to the clipboard.']);
  });
});

describe('what was chosen', () => {
  const id = (index: number): SessionId => sessionIdSchema.parse(`session${String(index).padStart(5, '0')}`);

  it('holds for one session, over a reload, and can be taken back', () => {
    const items = new Map<string, string>();
    const storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
    createClipboardChoices(storage).set(id(1), 'allow');
    const choices = createClipboardChoices(storage);
    expect([choices.of(id(1)), choices.of(id(2))]).toEqual(['allow', null]);
    choices.set(id(1), null);
    expect(choices.of(id(1))).toBeNull();
    for (let each = 0; each < 150; each += 1) choices.set(id(each), 'never');
    expect([choices.of(id(49)), choices.of(id(50))]).toEqual([null, 'never']);
  });

  it.each(['{', '[["x","allow"]]', 'null'])('is forgotten when it cannot be read: %s', (text) => {
    expect(createClipboardChoices({ getItem: () => text, setItem: () => undefined }).of(id(1))).toBeNull();
  });
});
