import type { Socket } from 'node:net';
import {
  decodeFrame,
  encodeLines,
  encodeOutput,
  encodeScreen,
  encodeSnapshot,
  FRAME_ACK,
  FRAME_CONTROL,
  FRAME_INPUT,
  FRAME_MORE,
} from '#common/frames.ts';
import { encodeControl, FrameSplitter, writeFrame } from '#common/framing.ts';
import { CLIENT_FULL, CONTROL_MAX, SOCKET_CUT, SOCKET_STALE } from '#common/limits.ts';
import { mergePreviews, type Preview } from '#common/preview.ts';
import {
  type ClientMessage,
  clientMessageSchema,
  type HostMessage,
  type HostRequest,
  INPUT_NUMBERS_VERSION,
  PTY_HOST_VERSIONS,
  SCREEN_FIRST_VERSION,
  type ViewerNotice,
} from '#common/pty-host-protocol.ts';
import { failure, type Result, success } from '#common/result.ts';
import { gatherWrites } from '#server/process/gather-writes.ts';
import { Newest } from '#server/process/newest.ts';
import { incompatible } from './incompatible.ts';
import type { Leaving } from './ownership.ts';
import type { PtyHost } from './pty-host.ts';
import type { PtySession } from './pty-session.ts';
import type { LinesPiece, Picture, ScreenPicture } from './screen-messages.ts';
import type { Viewer, ViewerSink } from './viewer.ts';
import { askForViewer } from './viewer-requests.ts';
import { ViewerTurns } from './viewer-turns.ts';
import { Watches } from './watches.ts';

/** Who this pty host is, for the answer to `hello`. */
export interface HostIdentity {
  readonly pid: number;
  readonly pidStartTime: string;
  readonly build: string;
}

/** One client on the socket (the hub, or a CLI): checks what it says, carries it out, and sends what it must hear. */
export class ClientConnection implements ViewerSink {
  readonly #socket: Socket;
  readonly #gather: () => void;
  readonly #host: PtyHost;
  readonly #identity: HostIdentity;
  readonly #log: (message: string) => void;
  readonly #viewers = new Map<number, { viewer: Viewer | null; live: PtySession | null }>();
  readonly #turns = new ViewerTurns(this.#viewers, (viewer) => this.isFull(viewer));
  /** Being attached; a detach that overtakes its attach says so here. */
  readonly #attaching = new Map<number, { left: Leaving | null }>();
  readonly #text = new TextEncoder();
  readonly #watches: Watches;
  readonly #previews = new Newest({
    isFull: () => this.isFull(null),
    send: (_session, preview: Preview) => this.#send({ event: 'preview', preview }),
    merge: mergePreviews,
  });
  readonly #sessions = new Newest({
    isFull: () => this.isFull(null),
    send: (_session, message: HostMessage) => this.#send(message),
    merge: (_older, newer) => newer,
  });
  #unsubscribe: (() => void) | null = null;
  #version = 0;

  constructor(socket: Socket, host: PtyHost, identity: HostIdentity, log: (message: string) => void) {
    this.#socket = socket;
    this.#gather = gatherWrites(socket);
    this.#host = host;
    this.#watches = new Watches(host, (preview) => this.#previews.tell(preview.session, preview));
    this.#identity = identity;
    this.#log = log;
    const splitter = new FrameSplitter((frame) => this.#take(frame));
    socket.on('data', (chunk) => {
      if (!splitter.push(chunk)) this.#cut('a frame of an impossible length');
    });
    socket.on('drain', () => this.#drained());
    socket.on('error', (error) => this.#log(`client: ${error.message}`)); // 'close' follows
    socket.on('close', () => this.#closed());
  }

  isFull(viewer: number | null): boolean {
    const isAwaited = viewer !== null && viewer === this.#turns.typedInto;
    return this.#socket.writableLength > (isAwaited ? SOCKET_STALE : CLIENT_FULL);
  }

  get takesScreens(): boolean {
    return this.#version >= SCREEN_FIRST_VERSION;
  }

  get numbersInput(): boolean {
    return this.#version >= INPUT_NUMBERS_VERSION;
  }

  output(viewer: number, offset: number, bytes: Uint8Array): void {
    this.#write(encodeOutput(viewer, offset, bytes));
  }

  snapshot(viewer: number, picture: Picture, checksum: number): void {
    this.#write(encodeSnapshot({ viewer, checksum, ...picture }));
  }

  screen(viewer: number, picture: ScreenPicture, checksum: number): void {
    this.#write(encodeScreen({ viewer, checksum, ...picture }));
  }

  lines(viewer: number, piece: LinesPiece): void {
    this.#write(encodeLines({ viewer, ...piece }));
  }

  notice(viewer: number, notice: ViewerNotice): void {
    this.#send({ event: 'viewer', viewer, notice });
  }

  end(): void {
    this.#socket.end();
  }

  #write(frame: Uint8Array): void {
    if (this.#socket.destroyed) return;
    this.#gather();
    writeFrame(this.#socket, frame);
    if (this.#socket.writableLength > SOCKET_CUT) this.#cut('it does not read');
  }

  #send(message: HostMessage): void {
    this.#sendFrame(encodeControl(message, (text) => this.#text.encode(text)));
  }

  #sendFrame(frame: Uint8Array): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(frame);
    if (this.#socket.writableLength > SOCKET_CUT) this.#cut('it does not read');
  }

  #take(frame: Uint8Array): void {
    if (frame[0] === FRAME_CONTROL) return this.#control(frame.subarray(1));
    const decoded = decodeFrame(frame);
    const place = decoded === null ? undefined : this.#viewers.get(decoded.viewer);
    // A frame for a viewer that just left is no fault: it was on its way.
    if (decoded === null || !place?.viewer || !place.live) return;
    if (decoded.type === FRAME_INPUT) {
      if (place.live.input.type(place.viewer, decoded.sequence, decoded.data)) this.#turns.typedInto = decoded.viewer;
    } else if (decoded.type === FRAME_ACK) place.live.viewers.acknowledge(place.viewer, decoded.offset);
    else if (decoded.type === FRAME_MORE) void place.live.viewers.more(place.viewer, decoded);
  }

  #control(bytes: Uint8Array): void {
    const message = clientMessageSchema.safeParse(parseJson(bytes));
    if (!message.success) return this.#refuseMessage(bytes, message.error.issues[0]?.message ?? 'it is malformed');
    if ('hello' in message.data) return this.#welcome(message.data.hello);
    if (this.#unsubscribe === null) return this.#cut('a request before hello');
    void this.#answer(message.data.request, message.data.body);
  }

  /** A malformed request is answered when it has a number; anything else breaks the protocol. */
  #refuseMessage(bytes: Uint8Array, reason: string): void {
    const value = parseJson(bytes);
    const number = typeof value === 'object' && value !== null && 'request' in value ? value.request : undefined;
    if (this.#unsubscribe === null || typeof number !== 'number') return this.#cut(`a malformed message: ${reason}`);
    this.#send({ reply: number, error: { code: 'invalid_request', message: `The pty host does not understand this request: ${reason}.` } });
  }

  #welcome(hello: Extract<ClientMessage, { hello: unknown }>['hello']): void {
    const version = PTY_HOST_VERSIONS.find((known) => hello.versions.includes(known));
    if (version === undefined) {
      this.#send({ refused: incompatible(this.#host.living) });
      return this.#socket.end() as unknown as void;
    }
    if (this.#unsubscribe !== null) return this.#cut('a second hello');
    this.#version = version;
    this.#send({ welcome: { version, ...this.#identity } });
    this.#host.clientCame();
    this.#unsubscribe = this.#host.onEvent((event) => {
      if (event.kind === 'session') this.#sessions.tell(event.session.session, { event: 'session', session: event.session });
      else if (event.kind === 'forgotten') this.#sessions.tell(event.session, { event: 'forgotten', session: event.session });
      else this.#send({ event: 'snapshots', problem: event.problem });
    });
    this.#send({ event: 'snapshots', problem: this.#host.problem }); // also when there is none: the client may remember one
  }

  async #answer(request: number, body: HostRequest): Promise<void> {
    const result = await this.#carryOut(body, request).catch((error: unknown) => {
      this.#log(`${body.op} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return failure('internal', `The pty host failed at "${body.op}". Its log has the reason.`);
    });
    if (result !== null) this.#reply(request, result);
  }

  /** An answer that is too large for the other side to read would cost the connection; it is told instead. */
  #reply(request: number, result: Result<unknown>): void {
    const message = result.ok ? { reply: request, value: result.value } : { reply: request, error: result.error };
    const frame = encodeControl(message, (text) => this.#text.encode(text));
    if (frame.length <= CONTROL_MAX) return this.#sendFrame(frame);
    this.#send({ reply: request, error: { code: 'too_large', message: 'The answer is too large to be sent. Ask for less.' } });
  }

  /** Null when it was answered already. */
  async #carryOut(body: HostRequest, request: number): Promise<Result<unknown> | null> {
    switch (body.op) {
      case 'list':
        return success(this.#host.list(body.after));
      case 'create':
        return this.#host.create(body.launch);
      case 'retag':
        return this.#host.retag(body.session, body.tag);
      case 'write':
        return this.#host.write(body.session, body.text);
      case 'screen':
        return this.#host.screen(body.session, { scrollback: body.scrollback });
      case 'watch':
        return this.#watches.want(body.session, body.on);
      case 'end':
        return this.#host.end(body.session, body.process);
      case 'forget':
        return this.#host.forget(body.session);
      case 'attach':
        return this.#attach(body, request);
      default:
        return this.#withViewer(body);
    }
  }

  /** Answers by itself: what the viewer gets follows that answer. */
  async #attach({ attach }: Extract<HostRequest, { op: 'attach' }>, request: number): Promise<Result<unknown> | null> {
    if (this.#viewers.has(attach.viewer) || this.#attaching.has(attach.viewer))
      return failure('viewer_exists', `There is a viewer ${attach.viewer} already.`);
    const coming: { left: Leaving | null } = { left: null };
    this.#attaching.set(attach.viewer, coming);
    const attached = await this.#host.attach(attach, this);
    this.#attaching.delete(attach.viewer);
    if (!attached.ok) return attached;
    const { viewer, live, reply, begin } = attached.value;
    const left = this.#socket.destroyed ? 'client_lost' : coming.left;
    if (left !== null) {
      if (viewer !== null) live?.viewers.detach(viewer, left);
      return failure('viewer_unknown', `Viewer ${attach.viewer} left before it was attached.`);
    }
    this.#viewers.set(attach.viewer, { viewer, live });
    this.#reply(request, success(reply));
    begin();
    return null;
  }

  async #withViewer(body: Extract<HostRequest, { viewer: number }>): Promise<Result<unknown>> {
    const coming = this.#attaching.get(body.viewer);
    if (coming !== undefined && body.op === 'detach') {
      coming.left = body.said ? 'said' : 'page_lost';
      return success(null);
    }
    const place = this.#viewers.get(body.viewer);
    if (place === undefined) return failure('viewer_unknown', `There is no viewer ${body.viewer}. Attach again.`);
    const { viewer, live } = place;
    if (body.op === 'detach') {
      this.#viewers.delete(body.viewer);
      if (viewer !== null) live?.viewers.detach(viewer, body.said ? 'said' : 'page_lost');
      return success(null);
    }
    if (viewer === null || live === null) return success(null); // only a picture: nothing to own, nothing to resize
    return askForViewer(viewer, live, body);
  }

  #drained(): void {
    this.#turns.drained();
    this.#sessions.drained();
    this.#previews.drained();
  }

  #cut(reason: string): void {
    if (this.#socket.destroyed) return;
    this.#log(`client cut off: ${reason}`);
    this.#socket.destroy();
  }

  #closed(): void {
    for (const { viewer, live } of this.#viewers.values()) if (viewer !== null) live?.viewers.detach(viewer, 'client_lost');
    this.#viewers.clear();
    this.#watches.close();
    if (this.#unsubscribe === null) return;
    this.#unsubscribe();
    this.#unsubscribe = null;
    this.#host.clientWent();
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // the schema refuses it
  }
}
