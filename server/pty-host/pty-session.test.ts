import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import headless from '@xterm/headless';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { crc32 } from '#common/crc32.ts';
import { ANSWERS_PER_SECOND, FRAME_DATA_MAX, RING_BYTES, SESSIONS_MAX, VIEWER_HIGH, VIEWER_STALE } from '#common/limits.ts';
import type { Attach, Launch, ViewerNotice } from '#common/pty-host-protocol.ts';
import type { Preview } from '#common/preview.ts';
import type { SessionId } from '#common/session.ts';
import { FakePty } from './fake-pty.ts';
import { PtyHost, type PtyHostEvent } from './pty-host.ts';
import type { PtySession } from './pty-session.ts';
import type { LinesPiece, Picture, ScreenPicture } from './screen-messages.ts';
import { Screens, startScreenWorker } from './screens.ts';
import { Snapshots } from './snapshots.ts';
import type { Viewer, ViewerSink } from './viewer.ts';

/** The pty host on real screens (a real worker thread) and fake terminals: everything but processes. */

const ID = 'aaaaaaaaaaaa' as SessionId;
const launch = (session: SessionId = ID): Launch => ({
  session,
  tag: 'tag',
  file: '/bin/fake',
  args: [],
  cwd: '/',
  env: {},
  cols: 40,
  rows: 6,
});

let worker: string;
let folder: string;
let host: PtyHost;
let ptys: FakePty[];
let now: number;
let events: PtyHostEvent[];
let signals: string[];

const sumOf = (text: string) => crc32(new TextEncoder().encode(text));

class Page implements ViewerSink {
  readonly frames: { offset: number; text: string }[] = [];
  readonly pictures: Picture[] = [];
  readonly screens: ScreenPicture[] = [];
  readonly pieces: LinesPiece[] = [];
  readonly notices: ViewerNotice[] = [];
  congested = false;
  takesScreens = false;
  #wake: (() => void)[] = [];

  output(_viewer: number, offset: number, bytes: Uint8Array): void {
    this.frames.push({ offset, text: Buffer.from(bytes).toString('latin1') });
    this.#changed();
  }
  snapshot(_viewer: number, picture: Picture): void {
    this.pictures.push(picture);
    this.#changed();
  }
  screen(_viewer: number, picture: ScreenPicture): void {
    this.screens.push(picture);
    this.#changed();
  }
  lines(_viewer: number, piece: LinesPiece): void {
    this.pieces.push(piece);
    this.#changed();
  }
  notice(_viewer: number, notice: ViewerNotice): void {
    this.notices.push(notice);
    this.#changed();
  }
  get text(): string {
    return this.frames.map(({ text }) => text).join('');
  }
  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((done) => this.#wake.push(done));
  }
  #changed(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const done of wake) done();
  }
}

beforeAll(() => {
  const entry = new URL('./screen-worker.ts', import.meta.url).pathname;
  worker = buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false }).outputFiles[0]?.text ?? '';
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-pty-host-'));
  ptys = [];
  events = [];
  signals = [];
  now = 0;
  host = makeHost();
  host.onEvent((event) => events.push(event));
});

function makeHost(spawn?: () => never): PtyHost {
  return new PtyHost({
    spawn:
      spawn ??
      ((options) => {
        const pty = new FakePty(options, 100 + ptys.length);
        ptys.push(pty);
        return pty;
      }),
    screens: new Screens(
      () => startScreenWorker(worker),
      () => undefined,
    ),
    snapshots: new Snapshots(folder),
    startTime: () => 'then',
    members: async (leader) => [leader],
    signal: (pid, signal) => signals.push(`${signal} ${pid}`),
    leftovers: async () => [],
    now: () => now,
    today: () => 1_700_000_000_000,
    log: () => undefined,
    idle: () => signals.push('idle'),
  });
}

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

async function attach(page: Page, more: Partial<Attach> = {}): Promise<{ live: PtySession; viewer: Viewer; from: string }> {
  const attached = await host.attach({ session: ID, viewer: 1, client: 'one', cols: 40, rows: 6, visible: true, ...more }, page);
  if (!attached.ok || attached.value.live === null || attached.value.viewer === null) throw new Error('not attached');
  attached.value.begin();
  return { live: attached.value.live, viewer: attached.value.viewer, from: attached.value.reply.from };
}

function pty(index = 0): FakePty {
  const found = ptys[index];
  if (found === undefined) throw new Error('not started');
  return found;
}

function epoch(): number {
  return host.list(null).sessions[0]?.epoch ?? -1;
}

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

  it('that falls behind is told, then gets a picture instead of the backlog', async () => {
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
    now += 1000;
    live.viewers.show(viewer, true); // anything that makes it look again; in life a timer does
    expect(pty().paused).toBe(false);
  });

  it('that types slows what floods elsewhere to a full frame at a time', async () => {
    host.create(launch());
    host.create(launch('bbbbbbbbbbbb' as SessionId));
    const { live, viewer } = await attach(new Page());
    const [typedInto, flooding] = ptys as [FakePty, FakePty];
    const frame = 'x'.repeat(FRAME_DATA_MAX); // the first opens a window, the second fills it
    for (const each of [frame, frame]) flooding.print(each);
    expect(flooding.paused).toBe(false);
    live.input.type(viewer, 1, new TextEncoder().encode('k'));
    for (const each of [frame, frame]) flooding.print(each);
    expect(flooding.paused).toBe(true);
    for (const each of [frame, frame]) typedInto.print(each);
    expect(typedInto.paused).toBe(false);
    await vi.waitFor(() => expect(flooding.paused).toBe(false)); // when the window ends
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

  it('is served for what it asked last', async () => {
    const { page, live, viewer, screen } = await looking();
    for (const before of [25, 20, 10]) void live.viewers.more(viewer, { numbering: screen.numbering, before });
    await page.until(() => page.pieces.length === 1);
    expect(page.pieces).toMatchObject([{ first: 0, count: 10 }]);
  });
});

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
    await vi.waitUntil(() => pty().sizes.length === 2);
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
    pty().backlog = 9 * 1024 * 1024;
    live.input.type(viewer, 1, Buffer.from('a'));
    expect(page.notices).toMatchObject([{ kind: 'refused', error: { code: 'input_backlog' } }]);
    expect(host.write(ID, 'a')).toMatchObject({ ok: false, error: { code: 'input_backlog' } });
  });

  it('holds no answers for a program that asks and does not read', async () => {
    host.create(launch());
    pty().backlog = 9 * 1024 * 1024;
    pty().print('\x1b[6n');
    await host.screen(ID, { scrollback: false });
    expect(pty().input).toBe('');
    pty().backlog = 0;
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
    expect(answered).toBeGreaterThan(ANSWERS_PER_SECOND - 10);
    expect(answered).toBeLessThanOrEqual(ANSWERS_PER_SECOND);
    now += 1000;
    pty().print('\x1b[6n');
    await host.screen(ID, { scrollback: false });
    expect(pty().input.slice(answered)).toBe('\x1b[1;1R');
  });
});

describe('a picture on disk', () => {
  it('brings the last screen back in a new pty host, as lost', async () => {
    host.create(launch());
    pty().print('\x1b]0;my title\x07before the \x1b[31mreboot');
    await host.screen(ID, { scrollback: false }); // the title is known when the screen is
    await host.close();
    host = makeHost();
    await host.restore();
    expect(host.list(null).sessions).toMatchObject([{ session: ID, state: 'lost', exit: null, title: 'my title', tag: 'tag' }]);
    const text = await host.screen(ID, { scrollback: false });
    expect(text.ok && text.value.lines[0]).toBe('before the reboot');
    const page = new Page();
    const attached = await host.attach({ session: ID, viewer: 1, client: 'one', cols: 80, rows: 24, visible: true }, page);
    if (attached.ok) attached.value.begin();
    await page.until(() => page.notices.length === 1);
    expect(page.pictures[0]).toMatchObject({ cols: 40, rows: 6 });
  });

  it('is removed with its session, and nothing else is', async () => {
    host.create(launch());
    pty().print('x');
    await host.sweep();
    expect(await readdir(folder)).toEqual([`${ID}.snapshot`]);
    expect(await host.forget(ID)).toMatchObject({ ok: false, error: { code: 'session_alive' } });
    pty().end(0);
    expect(await host.forget(ID)).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual([]);
    expect(host.list(null).sessions).toEqual([]);
  });

  it('that cannot be written is told once, keeps the old one, and is written again later', async () => {
    host.create(launch());
    pty().print('one');
    await host.sweep();
    pty().print('two');
    await rm(folder, { recursive: true });
    await host.sweep();
    await host.sweep();
    expect(events.filter(({ kind }) => kind === 'snapshots')).toMatchObject([{ problem: { code: 'io_failed' } }]);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder);
    await host.sweep();
    expect(events.filter(({ kind }) => kind === 'snapshots').at(-1)).toEqual({ kind: 'snapshots', problem: null });
  });

  it('that is damaged does not hide the others', async () => {
    host.create(launch());
    pty().print('x');
    await host.close();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(folder, 'bbbbbbbbbbbb.snapshot'), 'no header');
    host = makeHost();
    await host.restore();
    expect(host.list(null).sessions.map(({ session }) => session)).toEqual([ID]);
  });
});

describe('previews', () => {
  const line = (preview: Preview | undefined, at: number) => preview?.rows.find((row) => row.at === at)?.runs[0]?.text;

  it('are whole first, then what changed, and no more when nobody watches', async () => {
    host.create(launch());
    pty().print('one\r\ntwo');
    const heard: Preview[] = [];
    let wake: () => void = () => undefined;
    const next = () => new Promise<void>((done) => (wake = done));
    const come = next();
    const watch = await host.watch(ID, (preview) => {
      heard.push(preview);
      wake();
    });
    await come;
    expect(heard[0]).toMatchObject({ session: ID, count: 2 });
    expect([line(heard[0], 0), line(heard[0], 1)]).toEqual(['one', 'two']);
    const more = next();
    pty().print('!');
    await more;
    expect(heard[1]).toMatchObject({ count: 2, rows: [{ at: 1 }] });
    expect(line(heard[1], 1)).toBe('two!');
    if (watch.ok) watch.value();
    pty().print('?');
    await host.screen(ID, { scrollback: false });
    expect(heard).toHaveLength(2);
  });

  it('are there of a session that is only a picture on disk', async () => {
    host.create(launch());
    pty().print('the end');
    pty().end(0);
    await host.sweep();
    const preview = await new Promise<Preview>((done) => void host.watch(ID, done));
    expect(line(preview, 0)).toBe('the end');
  });

  it('of an unknown session are refused', async () => {
    expect(await host.watch(ID, () => undefined)).toMatchObject({ ok: false, error: { code: 'session_unknown' } });
  });
});

describe('a session', () => {
  it('that cannot be started leaves nothing behind', async () => {
    await host.close();
    host = makeHost(() => {
      throw new Error('forkpty failed');
    });
    expect(host.create(launch())).toMatchObject({ ok: false, error: { code: 'spawn_failed' } });
    expect(host.list(null).sessions).toEqual([]);
  });

  it('is refused under an id that exists, and beyond the limit', () => {
    host.create(launch());
    expect(host.create(launch())).toMatchObject({ ok: false, error: { code: 'session_exists' } });
    for (let each = 1; each < SESSIONS_MAX; each += 1) host.create(launch(String(each).padStart(12, '0') as SessionId));
    expect(host.create(launch('zzzzzzzzzzzz' as SessionId))).toMatchObject({ ok: false, error: { code: 'session_limit' } });
  });

  it('is ended by HUP first', async () => {
    host.create(launch());
    expect(host.end(ID, null)).toMatchObject({ ok: true });
    expect(host.end(ID, null)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(signals).toEqual(['SIGHUP 100']));
  });

  it('that ended gives its memory back, and still shows its screen', async () => {
    host.create(launch());
    pty().print('done');
    pty().end(0);
    await host.sweep();
    const text = await host.screen(ID, { scrollback: false });
    expect(text.ok && text.value.lines[0]).toBe('done');
    expect(host.list(null).sessions).toMatchObject([{ state: 'ended', exit: { code: 0 } }]);
    expect(host.write(ID, 'x')).toMatchObject({ ok: false, error: { code: 'session_exited' } });
  });

  it.each(['end', 'forget', 'write', 'retag', 'screen'] as const)('that does not exist is unknown to %s', async (verb) => {
    const answers = {
      end: () => host.end(ID, null),
      forget: () => host.forget(ID),
      write: () => host.write(ID, 'x'),
      retag: () => host.retag(ID, 'x'),
      screen: () => host.screen(ID, { scrollback: true }),
    };
    expect(await answers[verb]()).toMatchObject({ ok: false, error: { code: 'session_unknown' } });
  });
});

it('says that nobody needs it after ten minutes without session and client', async () => {
  await host.sweep();
  now += 10 * 60 * 1000 - 1;
  await host.sweep();
  expect(signals).toEqual([]);
  now += 1;
  await host.sweep();
  expect(signals).toEqual(['idle']);
});

afterAll(() => {
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort').length).toBeLessThanOrEqual(1); // vitest's own port
});

async function show(picture: Picture): Promise<string> {
  const terminal = new headless.Terminal({ cols: picture.cols, rows: picture.rows, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(picture.data, done));
  const lines: string[] = [];
  for (let y = 0; y < terminal.buffer.active.length; y += 1) lines.push(terminal.buffer.active.getLine(y)?.translateToString(true) ?? '');
  terminal.dispose();
  return lines.join('\n');
}
