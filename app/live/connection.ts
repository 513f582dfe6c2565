import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { failureSchema } from '#common/api.ts';
import { type Preview, previewSchema } from '#common/preview.ts';
import {
  type BoardPatch,
  boardPatchSchema,
  type PageMessage,
  type PageMessageBody,
  type PageReply,
  pageReplies,
  terminalNoticeSchema,
} from '#common/protocol.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import { reconnectDelay } from './backoff.ts';
import { createViewers, type ViewerListener } from './viewers.ts';
import type { Dial, Wire } from './wire.ts';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** `since`: Unix time in milliseconds. `closing`: the hub said that it stops. */
  | { readonly kind: 'lost'; readonly since: number; readonly closing: boolean }
  /** Trying again would not help: a person has to log in again, or to reload the page. */
  | { readonly kind: 'refused'; readonly reason: 'no_access' | 'outdated' | 'no_storage' };

/** How long the hub may take to answer, in milliseconds: it waits for the pty host, which may be busy with a flood. */
const DEADLINE_MS = 10_000;

const refusedSchema = z.object({ event: z.string(), error: failureSchema });
const failedAckSchema = z.object({ ok: z.literal(false), error: failureSchema });

export interface ConnectionParts {
  dial: Dial;
  readKey: () => Promise<string | null>;
  /** Asks the API whether the credential still counts; a WebSocket does not say why it was refused. */
  probe: (key: string) => Promise<'ok' | 'unauthorized' | 'unreachable'>;
  now: () => number;
  random: () => number;
  /** Calls `run` after `delay` milliseconds; gives what cancels it. */
  schedule: (run: () => void, delay: number) => () => void;
}

export interface Connection {
  readonly state: StoreApi<ConnectionState>;
  start(): void;
  close(): void;
  /** Something says that trying now may help (network back, tab shown): tries at once instead of at the next turn. */
  wake(): void;
  /** The API says that the credential does not count any more. */
  accessLost(): void;
  /** Sends a command and gives the hub's answer. Never queues: without a connection it fails at once. */
  send<Name extends PageMessage>(name: Name, body: PageMessageBody<Name>): Promise<Result<PageReply<Name>>>;
  /** Attaches to a session's terminal; `listener` hears all that comes for it, in order, until `release`. */
  attach(body: PageMessageBody<'terminal:attach'>, listener: ViewerListener): Promise<Result<PageReply<'terminal:attach'>>>;
  release(viewer: number): void;
  /** Sends an input or ack frame; false when there is no connection, and then nothing is kept of it. */
  sendFrame(frame: Uint8Array): boolean;
  /** `null`: a patch came that this page cannot read. */
  onPatch(listener: (patch: BoardPatch | null) => void): () => void;
  onPreview(listener: (preview: Preview) => void): () => void;
  /** The hub refused a message that has no answer of its own. */
  onRefusal(listener: (error: Failure) => void): () => void;
}

export function createConnection(parts: ConnectionParts): Connection {
  const state = createStore<ConnectionState>(() => ({ kind: 'connecting' }));
  const viewers = createViewers();
  const patchListeners = new Set<(patch: BoardPatch | null) => void>();
  const previewListeners = new Set<(preview: Preview) => void>();
  const refusalListeners = new Set<(error: Failure) => void>();
  let wire: Wire | null = null;
  let up = false;
  let dialling = false;
  let closed = false;
  let attempts = 0;
  let hubIsClosing = false;
  /** The key that was dialled last, and the one that was refused: a page that got a new key may try again. */
  let dialledKey: string | null = null;
  let refusedKey: string | null = null;
  let cancelRetry: (() => void) | null = null;

  async function attempt(): Promise<void> {
    if (closed || dialling || wire) return;
    cancelRetry?.();
    cancelRetry = null;
    dialling = true;
    let key: string | null;
    try {
      key = await parts.readKey();
    } catch (error) {
      console.error('The browser refused its storage (IndexedDB).', error);
      refuse('no_storage', null);
      return;
    } finally {
      dialling = false;
    }
    if (closed) return;
    if (key === null) return refuse('no_access', null);
    if (state.getState().kind === 'refused' && key === refusedKey) return;
    dialWith(key);
  }

  function dialWith(key: string): void {
    dialledKey = key;
    wire = parts.dial(key, {
      up() {
        up = true;
        attempts = 0;
        hubIsClosing = false;
        state.setState({ kind: 'connected' }, true);
      },
      down(refusal) {
        wire = null;
        up = false;
        viewers.clear();
        if (state.getState().kind !== 'lost') state.setState({ kind: 'lost', since: parts.now(), closing: hubIsClosing }, true);
        void judge(key, refusal);
      },
      message: receive,
    });
  }

  /** Why did the line end, and is there sense in trying again? */
  async function judge(key: string, refusal: Failure | null): Promise<void> {
    if (refusal?.code === 'protocol_mismatch') return refuse('outdated', key);
    const verdict = refusal?.code === 'unauthorized' ? 'unauthorized' : await parts.probe(key);
    if (closed || wire) return;
    if (verdict === 'unauthorized') return refuse('no_access', key);
    const delay = reconnectDelay(attempts, parts.random);
    attempts += 1;
    cancelRetry?.();
    cancelRetry = parts.schedule(() => void attempt(), delay);
  }

  function refuse(reason: 'no_access' | 'outdated' | 'no_storage', key: string | null): void {
    refusedKey = key;
    state.setState({ kind: 'refused', reason }, true);
  }

  function receive(event: string, payload: unknown): void {
    if (event === 'terminal:frame') {
      const frame = bytesOf(payload);
      if (frame) viewers.frame(frame);
      return;
    }
    if (event === 'terminal:notice') {
      const notice = terminalNoticeSchema.safeParse(payload);
      if (notice.success) viewers.notice(notice.data.viewer, notice.data.notice);
      else console.error('A terminal notice this page cannot read.', notice.error);
      return;
    }
    if (event === 'board:patch') {
      const patch = boardPatchSchema.safeParse(payload);
      if (!patch.success) console.error('A board patch this page cannot read.', patch.error);
      for (const listener of patchListeners) listener(patch.success ? patch.data : null);
      return;
    }
    if (event === 'board:preview') {
      const preview = previewSchema.safeParse(payload);
      if (preview.success) for (const listener of previewListeners) listener(preview.data);
      else console.error('A preview this page cannot read.', preview.error);
      return;
    }
    if (event === 'refused') {
      const refusal = refusedSchema.safeParse(payload);
      if (refusal.success) for (const listener of refusalListeners) listener(refusal.data.error);
      return;
    }
    if (event === 'closing') hubIsClosing = true;
  }

  async function send<Name extends PageMessage>(name: Name, body: PageMessageBody<Name>): Promise<Result<PageReply<Name>>> {
    const line = wire;
    if (!line || !up) return failure('hub_unreachable', 'The server does not answer. Beckon tries again by itself; sessions run on.');
    let answer: unknown;
    try {
      answer = await line.request(name, body, DEADLINE_MS);
    } catch {
      // socket.io rejects for two reasons only: the deadline, and the end of the line.
      if (line !== wire) return failure('hub_unreachable', 'The server was lost before it answered. Sessions run on.');
      return failure('timeout', `The server did not answer within ${DEADLINE_MS / 1000} s. Try again.`);
    }
    const failed = failedAckSchema.safeParse(answer);
    if (failed.success) return { ok: false, error: failed.data.error };
    const done = z.object({ ok: z.literal(true), value: z.unknown() }).safeParse(answer);
    const value = done.success ? pageReplies[name].safeParse(done.data.value) : null;
    if (value?.success) return success(value.data as PageReply<Name>);
    console.error(`An answer to ${name} this page cannot read.`, answer);
    return failure('protocol_mismatch', 'The server gave an answer this page does not understand. Reload the page.');
  }

  return {
    state,
    start: () => void attempt(),
    close() {
      closed = true;
      up = false;
      cancelRetry?.();
      wire?.close();
      wire = null;
      viewers.clear();
    },
    wake() {
      if (closed || wire) return;
      attempts = 0;
      void attempt();
    },
    accessLost() {
      if (closed) return;
      cancelRetry?.();
      cancelRetry = null;
      wire?.close();
      wire = null;
      up = false;
      viewers.clear();
      refuse('no_access', dialledKey);
    },
    send,
    async attach(body, listener) {
      const line = wire;
      const expected = viewers.expect();
      const result = await send('terminal:attach', body);
      if (result.ok && line === wire) expected.claim(result.value, listener);
      else expected.giveUp();
      // The answer was the last that came: the viewer went with the line.
      return !result.ok || line === wire ? result : failure('hub_unreachable', 'The server was lost just then. Sessions run on.');
    },
    release: viewers.release,
    sendFrame(frame) {
      if (!wire || !up) return false;
      wire.frame(frame);
      return true;
    },
    onPatch(listener) {
      patchListeners.add(listener);
      return () => patchListeners.delete(listener);
    },
    onPreview(listener) {
      previewListeners.add(listener);
      return () => previewListeners.delete(listener);
    },
    onRefusal(listener) {
      refusalListeners.add(listener);
      return () => refusalListeners.delete(listener);
    },
  };
}

/** socket.io hands binary over as ArrayBuffer in browsers and as Uint8Array elsewhere. */
function bytesOf(payload: unknown): Uint8Array | null {
  if (payload instanceof ArrayBuffer) return new Uint8Array(payload);
  return payload instanceof Uint8Array ? payload : null;
}
