import { describe, expect, it } from 'vitest';
import { type Appearance, FIRST_APPEARANCE } from '#common/appearance.ts';
import { ANSWERS_PER_SECOND } from '#common/limits.ts';
import type { SessionId } from '#common/session.ts';
import type { Picture } from './screen-messages.ts';
import { ID, Page, attach, host, launch, pass, pty, ptys, show, hostForEachTest } from './fake-host.ts';

hostForEachTest();

describe('a reset', () => {
  it('is seen by everybody at the same place of the stream, also later; the owner’s program draws anew and reads nothing', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page);
    const other = new Page();
    await attach(other, { viewer: 2, client: 'two' });
    for (const each of [page, other]) await each.until(() => each.pictures.length === 1);
    pty().print('\x1b[?1000h\x1b[31mgarbage\x1b]0;half a title');
    expect(live.reset(viewer)).toEqual({ ok: true, value: null });
    await expect.poll(() => pty().sizes.length === 2).toBe(true);
    expect(pty().sizes).toEqual([
      { cols: 40, rows: 5 },
      { cols: 40, rows: 6 },
    ]);
    pty().print('prompt');
    for (const each of [page, other]) await each.until(() => each.text.endsWith('prompt'));
    expect(other.frames).toEqual(page.frames);
    const later = new Page();
    await attach(later, { viewer: 3, client: 'three' });
    await later.until(() => later.pictures.length === 1);
    expect(await show(later.pictures[0] as Picture)).toContain('garbage'); // above the screen
    const screen = await live.text({ scrollback: false });
    expect(screen).toMatchObject({ ok: true, value: { cursor: { x: 6, y: 0 }, title: '' } });
    expect(screen.ok && screen.value.lines.join('').trim()).toBe('prompt');
    expect(Buffer.from(later.pictures[0]?.data ?? []).toString()).not.toContain('?1000h');
    expect(pty().input).toBe('');
  });

  it('of a watcher leaves the program alone; one of a program that has ended is refused', async () => {
    host.create(launch());
    const { live: same, viewer: owner } = await attach(new Page());
    const { live, viewer } = await attach(new Page(), { viewer: 2, client: 'two' });
    expect(live.reset(viewer)).toEqual({ ok: true, value: null });
    expect(pty().sizes).toEqual([]);
    pty().end(0);
    expect(same.reset(owner)).toMatchObject({ ok: false, error: { code: 'session_exited' } });
  });
});

describe('what a page looks like', () => {
  const LIGHT: Appearance = { ...FIRST_APPEARANCE, background: '#fcfcfd', cell: { width: 8, height: 19 } };
  const DARK: Appearance = { ...FIRST_APPEARANCE, background: '#202020' };
  const GROUND = '\x1b]11;?\x07';
  const white = '\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\';

  it('is what a program hears: the owner’s, not a watcher’s, and on when all have left', async () => {
    host.create(launch());
    const { live, viewer } = await attach(new Page());
    const { viewer: watcher } = await attach(new Page(), { viewer: 2, client: 'two' });
    expect(live.appear(viewer, LIGHT)).toEqual({ ok: true, value: null });
    expect(live.appear(watcher, DARK)).toMatchObject({ ok: false, error: { code: 'not_owner' } });
    live.viewers.detach(watcher, 'client_lost');
    live.viewers.detach(viewer, 'client_lost');
    pty().print(`${GROUND}\x1b[16t`);
    await expect.poll(() => pty().input.endsWith('t')).toBe(true);
    expect(pty().input).toBe(`${white}\x1b[6;19;8t`);
  });

  it('is known to a session that is started later, before its own page has told it', async () => {
    host.create(launch());
    const { live, viewer } = await attach(new Page());
    live.appear(viewer, LIGHT);
    const next = 'bbbbbbbbbbbb' as SessionId;
    host.create(launch(next));
    ptys[1]?.print(GROUND);
    await expect.poll(() => ptys[1]?.input !== '').toBe(true);
    expect(ptys[1]?.input).toBe(white);
    pty().print(GROUND);
    await expect.poll(() => pty().input !== '').toBe(true);
    expect(pty().input).toBe(white);
  });

  it('reaches a program that wants to hear of it when another page takes over, and once', async () => {
    host.create(launch());
    const { live, viewer } = await attach(new Page());
    const { viewer: other } = await attach(new Page(), { viewer: 2, client: 'two' });
    live.appear(viewer, DARK);
    pty().print('\x1b[?2031h\x1b[5n');
    await expect.poll(() => pty().input === '\x1b[0n').toBe(true);
    live.viewers.takeOver(other, { cols: 40, rows: 6 });
    live.appear(other, LIGHT);
    live.appear(other, LIGHT);
    pty().print('\x1b[5n');
    await expect.poll(() => pty().input.endsWith('\x1b[0n\x1b[?997;2n\x1b[0n')).toBe(true);
    expect(pty().input).toBe('\x1b[0n\x1b[?997;2n\x1b[0n');
  });
});

describe('input', () => {
  it('arrives in order and at most once', async () => {
    host.create(launch());
    const { live, viewer } = await attach(new Page());
    for (const [sequence, text] of [
      [1, 'a'],
      [2, 'b'],
      [2, 'b'],
      [1, 'a'],
      [3, 'c'],
    ] as const)
      live.input.type(viewer, sequence, Buffer.from(text));
    expect(pty().input).toBe('abc');
  });

  it('of a watcher is refused, until it takes over', async () => {
    host.create(launch());
    await attach(new Page());
    const page = new Page();
    const { live, viewer } = await attach(page, { viewer: 2, client: 'two', cols: 60, rows: 10 });
    live.input.type(viewer, 1, Buffer.from('a'));
    expect(page.notices).toMatchObject([{ kind: 'refused', sequence: 1, error: { code: 'not_owner' } }]);
    live.viewers.takeOver(viewer, { cols: 60, rows: 10 });
    live.input.type(viewer, 2, Buffer.from('b'));
    expect(pty().input).toBe('b');
    expect(pty().sizes).toEqual([{ cols: 60, rows: 10 }]);
  });

  it('that the program does not read is refused beyond a bound', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page);
    pty().unread = 9 * 1024 * 1024;
    live.input.type(viewer, 1, Buffer.from('a'));
    expect(page.notices).toMatchObject([{ kind: 'refused', error: { code: 'input_unread' } }]);
    expect(host.write(ID, 'a')).toMatchObject({ ok: false, error: { code: 'input_unread' } });
  });

  it('holds no answers for a program that asks and does not read', async () => {
    host.create(launch());
    pty().unread = 9 * 1024 * 1024;
    pty().print('\x1b[6n');
    await host.screen(ID, { scrollback: false });
    expect(pty().input).toBe('');
    pty().unread = 0;
    pty().print('\x1b[6n');
    await host.screen(ID, { scrollback: false });
    expect(pty().input).toBe('\x1b[1;1R');
  });

  it('given for the start is typed when the program first prints', () => {
    host.create({ ...launch(), firstInput: 'make\r' });
    expect(pty().input).toBe('');
    pty().print('$ ');
    pty().print('x');
    expect(pty().input).toBe('make\r');
  });

  it('holds the answers to queries, once each, with or without viewers', async () => {
    host.create(launch());
    pty().print('\x1b[6n\x1b]11;?\x07');
    await host.screen(ID, { scrollback: false });
    expect(pty().input).toBe('\x1b[1;1R\x1b]11;rgb:0c0c/0d0d/1010\x1b\\');
    const page = new Page();
    await attach(page);
    await page.until(() => page.pictures.length === 1);
    expect(pty().input).toBe('\x1b[1;1R\x1b]11;rgb:0c0c/0d0d/1010\x1b\\');
  });

  it('holds at most so many bytes of answers a second', async () => {
    host.create(launch());
    pty().print('\x1b[6n'.repeat(ANSWERS_PER_SECOND));
    await host.screen(ID, { scrollback: false });
    const answered = pty().input.length;
    expect(answered).toBeGreaterThan(0); // those of a turn of the terminal are had together, or not at all
    expect(answered).toBeLessThanOrEqual(ANSWERS_PER_SECOND);
    pass(1000);
    pty().print('\x1b[6n');
    await host.screen(ID, { scrollback: false });
    expect(pty().input.slice(answered)).toBe('\x1b[1;1R');
  });
});
