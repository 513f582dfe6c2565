import { createConnection, type Socket } from 'node:net';
import { z } from 'zod';
import { FRAME_CONTROL, frameViewer } from '#common/frames.ts';
import { encodeControl, FrameSplitter, writeFrame } from '#common/framing.ts';
import { CONTROL_MAX } from '#common/limits.ts';
import {
  type HostMessage,
  type HostSession,
  hostMessageSchema,
  type HostRequest,
  PTY_HOST_VERSIONS,
  type Reply,
  replySchemas,
} from '#common/pty-host-protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';

/** How long the pty host may take for an answer. It answers in milliseconds; longer means it hangs. */
export const ANSWER_WITHIN_MS = 10_000;
const HELLO_WITHIN_MS = 5_000;

export type PtyHostClientEvent = Extract<HostMessage, { event: unknown }>;

export interface PtyHostClientListener {
  event(event: PtyHostClientEvent): void;
  /** An output or snapshot frame; it lies in a buffer that nobody writes to again. */
  frame(viewer: number, frame: Uint8Array): void;
  /** The connection is over, and why. Comes once. */
  closed(reason: Failure): void;
}

/** One connection to a pty host: requests with their answers, events, frames. */
export class PtyHostClient {
  readonly #socket: Socket;
  readonly #encoder = new TextEncoder();
  readonly #pending = new Map<number, { op: HostRequest['op']; answered: (result: Result<unknown>) => void; timer: NodeJS.Timeout }>();
  #listener: PtyHostClientListener | null = null;
  /** What came with the welcome, before anybody listens. */
  #early: PtyHostClientEvent[] = [];
  #welcomed: ((result: Result<void>) => void) | null = null;
  #serial = 0;
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const splitter = new FrameSplitter((frame) => this.#take(frame));
    socket.on('data', (chunk) => {
      if (!splitter.push(chunk)) this.#close(failureOf('The pty host sent a frame of an impossible length.'));
    });
    socket.on('error', (error) => this.#close(failureOf(`The connection to the pty host broke: ${error.message}.`)));
    socket.on('close', () =>
      this.#close(
        failureOf(
          'The pty host closed the connection. Beckon is trying to reach it again; its log is logs/pty-host.log in the state folder.',
        ),
      ),
    );
  }

  /** Connects and agrees on a protocol version. `build` names this client's build, for the pty host's log. */
  static connect(path: string, hello: { client: 'hub' | 'cli'; build: string }): Promise<Result<PtyHostClient>> {
    return new Promise((done) => {
      const socket = createConnection(path);
      socket.once('error', (error) => done(failure('pty_host_unreachable', `The pty host at ${path} does not answer: ${error.message}.`)));
      socket.once('connect', () => {
        const client = new PtyHostClient(socket);
        const timer = setTimeout(() => client.#close(failureOf('The pty host did not answer in time.')), HELLO_WITHIN_MS);
        client.#welcomed = (result) => {
          clearTimeout(timer);
          done(result.ok ? success(client) : result);
        };
        client.#send({ hello: { versions: [...PTY_HOST_VERSIONS], client: hello.client, build: hello.build } });
      });
    });
  }

  /** From now on events, frames and the end are told. To be called at once after `connect`. */
  listen(listener: PtyHostClientListener): void {
    this.#listener = listener;
    for (const event of this.#early.splice(0)) listener.event(event);
  }

  async request<Op extends HostRequest['op']>(body: Extract<HostRequest, { op: Op }>): Promise<Result<Reply<Op>>> {
    if (this.#closed)
      return failure('pty_host_unreachable', 'The pty host is not connected. Beckon is trying to reach it; try again in a moment.');
    this.#serial += 1;
    const request = this.#serial;
    const frame = encodeControl({ request, body }, (text) => this.#encoder.encode(text));
    if (frame.length > CONTROL_MAX)
      return failure('too_large', 'That is too large for one session: shorten its arguments or its environment.');
    const result = await new Promise<Result<unknown>>((answered) => {
      const timer = setTimeout(() => {
        this.#pending.delete(request);
        answered(
          failure(
            'timeout',
            `The pty host did not answer "${body.op}" within ${ANSWER_WITHIN_MS / 1000} s. It may be overloaded; try again.`,
          ),
        );
      }, ANSWER_WITHIN_MS);
      this.#pending.set(request, { op: body.op, answered, timer });
      this.#socket.write(frame);
    });
    return result as Result<Reply<Op>>; // parsed by the schema of this very operation
  }

  /** All sessions, page by page. */
  async list(): Promise<Result<HostSession[]>> {
    const sessions: HostSession[] = [];
    for (let more = true; more; ) {
      const page = await this.request({ op: 'list', after: sessions.at(-1)?.session ?? null });
      if (!page.ok) return page;
      sessions.push(...page.value.sessions);
      more = page.value.more;
    }
    return success(sessions);
  }

  /** An input or ack frame of `common/frames.ts`. */
  send(frame: Uint8Array): void {
    if (!this.#closed) writeFrame(this.#socket, frame);
  }

  /** Ends the connection. Sessions run on. */
  close(): void {
    this.#close(failureOf('The connection to the pty host was ended.'));
  }

  #send(message: unknown): void {
    this.#socket.write(encodeControl(message, (text) => this.#encoder.encode(text)));
  }

  #take(frame: Uint8Array): void {
    if (frame[0] !== FRAME_CONTROL) {
      const viewer = frameViewer(frame);
      if (viewer !== null) this.#listener?.frame(viewer, frame);
      return;
    }
    const message = hostMessageSchema.safeParse(JSON.parse(new TextDecoder().decode(frame.subarray(1))));
    if (!message.success)
      return this.#close(failureOf(`The pty host sent a message that is not understood: ${z.prettifyError(message.error)}`));
    this.#control(message.data);
  }

  #control(message: HostMessage): void {
    if ('event' in message) {
      if (this.#listener === null) this.#early.push(message);
      else this.#listener.event(message);
      return;
    }
    if ('reply' in message) return this.#answered(message);
    const welcomed = this.#welcomed;
    this.#welcomed = null;
    if ('welcome' in message) return welcomed?.(success());
    welcomed?.({ ok: false, error: message.refused });
    this.#close(message.refused);
  }

  #answered(message: Extract<HostMessage, { reply: unknown }>): void {
    const pending = this.#pending.get(message.reply);
    if (pending === undefined) return; // its deadline had passed
    this.#pending.delete(message.reply);
    clearTimeout(pending.timer);
    if ('error' in message) return pending.answered({ ok: false, error: message.error });
    const value = replySchemas[pending.op].safeParse(message.value);
    pending.answered(
      value.success
        ? success(value.data)
        : failure(
            'pty_host_failed',
            `The pty host's answer to "${pending.op}" is not understood. Restart it when its sessions have ended.`,
          ),
    );
  }

  #close(reason: Failure): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    for (const { answered, timer } of this.#pending.values()) {
      clearTimeout(timer);
      answered({ ok: false, error: reason });
    }
    this.#pending.clear();
    this.#welcomed?.({ ok: false, error: reason });
    this.#welcomed = null;
    this.#listener?.closed(reason);
  }
}

function failureOf(message: string): Failure {
  return { code: 'pty_host_unreachable', message };
}
