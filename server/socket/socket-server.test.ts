import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFrame, encodeAck, encodeInput, encodeOutput, FRAME_OUTPUT } from '#common/frames.ts';
import { INPUT_MAX, SOCKET_MESSAGE_MAX } from '#common/limits.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import type { Session } from '#common/session.ts';
import * as parser from '#common/socket-parser.ts';
import { type OpenDoor, openDoor } from '#server/http/testing/open-door.ts';
import type { FakeViewer } from '#server/hub/testing/fake-host.ts';

const PIECE = 64 * 1024;

let door: OpenDoor;
const open: Socket[] = [];

beforeEach(async () => {
  door = await openDoor();
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.disconnect();
  await door.close();
});

function connect(query: Record<string, string> = { version: String(PROTOCOL_VERSION), key: 'k' }): Socket {
  const socket = io(door.url, { path: SOCKET_PATH, parser, transports: ['websocket'], query, forceNew: true, reconnection: false });
  open.push(socket);
  return socket;
}

function next<T = unknown>(socket: Socket, event: string): Promise<T> {
  return new Promise((resolve) => socket.once(event, resolve));
}

async function connected(): Promise<Socket> {
  const socket = connect();
  await next(socket, 'connect');
  return socket;
}

async function session(): Promise<Session> {
  const created = await door.hub.create({ provider: 'shell', cwd: '/srv' });
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

const attachBody = (id: string) => ({ session: id, client: 'page', cols: 80, rows: 24, visible: true });

describe('the board', () => {
  it('is one snapshot, then patches without a gap', async () => {
    const socket = await connected();
    const snapshot = await socket.emitWithAck('board:subscribe', {});
    expect(snapshot).toMatchObject({ ok: true, value: { sessions: [], hosts: [{ state: 'connected' }], problem: null } });
    const patch = next<{ version: number; changes: unknown[] }>(socket, 'board:patch');
    const { id } = await session();
    expect(await patch).toMatchObject({ version: snapshot.value.version + 1, changes: [{ kind: 'session', session: { id } }] });
  });
});

describe('a terminal', () => {
  it('carries frames unchanged both ways, and commands', async () => {
    const { id } = await session();
    const socket = await connected();
    const attached = await socket.emitWithAck('terminal:attach', attachBody(id));
    expect(attached).toMatchObject({ ok: true, value: { viewer: 1, owner: true } });
    const viewer = door.host.viewers.get(1);
    const frame = next<Uint8Array>(socket, 'terminal:frame');
    const output = encodeOutput(1, 0, new Uint8Array([0, 255, 27]));
    // A view into a larger buffer: exactly its bytes must travel.
    viewer?.listener.frame(new Uint8Array([9, ...output, 9]).subarray(1, -1));
    expect(new Uint8Array(await frame)).toEqual(output);
    const notice = next(socket, 'terminal:notice');
    viewer?.listener.notice({ kind: 'stale' });
    expect(await notice).toEqual({ viewer: 1, notice: { kind: 'stale' } });
    const input = encodeInput(1, 7, new TextEncoder().encode('é'));
    socket.emit('terminal:frame', input);
    socket.emit('terminal:frame', encodeAck(1, 12));
    expect(await socket.emitWithAck('terminal:resize', { viewer: 1, sequence: 1, cols: 90, rows: 30 })).toEqual({ ok: true, value: null });
    expect(viewer?.received.map((each) => new Uint8Array(each))).toEqual([input, encodeAck(1, 12)]);
    expect(viewer?.calls).toEqual([{ resize: { sequence: 1, cols: 90, rows: 30 } }]);
    expect(await socket.emitWithAck('terminal:detach', { viewer: 1, said: true })).toEqual({ ok: true, value: null });
    expect(viewer?.detached).toEqual({ said: true });
  });

  it('that attaches again at once has not said goodbye', async () => {
    const { id } = await session();
    const socket = await connected();
    await socket.emitWithAck('terminal:attach', attachBody(id));
    const viewer = door.host.viewers.get(1);
    expect(await socket.emitWithAck('terminal:detach', { viewer: 1, said: false })).toEqual({ ok: true, value: null });
    expect(viewer?.detached).toEqual({ said: false });
  });

  it('gets its number before its first frame', async () => {
    const { id } = await session();
    const attach = door.host.attach.bind(door.host);
    door.host.attach = async (body, listener) => {
      listener.frame(encodeOutput(1, 0, new Uint8Array([1])));
      listener.notice({ kind: 'owner', owner: 'self' });
      return attach(body, listener);
    };
    const socket = await connected();
    const order: string[] = [];
    socket.onAny((event) => order.push(event));
    const noticed = next(socket, 'terminal:notice');
    socket.emit('terminal:attach', attachBody(id), () => order.push('answer'));
    expect(await noticed).toMatchObject({ viewer: 1 });
    expect(order).toEqual(['answer', 'terminal:frame', 'terminal:notice']);
  });

  it('gets all it was sent when its page reads again, and what was typed into comes before the flood of another', async () => {
    const { id } = await session();
    const socket = await connected();
    for (const viewer of [1, 2]) expect(await socket.emitWithAck('terminal:attach', attachBody(id))).toMatchObject({ value: { viewer } });
    const { ws } = (socket.io.engine as unknown as { transport: { ws: WebSocket } }).transport;
    ws.pause();
    const [flooding, typedInto] = [1, 2].map((viewer) => door.host.viewers.get(viewer) as FakeViewer) as [FakeViewer, FakeViewer];
    // More than the system takes on the way to a page that does not read.
    const pieces = 400;
    for (let at = 0; at < pieces; at += 1) flooding.listener.frame(encodeOutput(1, at * PIECE, new Uint8Array(PIECE)));
    socket.emit('terminal:frame', encodeInput(2, 1, new Uint8Array([107])));
    await expect.poll(() => typedInto.received).toHaveLength(1);
    typedInto.listener.frame(encodeOutput(2, 0, new Uint8Array([107])));
    const got: { viewer: number; offset: number }[] = [];
    const all = new Promise<void>((done) => {
      socket.on('terminal:frame', (bytes: Uint8Array) => {
        const frame = decodeFrame(new Uint8Array(bytes));
        if (frame?.type === FRAME_OUTPUT) got.push(frame);
        if (got.length === pieces + 1) done();
      });
    });
    ws.resume();
    await all;
    expect(got.filter(({ viewer }) => viewer === 1).map(({ offset }) => offset / PIECE)).toEqual(
      Array.from({ length: pieces }, (_, at) => at),
    );
    expect(got.at(-1)?.viewer).toBe(1);
    expect(got.findIndex(({ viewer }) => viewer === 2)).toBeLessThan(pieces - 16);
  });

  it('is detached when its page goes', async () => {
    const { id } = await session();
    const socket = await connected();
    await socket.emitWithAck('terminal:attach', attachBody(id));
    const gone = new Promise<unknown>((resolve) => {
      const viewer = door.host.viewers.get(1);
      if (viewer !== undefined) Object.defineProperty(viewer, 'detached', { set: resolve });
    });
    socket.disconnect();
    expect(await gone).toEqual({ said: false });
  });

  it('tells previews to the page that wants them, until it goes', async () => {
    const { id } = await session();
    const [page, other] = [await connected(), await connected()];
    const heard = new Promise((resolve) => page.once('board:preview', resolve));
    const strays: unknown[] = [];
    other.on('board:preview', (preview) => strays.push(preview));
    expect(await page.emitWithAck('board:watch', { sessions: [id] })).toEqual({ ok: true, value: null });
    const preview = { session: id, count: 1, rows: [{ at: 0, runs: [{ text: 'x', fg: null, bg: null, flags: 0 }] }] };
    door.host.emit({ kind: 'preview', preview });
    expect(await heard).toEqual(preview);
    expect(strays).toEqual([]);
    const unwatched = new Promise<void>((resolve) => {
      const push = door.host.calls.push.bind(door.host.calls);
      door.host.calls.push = (...calls) => {
        if (calls.includes(`watch ${id} false`)) resolve();
        return push(...calls);
      };
    });
    page.disconnect();
    await unwatched;
  });

  it('takes nothing from another page', async () => {
    const { id } = await session();
    const [owner, other] = [await connected(), await connected()];
    await owner.emitWithAck('terminal:attach', attachBody(id));
    const refused = next(other, 'refused');
    other.emit('terminal:frame', encodeInput(1, 1, new Uint8Array([3])));
    expect(await refused).toMatchObject({ event: 'terminal:frame', error: { code: 'viewer_unknown' } });
    expect(await other.emitWithAck('terminal:resize', { viewer: 1, sequence: 1, cols: 9, rows: 9 })).toMatchObject({
      ok: false,
      error: { code: 'viewer_unknown' },
    });
    expect(door.host.viewers.get(1)).toMatchObject({ received: [], calls: [] });
  });

  it('of an unknown session is refused with a sentence', async () => {
    const socket = await connected();
    expect(await socket.emitWithAck('terminal:attach', attachBody('aaaaaaaaaaaa'))).toMatchObject({
      ok: false,
      error: { code: 'session_unknown' },
    });
  });
});

describe('bad messages', () => {
  it.each<[string, unknown, RegExp]>([
    ['terminal:attach', { session: 'x' }, /"session"/],
    ['terminal:attach', null, /JSON object/],
    ['terminal:resize', { viewer: 1, sequence: 1, cols: 0, rows: 24 }, /"cols"/],
    ['board:subscribe', { all: true }, /"all"/],
    ['constructor', {}, /constructor/],
    ['unheard', {}, /unheard/],
  ])('%s with %o', async (event, body, sentence) => {
    const socket = await connected();
    const isOurs = event.includes(':');
    const refused = isOurs ? socket.emitWithAck(event, body) : next(socket, 'refused');
    if (!isOurs) socket.emit(event, body);
    expect(await refused).toMatchObject({ error: { code: expect.any(String), message: expect.stringMatching(sentence) } });
    expect(await socket.emitWithAck('board:subscribe', {})).toMatchObject({ ok: true });
  });

  it.each<[string, unknown]>([
    ['no bytes', 'text'],
    ['nothing', undefined],
    ['a torn frame', new Uint8Array([4, 0])],
    ['an output frame', encodeOutput(1, 0, new Uint8Array([1]))],
    ['too much input', encodeInput(1, 1, new Uint8Array(INPUT_MAX + 1))],
  ])('a frame of %s', async (_what, frame) => {
    const socket = await connected();
    const refused = next(socket, 'refused');
    socket.emit('terminal:frame', frame);
    expect(await refused).toMatchObject({ event: 'terminal:frame', error: { message: expect.stringMatching(/\w/) } });
    expect(socket.connected).toBe(true);
  });

  it('one that is too large ends only its own connection', async () => {
    const [big, other] = [await connected(), await connected()];
    const gone = next(big, 'disconnect');
    big.emit('terminal:frame', new Uint8Array(SOCKET_MESSAGE_MAX + 1));
    await gone;
    expect(await other.emitWithAck('board:subscribe', {})).toMatchObject({ ok: true });
  });

  it('a bug is answered with an id that the log has', async () => {
    const socket = await connected();
    door.hub.snapshot = () => {
      throw new Error('secret detail');
    };
    const answer = await socket.emitWithAck('board:subscribe', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(door.log.lines.at(-1)?.fields).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(answer.error.message).toContain(Object.entries(door.log.lines.at(-1)?.fields ?? {}).find(([name]) => name === 'id')?.[1]);
  });
});

describe('who may connect', () => {
  it.each([{ version: '0' }, {} as Record<string, string>])('another protocol version is refused by name: %o', async (query) => {
    const error = await next<Error & { data: unknown }>(connect(query), 'connect_error');
    expect(error.data).toMatchObject({ code: 'protocol_mismatch', message: expect.stringMatching(/Reload/) });
  });

  it('nobody without a credential', async () => {
    door.gate.caller = { kind: 'anyone' };
    await next(connect(), 'connect_error');
  });

  it('no compression is agreed on', async () => {
    const raw = new WebSocket(`${door.url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket&version=${PROTOCOL_VERSION}`, {
      perMessageDeflate: true,
    });
    await new Promise((resolve, reject) => raw.once('open', resolve).once('error', reject));
    expect(raw.extensions).toBe('');
    const closed = new Promise((resolve) => raw.once('close', resolve));
    raw.close();
    await closed;
  });

  it('a login that ends takes its pages with it, and only those', async () => {
    door.gate.caller = { kind: 'page', login: 'one' };
    const one = await connected();
    door.gate.caller = { kind: 'page', login: 'two' };
    const two = await connected();
    door.gate.caller = { kind: 'local' };
    const local = await connected();
    let gone = next(one, 'disconnect');
    door.gate.revoke('one');
    await gone;
    expect(two.connected).toBe(true);
    gone = next(two, 'disconnect');
    door.gate.revoke(null);
    await gone;
    expect(await local.emitWithAck('board:subscribe', {})).toMatchObject({ ok: true });
  });

  it('a graceful stop is told, and leaves the page free to come back by itself', async () => {
    const socket = await connected();
    const [closing, gone] = [next(socket, 'closing'), next(socket, 'disconnect')];
    await door.closeSockets();
    await closing;
    expect(await gone).toBe('transport close');
  });
});
