import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { decodeFrame, FRAME_ACK, FRAME_INPUT, FRAME_MORE } from '#common/frames.ts';
import { INPUT_MAX } from '#common/limits.ts';
import { type PageMessage, type PageReply, pageMessages } from '#common/protocol.ts';
import { mergePreviews, type Preview } from '#common/preview.ts';
import { type Failure, failure, type Result, success } from '#common/result.ts';
import type { Viewer } from '#server/hosts/host.ts';
import { invalidRequest } from '#server/hub/invalid-request.ts';
import type { SessionHub } from '#server/hub/session-hub.ts';
import type { Log } from '#server/log.ts';
import { gatherWrites } from '#server/process/gather-writes.ts';
import { Newest } from '#server/process/newest.ts';
import { PageQueue } from './page-queue.ts';
import type { PageSocket } from './page-socket.ts';
import { watchRoom } from './page-room.ts';
import { createOutlet } from './viewer-outlet.ts';

type Body<Name extends PageMessage> = z.output<(typeof pageMessages)[Name]>;
type Answer<Name extends PageMessage> = (result: Result<PageReply<Name>>) => void;
type Handlers = { [Name in PageMessage]: (body: Body<Name>, answer: Answer<Name>) => void | Promise<void> };

/** What a page may send in a frame: keys, how far its terminal is, and that it wants the lines above its screen. */
const FROM_PAGES: ReadonlySet<number> = new Set([FRAME_INPUT, FRAME_ACK, FRAME_MORE]);

/** Patches waiting for one page above which it is cut off: it reads nothing, and comes back to a fresh snapshot. */
const WAITING_PATCHES_MAX = 1000;

/** Serves one connected page until it goes: its board subscription and its terminals. */
export function servePage(socket: PageSocket, { hub, log }: { hub: SessionHub; log: Log }): void {
  const viewers = new Map<number, Viewer>();
  let unsubscribe: (() => void) | undefined;
  let waiting = 0;
  const room = watchRoom(socket, () => {
    waiting = 0;
    queue.drained();
    previews.drained();
    if (!room.isFull()) for (const give of wanted.values()) give();
    if (!room.isFull()) wanted.clear();
  });
  const queue = new PageQueue(room.isFull);
  const previews = new Newest({
    isFull: room.isFull,
    send: (_session, preview: Preview) => socket.emit('board:preview', preview),
    merge: mergePreviews,
  });
  /** Lines that viewers want while the page has not read what it was sent: the newest wish of each. */
  const wanted = new Map<number, () => void>();

  // One piece from the pty host may have frames of many terminals: engine.io writes them one by one.
  socket.conn.on('flush', gatherWrites(socket.conn.request.socket));

  const tellPreview = (preview: Preview) => previews.tell(preview.session, preview);

  function refuse(event: string, error: Failure): void {
    socket.emit('refused', { event: event.slice(0, 60), error });
  }

  function forget(viewer: number): void {
    viewers.delete(viewer);
    queue.left(viewer);
    wanted.delete(viewer);
  }

  async function withViewer<Value>(id: number, act: (viewer: Viewer) => Promise<Result<Value>>): Promise<Result<Value>> {
    const viewer = viewers.get(id);
    return viewer === undefined ? strange(id) : act(viewer);
  }

  const handlers: Handlers = {
    'board:subscribe': (_body, answer) => {
      unsubscribe ??= hub.subscribe((patch) => {
        waiting += 1;
        if (waiting > WAITING_PATCHES_MAX) socket.conn.close();
        else socket.emit('board:patch', patch);
      });
      answer(success(hub.snapshot()));
    },
    'board:watch': ({ sessions }, answer) => {
      hub.watch(tellPreview, sessions);
      answer(success(null));
    },
    'terminal:attach': async (body, answer) => {
      const out = createOutlet({ socket, queue, onClosed: forget });
      const attached = await hub.attach(body, out);
      if (!attached.ok) return answer(attached);
      const viewer = attached.value;
      if (!socket.connected) return void (await viewer.detach({ said: false }));
      viewers.set(viewer.id, viewer);
      answer(success({ ...viewer.attached, viewer: viewer.id }));
      out.open(viewer.id);
    },
    'terminal:detach': async ({ viewer, said }, answer) =>
      answer(
        await withViewer(viewer, (each) => {
          forget(viewer);
          return each.detach({ said });
        }),
      ),
    'terminal:resize': async ({ viewer, ...size }, answer) => answer(await withViewer(viewer, (each) => each.resize(size))),
    'terminal:visible': async ({ viewer, visible }, answer) => answer(await withViewer(viewer, (each) => each.visible(visible))),
    'terminal:take-over': async ({ viewer, ...size }, answer) => answer(await withViewer(viewer, (each) => each.takeOver(size))),
    'terminal:appear': async ({ viewer, appearance }, answer) => answer(await withViewer(viewer, (each) => each.appear(appearance))),
    'terminal:taken': async ({ viewer }, answer) => answer(await withViewer(viewer, (each) => each.taken())),
    'terminal:reset': async ({ viewer }, answer) => answer(await withViewer(viewer, (each) => each.reset())),
  };

  function takeFrame(bytes: Uint8Array): void {
    if (!socket.connected) return;
    const frame = decodeFrame(bytes);
    if (frame === null || !FROM_PAGES.has(frame.type)) {
      return refuse('terminal:frame', { code: 'invalid_request', message: 'That is no frame a page may send. Reload the page.' });
    }
    if (frame.type === FRAME_INPUT && frame.data.length > INPUT_MAX) {
      return refuse('terminal:frame', {
        code: 'too_large',
        message: `One piece of input has at most ${INPUT_MAX} bytes. Send it in pieces.`,
      });
    }
    const viewer = viewers.get(frame.viewer);
    if (viewer === undefined) return refuse('terminal:frame', strange(frame.viewer).error);
    if (frame.type === FRAME_MORE && room.isFull()) return void wanted.set(frame.viewer, () => viewer.send(bytes));
    if (frame.type === FRAME_INPUT) queue.typed(frame.viewer);
    viewer.send(bytes);
  }

  async function takeMessage<Name extends PageMessage>(name: Name, body: unknown, answer: Answer<Name>): Promise<void> {
    const parsed = pageMessages[name].safeParse(body);
    if (!parsed.success) return answer({ ok: false, error: invalidRequest(parsed.error) });
    try {
      await handlers[name](parsed.data as Body<Name>, answer);
    } catch (error) {
      const id = randomUUID();
      log.error({ id, event: name, err: error }, 'page message failed');
      answer(
        failure('internal', `Beckon made a mistake (error ${id}). The log, logs/hub.log in the state folder, says more under that id.`),
      );
    }
  }

  // In the next tick, as socket.io tells its events: so frames and messages keep their order.
  const { conn } = socket;
  const takeData = (data: unknown) => data instanceof Uint8Array && process.nextTick(takeFrame, data);
  conn.on('data', takeData);
  // One listener for everything: an event that is not in the table is refused like one whose body is wrong.
  socket.onAny((event: unknown, ...args: unknown[]) => {
    const name = String(event);
    if (!isPageMessage(name))
      return refuse(name, {
        code: 'invalid_request',
        message: `There is no message ${JSON.stringify(name.slice(0, 60))}. Reload the page.`,
      });
    const last = args.at(-1);
    const ack = typeof last === 'function' ? last : null;
    void takeMessage(name, args[0] === ack ? undefined : args[0], (result) => {
      if (ack !== null) ack(result);
      else if (!result.ok) refuse(name, result.error);
    });
  });
  // Without a listener socket.io prints what it could not parse; the connection ends by itself then.
  socket.on('error', (error) => log.warn({ err: error }, 'page sent what is no socket.io packet'));
  socket.on('disconnect', () => {
    conn.off('data', takeData);
    unsubscribe?.();
    hub.watch(tellPreview, []);
    for (const viewer of viewers.values()) void viewer.detach({ said: false });
    viewers.clear();
    wanted.clear();
  });
}

function isPageMessage(name: string): name is PageMessage {
  return Object.hasOwn(pageMessages, name);
}

function strange(viewer: number) {
  return {
    ok: false,
    error: { code: 'viewer_unknown', message: `Terminal view ${viewer} is not one of this page's. Attach again.` },
  } as const;
}
