import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { decodeFrame, encodeAck, encodeInput, FRAME_CONTROL, FRAME_OUTPUT } from '#common/frames.ts';
import { encodeControl, FrameSplitter, frameLength } from '#common/framing.ts';
import { CLIENT_FULL, FRAME_DATA_MAX, VIEWER_HIGH } from '#common/limits.ts';
import { type HostMessage, PTY_HOST_VERSIONS } from '#common/pty-host-protocol.ts';
import type { SessionId } from '#common/session.ts';
import { ClientConnection } from './client-connection.ts';
import { host, hostForEachTest, launch, pty } from './fake-host.ts';

hostForEachTest();

/** The pty host's end of a client that reads when the test says so. */
class SlowClient extends Duplex {
  readonly got: { output: number; bytes: number }[] = [];
  readonly told: HostMessage[] = [];
  #held: (() => void)[] = [];
  #reads = true;
  readonly #splitter = new FrameSplitter((frame) => this.#take(frame));

  override _read(): void {
    // what it says is pushed by `say`
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    const arrive = () => {
      this.#splitter.push(new Uint8Array(chunk));
      done();
    };
    if (this.#reads) arrive();
    else this.#held.push(arrive);
  }

  /** Whether it reads from now on. */
  reads(on: boolean): void {
    this.#reads = on;
    for (const arrive of on ? this.#held.splice(0) : []) arrive();
  }

  ask(request: number, body: unknown): Uint8Array {
    return encodeControl({ request, body }, (text) => new TextEncoder().encode(text));
  }

  say(...frames: Uint8Array[]): void {
    this.push(Buffer.concat(frames));
  }

  #take(frame: Uint8Array): void {
    if (frame[0] === FRAME_CONTROL) return void this.told.push(JSON.parse(new TextDecoder().decode(frame.subarray(1))) as HostMessage);
    const decoded = decodeFrame(frame);
    if (decoded?.type === FRAME_OUTPUT) this.got.push({ output: decoded.viewer, bytes: decoded.data.length });
  }
}

/** A machine under load may take its time. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 });
const framed = (frame: Uint8Array) => Buffer.concat([frameLength(frame.length), frame]);
const key = (viewer: number, sequence: number) => framed(encodeInput(viewer, sequence, new TextEncoder().encode('k')));
const sessionOf = (at: number) => `session${String(at).padStart(5, '0')}` as SessionId;

/** A client that looks at so many sessions; the first viewer is 1. */
async function looking(sessions: number): Promise<SlowClient & { connection: ClientConnection }> {
  const slow = new SlowClient();
  const connection = new ClientConnection(
    slow as unknown as Socket,
    host,
    { pid: 1, pidStartTime: 'then', build: 'test' },
    () => undefined,
  );
  const client = Object.assign(slow, { connection });
  client.say(
    encodeControl({ hello: { versions: [...PTY_HOST_VERSIONS], client: 'hub', build: 'test' } }, (text) => new TextEncoder().encode(text)),
  );
  for (let at = 1; at <= sessions; at += 1) {
    host.create(launch(sessionOf(at)));
    const attach = { session: sessionOf(at), viewer: at, client: 'page', cols: 40, rows: 6, visible: false };
    client.say(client.ask(at, { op: 'attach', attach }));
  }
  const answered = () => client.told.filter((each) => 'reply' in each).length;
  await eventually(() => expect(answered()).toBe(sessions));
  for (let at = 1; at <= sessions; at += 1) client.say(framed(encodeAck(at, 0)));
  await settled();
  return client;
}

/** Every session has answered what was asked before: its pictures are out. */
async function settled(): Promise<void> {
  for (const { session } of host.list(null).sessions) await host.screen(session, { scrollback: false });
}

describe('keys', () => {
  it('are typed before an answer is ready that was asked for earlier', async () => {
    const client = await looking(1);
    client.say(client.ask(50, { op: 'screen', session: sessionOf(1), scrollback: true }), key(1, 1));
    await eventually(() => expect(pty().input).toBe('k'));
    expect(client.told.some((each) => 'reply' in each && each.reply === 50)).toBe(false);
    await eventually(() => expect(client.told.some((each) => 'reply' in each && each.reply === 50)).toBe(true));
  });

  it('have their echo ahead of what waits of other sessions, for a client that reads slowly', async () => {
    const sessions = 12;
    const client = await looking(sessions);
    client.reads(false);
    for (let at = 0; at < sessions - 1; at += 1) for (let each = 0; each < 4; each += 1) pty(at).print('x'.repeat(FRAME_DATA_MAX));
    client.say(key(sessions, 1));
    await eventually(() => expect(pty(sessions - 1).input).toBe('k'));
    pty(sessions - 1).print('k');
    client.reads(true);
    await eventually(() => expect(client.got.reduce((sum, { bytes }) => sum + bytes, 0)).toBe((sessions - 1) * VIEWER_HIGH + 1));
    const before = client.got.slice(
      0,
      client.got.findIndex(({ output }) => output === sessions),
    );
    // What the socket held when it was full, and the frame that crossed the mark.
    expect(before.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(CLIENT_FULL + FRAME_DATA_MAX);
  });
});

it('a watcher whose key is refused has not the room of an echo', async () => {
  const client = await looking(1);
  const watcher = { session: sessionOf(1), viewer: 2, client: 'other page', cols: 40, rows: 6, visible: true };
  client.say(client.ask(50, { op: 'visible', viewer: 1, visible: true }), client.ask(51, { op: 'attach', attach: watcher }));
  await eventually(() => expect(client.told).toContainEqual(expect.objectContaining({ reply: 51 })));
  await settled();
  client.say(key(2, 1));
  const refused = expect.objectContaining({ viewer: 2, notice: expect.objectContaining({ kind: 'refused' }) });
  await eventually(() => expect(client.told).toContainEqual(refused));
  client.reads(false);
  for (let each = 0; each < 4; each += 1) pty().print('x'.repeat(FRAME_DATA_MAX));
  expect(client.writableLength).toBeGreaterThan(CLIENT_FULL);
  expect([1, 2].map((viewer) => client.connection.isFull(viewer))).toEqual([true, true]);
  client.say(key(1, 1));
  await eventually(() => expect(pty().input).toBe('k'));
  expect([1, 2].map((viewer) => client.connection.isFull(viewer))).toEqual([false, true]);
  client.reads(true);
});

describe('a client that reads nothing', () => {
  it('costs a bounded number of bytes, whatever is told of sessions and their previews, and hears the newest when it reads', async () => {
    const client = await looking(2);
    client.say(client.ask(60, { op: 'watch', session: sessionOf(1), on: true }));
    await settled();
    client.reads(false);
    const tag = 'x'.repeat(5000);
    for (let at = 0; at < 2000; at += 1) host.retag(sessionOf(1), `${tag} ${at}`);
    expect(client.writableLength).toBeGreaterThan(CLIENT_FULL / 2);
    expect(client.writableLength).toBeLessThan(CLIENT_FULL + 16 * 1024);
    client.reads(true);
    const newest = () => client.told.filter((each) => 'event' in each && each.event === 'session').at(-1);
    await eventually(() => expect(newest()).toMatchObject({ session: { session: sessionOf(1), tag: `${tag} 1999` } }));
    expect(client.told.filter((each) => 'event' in each && each.event === 'session').length).toBeLessThan(100);
  });
});
