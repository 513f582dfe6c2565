import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from '#common/session.ts';
import { providers } from '#server/providers/registry.ts';
import { SILENT_MS } from './live-status.ts';
import { createSessionHub, type SessionHub } from './session-hub.ts';
import { createFakeHost, type FakeHost } from './testing/fake-host.ts';
import { createMemoryFolders } from './testing/memory-folders.ts';
import { createMemoryRepository } from './testing/memory-repository.ts';
import { createQuietLog } from './testing/quiet-log.ts';

let host: FakeHost;
let hub: SessionHub;
let session: Session;

beforeEach(async () => {
  vi.useFakeTimers();
  host = createFakeHost();
  hub = createSessionHub({
    hosts: [host],
    repository: createMemoryRepository(),
    folders: createMemoryFolders(),
    providers,
    log: createQuietLog(),
    now: () => 100_000,
  });
  await hub.open();
  host.connect();
  const created = await hub.create({ provider: 'demo', cwd: '/srv' });
  if (!created.ok) throw new Error(created.error.message);
  session = created.value;
});

afterEach(async () => {
  await hub.close();
  expect(host.followed.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const path = () => `/demo/config/sessions/${session.pid}.json`;
const now = () => hub.list()[0];
function write(record: object | string): void {
  const text = typeof record === 'string' ? record : JSON.stringify({ sessionId: 'c1', startedAt: 100_100, ...record });
  host.followed.get(path())?.(text);
}

it('shows what the agent says of itself, and the conversation it is in', () => {
  expect(now()).toMatchObject({ status: 'starting' });
  write({ status: 'busy' });
  expect(now()).toMatchObject({ status: 'running', conversationId: 'c1' });
  write({ status: 'waiting', waitingFor: 'permission prompt', sessionId: 'c2' });
  expect(now()).toMatchObject({ status: 'waiting_permission', conversationId: 'c2' });
  host.emit({ kind: 'session', session: { ...(host.sessions.get(session.id) as never as object), title: 'new' } as never });
  expect(now()).toMatchObject({ status: 'waiting_permission', title: 'new' });
});

it('bears a record that is half written, and says so when it stays strange', () => {
  write({ status: 'busy' });
  write('{"sess');
  vi.advanceTimersByTime(SILENT_MS - 1);
  expect(now()).toMatchObject({ status: 'running' });
  vi.advanceTimersByTime(1);
  expect(now()).toMatchObject({ status: 'unknown', statusDetail: expect.stringContaining('does not understand') });
  write({ status: 'idle' });
  expect(now()).toMatchObject({ status: 'waiting_input', statusDetail: null });
});

it('takes a start without a record, or with one of an earlier process, for a start-up question', () => {
  write({ status: 'idle', startedAt: 5 });
  expect(now()).toMatchObject({ status: 'starting' });
  vi.advanceTimersByTime(SILENT_MS);
  expect(now()).toMatchObject({ status: 'waiting_input', statusDetail: expect.stringContaining('look at its terminal') });
});

it('follows no further when the program has ended', () => {
  write({ status: 'busy' });
  host.exit(session.id, 0);
  expect(host.followed.size).toBe(0);
  expect(now()).toMatchObject({ status: 'exited' });
});

it('hears the record again after a restart of the hub', async () => {
  write({ status: 'busy' });
  host.emit({ kind: 'disconnected', reason: { code: 'pty_host_unreachable', message: 'Gone.' } });
  expect(now()).toMatchObject({ status: 'unknown' });
  host.connect();
  expect(now()).toMatchObject({ status: 'running' });
});
