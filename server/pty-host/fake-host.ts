import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import headless from '@xterm/headless';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { crc32 } from '#common/crc32.ts';
import type { Attach, Launch, ViewerNotice } from '#common/pty-host-protocol.ts';
import type { SessionId } from '#common/session.ts';
import { FakePty } from './fake-pty.ts';
import { PtyHost, type PtyHostEvent } from './pty-host.ts';
import type { PtySession } from './pty-session.ts';
import type { LinesPiece, Picture, ScreenPicture } from './screen-messages.ts';
import { Screens, startScreenWorker } from './screens.ts';
import { Snapshots } from './snapshots.ts';
import type { Viewer, ViewerSink } from './viewer.ts';

/** For tests: the pty host on real screens (a real worker thread) and fake terminals: everything but processes. */

export const ID = 'aaaaaaaaaaaa' as SessionId;
export const launch = (session: SessionId = ID): Launch => ({
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
/** Where the host keeps its pictures. */
export let folder: string;
export let host: PtyHost;
/** The terminals that were started, the oldest first. */
export let ptys: FakePty[];
let now: number;
export let events: PtyHostEvent[];
/** The signals that were sent, each with its process; and `idle` when nobody needs the host. */
export let signals: string[];

/** The checksum of what was printed. */
export const sumOf = (text: string) => crc32(new TextEncoder().encode(text));

/** A viewer that keeps all it is sent. */
export class Page implements ViewerSink {
  readonly frames: { offset: number; text: string }[] = [];
  readonly pictures: Picture[] = [];
  readonly screens: ScreenPicture[] = [];
  readonly pieces: LinesPiece[] = [];
  readonly notices: ViewerNotice[] = [];
  full = false;
  takesScreens = false;
  numbersInput = true;
  #wake: (() => void)[] = [];

  isFull(): boolean {
    return this.full;
  }
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

/** Each test of the file that calls this has a host of its own; the last one leaves no thread behind. */
export function hostForEachTest(): void {
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
    startHost();
    host.onEvent((event) => events.push(event));
  });

  afterEach(async () => {
    await host.close();
    await rm(folder, { recursive: true });
  });

  afterAll(() => {
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort').length).toBeLessThanOrEqual(1); // vitest's own port
  });
}

/** Another host takes the place of the one that was closed, on the same folder. */
export function startHost(spawn?: () => never): void {
  host = makeHost(spawn);
}

/** So many milliseconds pass. */
export function pass(milliseconds: number): void {
  now += milliseconds;
}

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

/** Throws when there is no live session to attach to. */
export async function attach(page: Page, more: Partial<Attach> = {}): Promise<{ live: PtySession; viewer: Viewer; from: string }> {
  const attached = await host.attach({ session: ID, viewer: 1, client: 'one', cols: 40, rows: 6, visible: true, ...more }, page);
  if (!attached.ok || attached.value.live === null || attached.value.viewer === null) throw new Error('not attached');
  attached.value.begin();
  return { live: attached.value.live, viewer: attached.value.viewer, from: attached.value.reply.from };
}

export function pty(index = 0): FakePty {
  const found = ptys[index];
  if (found === undefined) throw new Error('not started');
  return found;
}

export function epoch(): number {
  return host.list(null).sessions[0]?.epoch ?? -1;
}

/** The lines that a picture shows. */
export async function show(picture: Picture): Promise<string> {
  const terminal = new headless.Terminal({ cols: picture.cols, rows: picture.rows, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(picture.data, done));
  const lines: string[] = [];
  for (let y = 0; y < terminal.buffer.active.length; y += 1) lines.push(terminal.buffer.active.getLine(y)?.translateToString(true) ?? '');
  terminal.dispose();
  return lines.join('\n');
}
