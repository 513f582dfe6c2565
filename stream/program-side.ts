import { FIRST_APPEARANCE } from '#common/appearance.ts';
import {
  decodeFrame,
  encodeLines,
  encodeOutput,
  encodeScreen,
  encodeSnapshot,
  FRAME_ACK,
  FRAME_INPUT,
  FRAME_MORE,
} from '#common/frames.ts';
import { guardTerminal } from '#common/guard-terminal.ts';
import type { Preview } from '#common/preview.ts';
import type { Attach } from '#common/pty-host-protocol.ts';
import { type Result, success } from '#common/result.ts';
import { resizeTerminal } from '#common/resize-terminal.ts';
import type { SessionId } from '#common/session.ts';
import { Utf8Pieces } from '#common/utf8-pieces.ts';
import type { Viewer, ViewerListener } from '#server/hosts/host.ts';
import type { PreviewListener } from '#server/hub/previews.ts';
import { Beat } from '#server/pty-host/beat.ts';
import { FakePty } from '#server/pty-host/fake-pty.ts';
import { PtySession } from '#server/pty-host/pty-session.ts';
import type { FromScreens } from '#server/pty-host/screen-messages.ts';
import { createScreenService } from '#server/pty-host/screen-service.ts';
import { Screens } from '#server/pty-host/screens.ts';
import { Typing } from '#server/pty-host/typing.ts';
import { insideOf } from '#server/pty-host/terminal-inside.ts';
import type { Viewer as HostViewer, ViewerSink } from '#server/pty-host/viewer.ts';
import { beyondText } from '#server/pty-host/wild-stream.ts';
import { type HeadlessTerminal, makeTerminal } from './page-side.ts';
import { Way } from './way.ts';

export const SESSION = 'abcdefghijkl' as SessionId;
const GRID = { cols: 12, rows: 5 };
/** Messages in a client's socket above which it is full. */
const FULL = 24;

/** A session of the pty host, its headless terminal on this very thread, and the way to it and back. */
export class ProgramSide {
  /** What the program printed, read by a terminal that knows of nothing else. */
  readonly truth: HeadlessTerminal;
  readonly pty = new FakePty({ file: '/bin/fake', args: [], cwd: '/', env: {}, ...GRID });
  readonly session: PtySession;
  readonly toHost = new Way();
  readonly fromHost = new Way();
  /** A picture was taken of what no text can bring back. */
  beyond = false;
  readonly told: string[] = [];
  readonly #characters = new Utf8Pieces();
  readonly #watching = new Set<PreviewListener>();
  readonly #viewers = new Map<number, HostViewer>();
  #serial = 0;

  constructor(scrollback: number) {
    this.truth = makeTerminal(GRID.cols, GRID.rows, scrollback);
    guardTerminal(this.truth);
    this.pty.resize = (cols, rows) => resizeTerminal(this.truth, cols, rows);
    const mirror = makeTerminal(GRID.cols, GRID.rows, scrollback);
    guardTerminal(mirror);
    const mirrored = new Utf8Pieces();
    let answer: (message: FromScreens) => void = () => undefined;
    const serve = createScreenService((message) => answer(message));
    const screens = new Screens(
      () => ({
        post: (message) => {
          if (message.kind === 'write') insideOf(mirror).writeSync(mirrored.take(message.bytes));
          else if (message.kind === 'resize') resizeTerminal(mirror, message.cols, message.rows);
          else if (message.kind === 'screen') this.beyond ||= beyondText(mirror);
          serve(message);
        },
        onMessage: (listener) => {
          answer = listener;
        },
        onLost: () => undefined,
        close: async () => undefined,
      }),
      () => undefined,
    );
    this.session = new PtySession({
      launch: { session: SESSION, tag: '', file: '/bin/fake', args: [], cwd: '/', env: {}, ...GRID },
      epoch: 7,
      pty: this.pty,
      pidStartTime: 'then',
      screens,
      now: () => performance.now(),
      beat: new Beat(),
      typing: new Typing(() => performance.now()),
      appearance: { last: FIRST_APPEARANCE },
      today: () => 0,
      leftovers: async () => [],
      changed: () => undefined,
    });
  }

  /** The program prints; not while it is paused, and then the answer is false. */
  print(bytes: Uint8Array): boolean {
    if (this.pty.paused) return false;
    insideOf(this.truth).writeSync(this.#characters.take(bytes));
    this.pty.print(bytes);
    return true;
  }

  /** A page wants these previews from now on. */
  watch(page: PreviewListener, sessions: readonly SessionId[]): void {
    if (sessions.length > 0) this.#watching.add(page);
    else this.#watching.delete(page);
  }

  /** Tells a preview to those who want it. */
  tellPreview(preview: Preview): void {
    for (const page of this.#watching) page(preview);
  }

  /** What arrived made room in the client's socket. */
  drained(): void {
    for (const viewer of this.#viewers.values()) this.session.viewers.pump(viewer);
  }

  /** As the hub's host does over its socket. */
  attach(attach: Omit<Attach, 'viewer'>, listener: ViewerListener): Promise<Result<Viewer>> {
    this.#serial += 1;
    const id = this.#serial;
    const live = this.session;
    return new Promise((attached) => {
      this.toHost.send(() => {
        const { viewer, reply } = live.attach({ ...attach, viewer: id }, this.#sink(id, listener));
        this.told.push(reply.from);
        this.#viewers.set(id, viewer);
        this.fromHost.send(() =>
          attached(
            success({
              id,
              attached: reply,
              send: (frame) => this.toHost.send(() => this.#take(frame)),
              resize: (size) => this.#ask(() => live.viewers.resize(viewer, size)),
              visible: (visible) => this.#ask(() => nothing(live.viewers.show(viewer, visible))),
              takeOver: (size) => this.#ask(() => nothing(live.viewers.takeOver(viewer, size))),
              appear: (appearance) => this.#ask(() => live.appear(viewer, appearance)),
              taken: () => Promise.resolve(success(true)),
              reset: () => this.#ask(() => live.reset(viewer)),
              detach: ({ said }) =>
                this.#ask(() => {
                  this.#viewers.delete(id);
                  live.viewers.detach(viewer, said ? 'said' : 'page_lost');
                  return success(null);
                }),
            }),
          ),
        );
        live.viewers.begin(viewer);
      });
    });
  }

  #ask<Value>(act: () => Result<Value>): Promise<Result<Value>> {
    return new Promise((answered) => {
      this.toHost.send(() => {
        const result = act();
        this.fromHost.send(() => answered(result));
      });
    });
  }

  #take(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    const viewer = frame === null ? undefined : this.#viewers.get(frame.viewer);
    if (frame === null || viewer === undefined) return;
    if (frame.type === FRAME_INPUT) this.session.input.type(viewer, frame.sequence, frame.data);
    else if (frame.type === FRAME_ACK) this.session.viewers.acknowledge(viewer, frame.offset);
    else if (frame.type === FRAME_MORE) void this.session.viewers.more(viewer, frame);
  }

  #sink(id: number, { frame, notice }: ViewerListener): ViewerSink {
    const { fromHost } = this;
    const send = (bytes: Uint8Array) => fromHost.send(() => this.#viewers.has(id) && frame(bytes));
    return {
      output: (viewer, offset, bytes) => send(encodeOutput(viewer, offset, bytes)),
      snapshot: (viewer, picture, checksum) => send(encodeSnapshot({ viewer, checksum, ...picture })),
      screen: (viewer, picture, checksum) => send(encodeScreen({ viewer, checksum, ...picture })),
      lines: (viewer, piece) => send(encodeLines({ viewer, ...piece })),
      notice: (_viewer, told) => {
        this.told.push(told.kind);
        fromHost.send(() => this.#viewers.has(id) && notice(told));
      },
      isFull: () => fromHost.length > FULL,
      takesScreens: true,
      numbersInput: true,
    };
  }
}

/** The answer to what gives none. */
function nothing(_done: void): Result<null> {
  return success(null);
}
