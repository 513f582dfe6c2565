import { describe, expect, it } from 'vitest';
import { NOTICES_MAX, RING_BYTES, VIEWER_HIGH, VIEWER_STALE } from '#common/limits.ts';
import type { LinesPiece, Picture, ScreenPicture } from './screen-messages.ts';
import { Page, attach, epoch, host, launch, pass, pty, show, sumOf, hostForEachTest } from './fake-host.ts';

hostForEachTest();

describe('a viewer', () => {
  it('gets a picture of what was printed, then what is printed', async () => {
    host.create(launch());
    pty().print('hello ');
    const page = new Page();
    await attach(page);
    await page.until(() => page.pictures.length === 1);
    pty().print('world');
    await page.until(() => page.text === 'world');
    expect(await show(page.pictures[0] as Picture)).toContain('hello');
    expect(page.frames[0]?.offset).toBe(6);
  });

  it('goes on from its offset, without a picture, when the bytes are still there', async () => {
    host.create(launch());
    pty().print('0123456789');
    const page = new Page();
    const { from } = await attach(page, { epoch: epoch(), offset: 4, checksum: sumOf('0123') });
    await page.until(() => page.text === '456789');
    expect(from).toBe('resume');
    expect(page.pictures).toHaveLength(0);
  });

  it('gets a picture when the grid changed where it stands: it may have missed sizes in between', async () => {
    host.create(launch());
    pty().print('0123');
    const owner = new Page();
    const { live, viewer } = await attach(owner);
    live.viewers.resize(viewer, { sequence: 1, cols: 3, rows: 6 });
    live.viewers.resize(viewer, { sequence: 2, cols: 40, rows: 6 });
    const place = { viewer: 2, client: 'two', epoch: epoch(), offset: 4, checksum: sumOf('0123') };
    expect((await attach(new Page(), place)).from).toBe('snapshot');
    pty().print('4567'); // only who knew the grid was given these
    const later = { ...place, viewer: 3, offset: 5, checksum: sumOf('01234') };
    expect((await attach(new Page(), later)).from).toBe('resume');
  });

  it.each([
    ['of another epoch', (right: number) => ({ epoch: right === 1 ? 2 : 1, offset: 4, checksum: sumOf('0123') })],
    ['beyond the end', (right: number) => ({ epoch: right, offset: 11, checksum: sumOf('0123456789x') })],
    ['but other bytes before it', (right: number) => ({ epoch: right, offset: 4, checksum: sumOf('0124') })],
    ['but no word of the bytes before it', (right: number) => ({ epoch: right, offset: 4 })],
  ])('with an offset %s gets a picture', async (_name, place) => {
    host.create(launch());
    pty().print('0123456789');
    const page = new Page();
    const { from } = await attach(page, place(epoch()));
    await page.until(() => page.pictures.length === 1);
    expect(from).toBe('snapshot');
  });

  it('with an offset from before a resize gets a picture', async () => {
    host.create(launch());
    pty().print('0123456789');
    const first = new Page();
    await attach(first, { cols: 50 });
    const page = new Page();
    expect((await attach(page, { viewer: 2, client: 'two', epoch: epoch(), offset: 4, checksum: sumOf('0123') })).from).toBe('snapshot');
    expect(pty().sizes).toEqual([{ cols: 50, rows: 6 }]);
  });

  it('is sent no more than its credit, and goes on as it acknowledges', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page, { visible: false });
    await page.until(() => page.pictures.length === 1);
    pty().print('x'.repeat(VIEWER_HIGH + 5000));
    await page.until(() => page.text.length >= VIEWER_HIGH);
    expect(page.text).toHaveLength(VIEWER_HIGH);
    live.viewers.acknowledge(viewer, 5000);
    expect(page.text).toHaveLength(VIEWER_HIGH + 5000);
  });

  it('that falls behind is told, then gets a picture instead of what it missed', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page, { visible: false });
    await page.until(() => page.pictures.length === 1);
    for (let sent = 0; sent < RING_BYTES + VIEWER_STALE; sent += 65_536) pty().print(`${'y'.repeat(65_535)}\n`);
    await page.until(() => page.notices.some(({ kind }) => kind === 'stale'));
    pty().print('\r\nlast words');
    expect(page.text.length).toBeLessThanOrEqual(VIEWER_HIGH);
    live.viewers.acknowledge(viewer, page.text.length);
    await page.until(() => page.pictures.length === 2);
    expect(await show(page.pictures[1] as Picture)).toContain('last words');
  });

  it('that owns and looks slows the program; the right lapses with its silence', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page);
    await page.until(() => page.pictures.length === 1);
    pty().print('x'.repeat(VIEWER_HIGH + 1));
    expect(pty().paused).toBe(true);
    live.viewers.acknowledge(viewer, VIEWER_HIGH);
    expect(pty().paused).toBe(false);
    pty().print('x'.repeat(VIEWER_HIGH + 1));
    expect(pty().paused).toBe(true);
    pass(1000);
    live.viewers.show(viewer, true); // anything that makes it look again; in life a timer does
    expect(pty().paused).toBe(false);
  });

  it('that only watches never slows the program', async () => {
    host.create(launch());
    const owner = new Page();
    const { live, viewer } = await attach(owner);
    const watcher = new Page();
    await attach(watcher, { viewer: 2, client: 'two' });
    await owner.until(() => owner.pictures.length === 1);
    await watcher.until(() => watcher.pictures.length === 1);
    for (let sent = 0; sent < 4; sent += 1) {
      pty().print('x'.repeat(VIEWER_HIGH));
      live.viewers.acknowledge(viewer, (sent + 1) * VIEWER_HIGH);
    }
    expect(pty().paused).toBe(false);
  });

  it('hears the end after the last byte', async () => {
    host.create(launch());
    const page = new Page();
    const { live, viewer } = await attach(page, { visible: false });
    await page.until(() => page.pictures.length === 1);
    pty().print('x'.repeat(VIEWER_HIGH + 1));
    pty().end(3);
    expect(page.notices).toEqual([]);
    live.viewers.acknowledge(viewer, VIEWER_HIGH);
    expect(page.text).toHaveLength(VIEWER_HIGH + 1);
    expect(page.notices).toMatchObject([{ kind: 'ended', exit: { code: 3, signal: null } }]);
  });
});

describe('a viewer that takes screens', () => {
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at}\r\n`).join('');
  async function looking() {
    host.create(launch());
    pty().print(lines);
    const page = new Page();
    page.takesScreens = true;
    const { live, viewer } = await attach(page);
    await page.until(() => page.screens.length === 1);
    const screen = page.screens[0] as ScreenPicture;
    live.viewers.acknowledge(viewer, screen.offset);
    return { page, live, viewer, screen };
  }
  const textOf = ({ data }: { data: Uint8Array }) => new TextDecoder().decode(data);

  it('gets the screen alone, then the lines above it when it asks', async () => {
    const { page, live, viewer, screen } = await looking();
    expect(screen).toMatchObject({ first: 0, above: 25, continues: false });
    expect(textOf(screen)).toContain('line 29');
    expect(textOf(screen)).not.toContain('line 24');
    void live.viewers.more(viewer, { numbering: screen.numbering, before: 25 });
    await page.until(() => page.pieces.length === 1);
    expect(page.pieces[0]).toMatchObject({ first: 0, count: 25, gone: false });
    expect(
      textOf(page.pieces[0] as LinesPiece)
        .split('\r\n')
        .slice(0, 25),
    ).toEqual(lines.split('\r\n').slice(0, 25));
    expect(page.pictures).toEqual([]);
  });

  it('gets a new screen at a change of the grid until it says that it has all lines, then the new size', async () => {
    const { page, live, viewer, screen } = await looking();
    live.viewers.resize(viewer, { sequence: 1, cols: 40, rows: 7 });
    await page.until(() => page.screens.length === 2);
    const next = page.screens[1] as ScreenPicture;
    expect(next.rows).toBe(7);
    // Said of the screen before, or of this one before it was read: neither counts.
    void live.viewers.more(viewer, { numbering: screen.numbering, before: 0 });
    void live.viewers.more(viewer, { numbering: next.numbering, before: 0 });
    live.viewers.resize(viewer, { sequence: 2, cols: 40, rows: 8 });
    expect(page.notices).toEqual([]);
    live.viewers.acknowledge(viewer, next.offset);
    await page.until(() => page.screens.length === 3);
    const last = page.screens[2] as ScreenPicture;
    live.viewers.acknowledge(viewer, last.offset);
    void live.viewers.more(viewer, { numbering: last.numbering, before: 0 });
    live.viewers.resize(viewer, { sequence: 3, cols: 40, rows: 9 });
    expect(page.notices).toEqual([{ kind: 'resized', cols: 40, rows: 9 }]);
    await live.text({ scrollback: false }); // answered when the headless terminal has the new grid, too
    void live.viewers.more(viewer, { numbering: last.numbering, before: 10 });
    await page.until(() => page.pieces.length === 1);
    expect(page.pieces[0]).toMatchObject({ count: 0, gone: true });
  });

  it('that reads nothing gets one screen, however often the grid changes, and the newest when it has read that', async () => {
    const { page, live, viewer } = await looking();
    for (let sequence = 1; sequence <= 2000; sequence += 1) live.viewers.resize(viewer, { sequence, cols: 40, rows: 7 + (sequence % 3) });
    await live.text({ scrollback: false }); // answered after every screen that was asked for
    await page.until(() => page.screens.length === 2);
    live.viewers.resize(viewer, { sequence: 2001, cols: 40, rows: 10 });
    await live.text({ scrollback: false });
    expect(page.screens).toHaveLength(2);
    live.viewers.acknowledge(viewer, page.screens[1]?.offset ?? 0);
    await page.until(() => page.screens.length === 3);
    expect(page.screens[2]?.rows).toBe(10);
    expect(page.notices).toEqual([]);
  });

  it('that has all lines hears of so many sizes without a word, and then gets a screen', async () => {
    const { page, live, viewer, screen } = await looking();
    void live.viewers.more(viewer, { numbering: screen.numbering, before: 0 });
    for (let sequence = 1; sequence <= 2000; sequence += 1) live.viewers.resize(viewer, { sequence, cols: 40, rows: 7 + (sequence % 3) });
    await page.until(() => page.screens.length === 2);
    await live.text({ scrollback: false });
    expect([page.notices.length, page.screens.length]).toEqual([NOTICES_MAX, 2]);
    expect(page.screens[1]?.rows).toBe(7 + (2000 % 3));
  });

  it('gets no screen while its socket is full, and then one', async () => {
    const { page, live, viewer } = await looking();
    page.full = true;
    live.viewers.resize(viewer, { sequence: 1, cols: 40, rows: 7 });
    await live.text({ scrollback: false });
    expect(page.screens).toHaveLength(1);
    page.full = false;
    live.viewers.pump(viewer);
    await page.until(() => page.screens.length === 2);
  });

  it('hears that its lines are gone behind the bytes that took them, and not at all when another screen is due', async () => {
    const { page, live, viewer, screen } = await looking();
    pty().print('first'); // out at once; what follows waits for the batch
    pty().print('\x1bc');
    await live.text({ scrollback: false }); // the headless terminal was given it
    void live.viewers.more(viewer, { numbering: screen.numbering, before: 25 });
    await page.until(() => page.pieces.length === 1);
    expect(page.pieces[0]).toMatchObject({ gone: true });
    expect(page.text).toContain('\x1bc');
    page.full = true;
    live.viewers.resize(viewer, { sequence: 1, cols: 40, rows: 7 });
    await live.viewers.more(viewer, { numbering: screen.numbering, before: 25 });
    expect(page.pieces).toHaveLength(1);
    page.full = false;
    live.viewers.pump(viewer);
    await page.until(() => page.screens.length === 2);
  });

  it('is served for what it asked last', async () => {
    const { page, live, viewer, screen } = await looking();
    for (const before of [25, 20, 10]) void live.viewers.more(viewer, { numbering: screen.numbering, before });
    await page.until(() => page.pieces.length === 1);
    expect(page.pieces).toMatchObject([{ first: 0, count: 10 }]);
  });
});
