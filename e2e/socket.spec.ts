import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { decodeFrame, encodeAck, encodeInput, encodeOutput } from '#common/frames.ts';
import { INPUT_MAX, SOCKET_MESSAGE_MAX } from '#common/limits.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import type { Session } from '#common/session.ts';
import * as parser from '#common/socket-parser.ts';
import { type PageCaller, pageCaller } from './callers.ts';
import { expect, test as base } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/** What a page may send over its socket, and what becomes of all else: refused, without harm to anybody else's terminal. */

interface Fixtures {
  page1: PageCaller;
  /** Opens a socket as a page does, and closes it at the end. */
  dial: (query?: Record<string, string>) => Socket;
  raw: () => Promise<WebSocket>;
  session: Session;
  /** Types a word into the session in another page's terminal, and waits until it is printed there. */
  othersWork: () => Promise<void>;
}

const test = base.extend<Fixtures>({
  page1: async ({ hub }, use) => use(await pageCaller(hub)),
  dial: async ({ hub, page1 }, use) => {
    const made: Socket[] = [];
    await use((query = {}) => {
      const socket = io(`http://127.0.0.1:${hub.port}`, {
        path: SOCKET_PATH,
        parser,
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        query: { version: String(PROTOCOL_VERSION), key: page1.key, ...query },
        extraHeaders: page1.headers,
      });
      made.push(socket);
      return socket;
    });
    for (const socket of made) socket.disconnect();
  },
  raw: async ({ hub, page1 }, use) => {
    const made: WebSocket[] = [];
    await use(async () => {
      const socket = new WebSocket(rawUrl(hub, page1), { headers: page1.headers });
      made.push(socket);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return socket;
    });
    for (const socket of made) socket.terminate();
  },
  session: async ({ hub }, use) => use(await hub.create({ name: 'theirs', provider: 'command', command: { program: 'cat' } })),
  othersWork: async ({ dial, session }, use) => {
    const socket = await connected(dial());
    const viewer = (await socket.emitWithAck('terminal:attach', attachBody(session.id))).value.viewer;
    let seen = '';
    let heard: (() => void) | undefined;
    socket.on('terminal:frame', (bytes: Uint8Array) => {
      const frame = decodeFrame(new Uint8Array(bytes));
      if (frame !== null && 'data' in frame) seen += new TextDecoder().decode(frame.data);
      heard?.();
    });
    let words = 0;
    await use(async () => {
      words += 1;
      const word = `word${words}.`;
      socket.emit('terminal:frame', encodeInput(viewer, words, new TextEncoder().encode(`${word}\r`)));
      while (!seen.includes(word)) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    });
  },
});

function rawUrl(hub: HubProcess, { key }: PageCaller): string {
  return `ws://127.0.0.1:${hub.port}${SOCKET_PATH}/?EIO=4&transport=websocket&version=${PROTOCOL_VERSION}&key=${key}`;
}

function attachBody(session: string): object {
  return { session, client: 'test', cols: 80, rows: 24, visible: true };
}

async function connected(socket: Socket): Promise<Socket> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a message
function next(socket: Socket, event: string): Promise<any> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}

test('malformed and unknown messages are refused by name, and the connection stays', async ({ dial, othersWork }) => {
  const socket = await connected(dial());
  await othersWork();
  for (const [event, body, sentence] of [
    ['terminal:attach', { session: 'x' }, /"session"/],
    ['terminal:attach', { ...attachBody('aaaaaaaaaaaa'), viewer: 1 }, /"viewer"/],
    ['terminal:attach', attachBody('aaaaaaaaaaaa'), /no session/],
    ['terminal:attach', null, /JSON object/],
    ['terminal:attach', [], /JSON object/],
    ['terminal:resize', { viewer: 1, sequence: 1, cols: 1e9, rows: 24 }, /"cols"/],
    ['terminal:visible', { viewer: 1, visible: 'yes' }, /"visible"/],
    ['board:subscribe', { all: true }, /"all"/],
  ] as const) {
    expect(await socket.emitWithAck(event, body)).toMatchObject({
      ok: false,
      error: { code: expect.any(String), message: expect.stringMatching(sentence) },
    });
  }
  for (const event of ['create', 'constructor', '__proto__', 'hasOwnProperty', 'x'.repeat(10_000), 'terminal:attach\0']) {
    const refused = next(socket, 'refused');
    socket.emit(event, { anything: 1 });
    expect(await refused).toMatchObject({ error: { code: 'invalid_request', message: expect.stringContaining('There is no message') } });
  }
  for (const frame of [
    'text',
    null,
    new Uint8Array([4, 0]),
    encodeOutput(1, 0, new Uint8Array([1])),
    encodeInput(1, 1, new Uint8Array(INPUT_MAX + 1)),
  ]) {
    const refused = next(socket, 'refused');
    socket.emit('terminal:frame', frame);
    expect(await refused).toMatchObject({ event: 'terminal:frame', error: { message: expect.stringMatching(/\.$/) } });
  }
  expect(await socket.emitWithAck('board:subscribe', {})).toMatchObject({ ok: true });
  await othersWork();
});

test("another page's viewer is out of reach", async ({ dial, hub, session, othersWork }) => {
  await othersWork();
  const socket = await connected(dial());
  for (const viewer of [1, 2, 3, 0xffff_ffff]) {
    for (const [event, rest] of [
      ['terminal:detach', { said: true }],
      ['terminal:resize', { sequence: 9, cols: 20, rows: 10 }],
      ['terminal:visible', { visible: false }],
      ['terminal:take-over', { cols: 20, rows: 10 }],
    ] as const) {
      expect(await socket.emitWithAck(event, { viewer, ...rest })).toMatchObject({ ok: false, error: { code: 'viewer_unknown' } });
    }
    for (const frame of [encodeInput(viewer, 1, new TextEncoder().encode('FOREIGN\r')), encodeAck(viewer, 0)]) {
      const refused = next(socket, 'refused');
      socket.emit('terminal:frame', frame);
      expect(await refused).toMatchObject({ event: 'terminal:frame', error: { code: 'viewer_unknown' } });
    }
  }
  await othersWork();
  expect((await hub.call('GET', `/api/sessions/${session.id}/screen`)).json).toMatchObject({ cols: 80, rows: 24 });
  expect(await hub.screen(session.id)).not.toContain('FOREIGN');
});

test('what is no packet, and what is too large, ends its own connection and no other', async ({ raw, dial, hub, othersWork }) => {
  await othersWork();
  const { pid, output } = hub;
  for (const packet of [
    'xyz',
    '',
    '9',
    '4',
    '42',
    '42{',
    '42["terminal:attach"',
    '4["a"]',
    '45-["x",{"_placeholder":true,"num":0}]',
    '40/admin,',
    '\0',
  ]) {
    const socket = await raw();
    const gone = new Promise((resolve) => socket.once('close', resolve));
    // With neither packet taken for a valid one, the connection is of no use: the second one forces an answer of some kind.
    socket.send(packet);
    socket.send(Buffer.from([0xff, 0xfe]));
    socket.send('1'); // engine.io's own "close", so that one that was not cut off ends, too
    await gone;
  }
  const big = await raw();
  const gone = new Promise<number>((resolve) => {
    big.once('close', resolve);
  });
  big.on('error', () => undefined); // cut off while it still sends
  big.send(Buffer.alloc(SOCKET_MESSAGE_MAX + 1));
  expect(await gone).toBe(1009);
  const large = await connected(dial());
  const left = next(large, 'disconnect');
  large.emit('terminal:attach', { session: 'x'.repeat(SOCKET_MESSAGE_MAX) });
  await left;
  await othersWork();
  expect(hub.pid).toBe(pid);
  expect(hub.output).toBe(output);
});

test('another protocol version, and another namespace, are refused by name', async ({ dial, hub, page1 }) => {
  for (const version of ['0', String(PROTOCOL_VERSION + 1), '', 'x'.repeat(500)]) {
    const error = await next(dial({ version }), 'connect_error');
    expect(error).toMatchObject({ data: { code: 'protocol_mismatch', message: expect.stringMatching(/Reload the page\.$/) } });
  }
  await connected(dial());
  const admin = io(`http://127.0.0.1:${hub.port}/admin`, {
    path: SOCKET_PATH,
    parser,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    query: { version: String(PROTOCOL_VERSION), key: page1.key },
    extraHeaders: page1.headers,
  });
  expect(await next(admin, 'connect_error')).toMatchObject({ message: 'Invalid namespace' });
  admin.disconnect();
});
