import { describe, expect, it, vi } from 'vitest';
import { encodeOutput } from '#common/frames.ts';
import type { Failure } from '#common/result.ts';
import { sessionIdSchema } from '#common/session.ts';
import { createConnection } from './connection.ts';
import type { ViewerListener } from './viewers.ts';
import type { WireEvents } from './wire.ts';

const SESSION = sessionIdSchema.parse('abcdefghijkl');
const ATTACH = { session: SESSION, client: 'tab', cols: 80, rows: 24, visible: true };
const ATTACHED = { viewer: 9, epoch: 1, from: 'resume', cols: 80, rows: 24, owner: true, state: 'live' };

function setup(options: { key?: string | null; verdict?: 'ok' | 'unauthorized' | 'unreachable' } = {}) {
  const lines: { key: string; events: WireEvents; frames: Uint8Array[]; closed: boolean }[] = [];
  const waiting: { run: () => void; delay: number }[] = [];
  const requests: { event: string; answer: (value: unknown) => void; fail: () => void }[] = [];
  const world = { key: options.key === undefined ? 'key' : options.key, verdict: options.verdict ?? 'unreachable' };
  const connection = createConnection({
    dial(key, events) {
      const line = { key, events, frames: [] as Uint8Array[], closed: false };
      lines.push(line);
      return {
        request: (event) => new Promise((answer, reject) => requests.push({ event, answer, fail: () => reject(new Error('gone')) })),
        frame: (bytes) => line.frames.push(bytes),
        close: () => {
          line.closed = true;
        },
      };
    },
    readKey: async () => world.key,
    probe: async () => world.verdict,
    now: () => 1000,
    random: () => 1,
    schedule(run, delay) {
      const entry = { run, delay };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), 1);
    },
  });
  return { connection, lines, waiting, requests, world, state: () => connection.state.getState() };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('the connection', () => {
  it('tells connecting, connected, lost since when, and comes back by itself', async () => {
    const { connection, lines, waiting, state } = setup();
    connection.start();
    await settle();
    expect(state()).toEqual({ kind: 'connecting' });
    lines[0]?.events.up();
    expect(state()).toEqual({ kind: 'connected' });
    lines[0]?.events.message('closing', undefined);
    lines[0]?.events.down(null);
    await settle();
    expect(state()).toEqual({ kind: 'lost', since: 1000, closing: true });
    waiting[0]?.run();
    await settle();
    lines[1]?.events.up();
    expect(state()).toEqual({ kind: 'connected' });
  });

  it('waits longer each time up to two seconds, and not at all when woken', async () => {
    const { connection, lines, waiting } = setup();
    connection.start();
    await settle();
    const delays: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      lines.at(-1)?.events.down(null);
      await settle();
      const next = waiting.pop();
      delays.push(next?.delay ?? Number.NaN);
      next?.run();
      await settle();
    }
    expect(delays).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000]);
    lines.at(-1)?.events.down(null);
    await settle();
    const before = lines.length;
    connection.wake();
    await settle();
    expect(lines).toHaveLength(before + 1);
    expect(waiting).toHaveLength(0);
  });

  it('stops when the credential is gone, and tries again when there is a new one', async () => {
    const { connection, lines, world, waiting, state } = setup({ verdict: 'unauthorized' });
    connection.start();
    await settle();
    lines[0]?.events.down(null);
    await settle();
    expect(state()).toEqual({ kind: 'refused', reason: 'no_access' });
    expect(waiting).toHaveLength(0);
    connection.wake();
    await settle();
    expect(lines).toHaveLength(1);
    world.key = 'fresh';
    connection.wake();
    await settle();
    expect(lines[1]?.key).toBe('fresh');
  });

  it('says so when there is no credential at all, and when the page is too old', async () => {
    const none = setup({ key: null });
    none.connection.start();
    await settle();
    expect(none.state()).toEqual({ kind: 'refused', reason: 'no_access' });

    const old = setup();
    old.connection.start();
    await settle();
    const refusal: Failure = { code: 'protocol_mismatch', message: 'Old.' };
    old.lines[0]?.events.down(refusal);
    await settle();
    expect(old.state()).toEqual({ kind: 'refused', reason: 'outdated' });
  });

  it('fails at once without a connection and queues nothing', async () => {
    const { connection, requests } = setup();
    const result = await connection.send('board:subscribe', {});
    expect(result.ok ? null : result.error.code).toBe('hub_unreachable');
    expect(connection.sendFrame(new Uint8Array(9))).toBe(false);
    expect(requests).toHaveLength(0);
  });

  it('tells a deadline from a lost line, and refuses an answer it cannot read', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { connection, lines, requests } = setup();
    connection.start();
    await settle();
    lines[0]?.events.up();
    const codes: (string | null)[] = [];
    const ask = () =>
      connection.send('terminal:detach', { viewer: 1, said: true }).then((result) => codes.push(result.ok ? null : result.error.code));
    const asked = [ask(), ask(), ask(), ask()];
    requests[0]?.fail();
    requests[1]?.answer({ ok: true, value: 'what' });
    requests[2]?.answer({ ok: false, error: { code: 'viewer_unknown', message: 'No such viewer.' } });
    await settle();
    lines[0]?.events.down(null);
    requests[3]?.fail();
    await Promise.all(asked);
    expect(codes.sort()).toEqual(['hub_unreachable', 'protocol_mismatch', 'timeout', 'viewer_unknown']);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });

  it('gives frames to their viewer in order, also those that overtook the answer', async () => {
    const { connection, lines, requests } = setup();
    connection.start();
    await settle();
    lines[0]?.events.up();
    const heard: string[] = [];
    const listener: ViewerListener = {
      attached: (value) => heard.push(`attached ${value.viewer}`),
      frame: (bytes) => heard.push(`frame ${bytes.length}`),
      notice: (notice) => heard.push(notice.kind),
    };
    const attaching = connection.attach(ATTACH, listener);
    const frame = encodeOutput(9, 0, new Uint8Array(3));
    lines[0]?.events.message('terminal:frame', frame.buffer);
    lines[0]?.events.message('terminal:notice', { viewer: 9, notice: { kind: 'stale' } });
    lines[0]?.events.message('terminal:frame', encodeOutput(8, 0, new Uint8Array(1)));
    requests[0]?.answer({ ok: true, value: ATTACHED });
    await attaching;
    lines[0]?.events.message('terminal:frame', encodeOutput(9, 3, new Uint8Array(1)));
    expect(heard).toEqual(['attached 9', 'frame 16', 'stale', 'frame 14']);
    connection.release(9);
    lines[0]?.events.message('terminal:frame', frame);
    expect(heard).toHaveLength(4);
  });
});
