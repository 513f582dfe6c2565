import { io, type Socket } from 'socket.io-client';
import { atNothing, awaitsAll, parsedTo, type Position, take } from '#app/features/terminal/stream-position.ts';
import { CREDENTIAL_QUERY } from '#common/credential-store.ts';
import { decodeFrame, encodeAck, encodeInput, frameViewer } from '#common/frames.ts';
import { type HubEvents, type PageEvents, type PageReply, PROTOCOL_VERSION, SOCKET_PATH } from '#common/protocol.ts';
import type { Result } from '#common/result.ts';
import { textParser } from '#common/socket-parser.ts';
import { askHub } from './hub-request.ts';
import { PROMPT, SHELL_ARGUMENTS } from './shell.ts';
import { type Door, type Terminal, untilText } from './terminal.ts';

/** What a page knows after its login, and the hub's own socket to create sessions by. */
export interface BeckonAddress {
  readonly port: number;
  readonly cookie: string;
  readonly key: string;
  readonly hubSocket: string;
  /** Where the shells are started. */
  readonly cwd: string;
}

export interface BeckonTerminal extends Terminal {
  readonly session: string;
}

export interface BeckonDoor extends Door {
  open(): Promise<BeckonTerminal>;
  /** One more viewer of a session: milliseconds until its first screen was there, and its bytes. */
  firstScreen(session: string): Promise<{ milliseconds: number; bytes: number }>;
}

type Line = Socket<HubEvents, PageEvents>;
type Attached = PageReply<'terminal:attach'>;

/** The hub as its page sees it: one socket.io connection, several viewers on it, each frame acknowledged as the page does. */
export async function createBeckonDoor(address: BeckonAddress): Promise<BeckonDoor> {
  const line: Line = io(`http://127.0.0.1:${address.port}`, {
    path: SOCKET_PATH,
    parser: textParser,
    transports: ['websocket'],
    query: { version: String(PROTOCOL_VERSION), [CREDENTIAL_QUERY]: address.key },
    extraHeaders: {
      host: `beckon.localhost:${address.port}`,
      origin: `http://beckon.localhost:${address.port}`,
      cookie: address.cookie,
    },
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((done, fail) => {
    line.once('connect', done);
    line.once('connect_error', fail);
  });
  const subscribed = await line.emitWithAck('board:subscribe', {}); // as every page does
  if (!subscribed.ok) throw new Error(subscribed.error.message);

  async function attach(session: string): Promise<Attached> {
    const body = { session, client: `bench-${process.pid}`, cols: 100, rows: 30, visible: true };
    const attached: Result<Attached> = await line.emitWithAck('terminal:attach', body);
    if (!attached.ok) throw new Error(attached.error.message);
    return attached.value;
  }

  return {
    async open() {
      const created = await askHub(address.hubSocket, 'POST', '/api/sessions', {
        provider: 'command',
        cwd: address.cwd,
        command: { program: 'bash', args: SHELL_ARGUMENTS },
      });
      const { id } = created as { id: string };
      const early = holdFrames(line);
      const attached = await attach(id);
      const terminal = overLine(line, attached, { session: id, hubSocket: address.hubSocket });
      const ready = untilText(terminal, PROMPT);
      terminal.begin(early.release());
      await ready;
      return terminal;
    },
    async firstScreen(session) {
      const early = holdFrames(line);
      const started = performance.now();
      const attached = await attach(session);
      const frame = early.first(attached.viewer);
      const bytes = (await frame).length;
      const milliseconds = performance.now() - started;
      early.release();
      await line.emitWithAck('terminal:detach', { viewer: attached.viewer, said: true });
      return { milliseconds, bytes };
    },
    close: () => void line.disconnect(),
  };
}

/** Frames may come before the code that waits for the answer to their attach runs. */
function holdFrames(line: Line) {
  const held: Uint8Array[] = [];
  let wanted: { viewer: number; found: (frame: Uint8Array) => void } | null = null;
  const hold = (frame: unknown) => {
    if (!(frame instanceof Uint8Array)) return;
    held.push(frame);
    if (wanted !== null && frameViewer(frame) === wanted.viewer) wanted.found(frame);
  };
  line.io.engine.on('data', hold);
  return {
    first: (viewer: number) =>
      new Promise<Uint8Array>((found) => {
        const there = held.find((frame) => frameViewer(frame) === viewer);
        if (there !== undefined) return found(there);
        wanted = { viewer, found };
      }),
    release() {
      line.io.engine.off('data', hold);
      return held;
    },
  };
}

function overLine(line: Line, attached: Attached, { session, hubSocket }: { session: string; hubSocket: string }) {
  const { viewer } = attached;
  const encoder = new TextEncoder();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let position: Position = atNothing(attached.epoch);
  let sequence = 0;

  function deliver(bytes: Uint8Array): void {
    for (const listener of listeners) listener(bytes);
  }
  /** As the page: a terminal that has nothing to draw has parsed at once. */
  function receive(raw: unknown): void {
    if (!(raw instanceof Uint8Array) || frameViewer(raw) !== viewer) return;
    const frame = decodeFrame(raw);
    if (frame === null) throw new Error('A frame that is none came.');
    const step = take(position, frame);
    if (step.kind === 'gap') throw new Error('Bytes of the stream are missing.');
    if (step.kind === 'skip') return;
    if (step.kind === 'restore') position = step.position;
    tellParsed(parsedTo(position, step.kind === 'write' ? step.end : step.offset));
    deliver(step.data);
  }
  function tellParsed(offset: number | null): void {
    if (offset !== null) line.io.engine.write(encodeAck(viewer, offset));
  }
  const noticed: HubEvents['terminal:notice'] = (told) => {
    if (told.viewer === viewer && told.notice.kind === 'stale') tellParsed(awaitsAll(position));
  };
  line.on('terminal:notice', noticed);
  line.io.engine.on('data', receive);

  return {
    session,
    begin(early: readonly Uint8Array[]): void {
      for (const frame of early) receive(frame);
    },
    type(text: string) {
      sequence += 1;
      line.io.engine.write(encodeInput(viewer, sequence, encoder.encode(text)));
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      line.off('terminal:notice', noticed);
      line.io.engine.off('data', receive);
      await endSession(hubSocket, session);
    },
  };
}

/** Ends a session and dismisses it, so that nothing of it weighs on what is measured next. */
export async function endSession(hubSocket: string, session: string): Promise<void> {
  await askHub(hubSocket, 'POST', `/api/sessions/${session}/end`);
  for (;;) {
    const { status } = (await askHub(hubSocket, 'GET', `/api/sessions/${session}`)) as { status: string };
    if (status === 'exited') break;
    await new Promise((done) => setTimeout(done, 20));
  }
  await askHub(hubSocket, 'DELETE', `/api/sessions/${session}`);
}
