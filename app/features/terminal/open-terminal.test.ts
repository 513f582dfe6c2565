import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sessionIdSchema } from '#common/session.ts';
import { openTerminal } from './open-terminal.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A terminal whose attach is answered at once. `told`: whether it is seen, as the server heard it. */
function setup() {
  const told: boolean[] = [];
  const state = { getState: () => ({ kind: 'connected' }), subscribe: () => () => undefined };
  const connection = {
    state,
    async attach(body: { visible: boolean }, listener: { attached: (value: object) => void }) {
      told.push(body.visible);
      await Promise.resolve();
      const value = { viewer: 1, epoch: 1, from: 'snapshot', cols: 80, rows: 24, owner: false, state: 'live' };
      listener.attached(value);
      return { ok: true, value };
    },
    async send(name: string, body: { visible: boolean }) {
      if (name === 'terminal:visible') told.push(body.visible);
      return { ok: true, value: null };
    },
    release: () => undefined,
  };
  const room = {
    isConnected: false,
    remove() {
      room.isConnected = false;
    },
  };
  const place = {
    append() {
      room.isConnected = true;
    },
  };
  const nothing = () => undefined;
  const screen = new Proxy({}, { get: (_all, name) => (name === 'proposal' ? () => ({ cols: 80, rows: 24 }) : nothing) });
  const live = {
    connection,
    clientId: 'tab',
    terminals: { update: nothing, forget: nothing },
    settings: { store: { subscribe: () => nothing } },
  };
  const terminal = openTerminal({
    session: sessionIdSchema.parse('abcdefghijkl'),
    live,
    page: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    prepared: { room, screen, expected: () => ({ cols: 80, rows: 24 }) },
  } as unknown as Parameters<typeof openTerminal>[0]);
  const show = () => terminal.show(place as unknown as HTMLElement, { onRiskyPaste: nothing, onLink: nothing });
  return { terminal, told, show };
}

test('a terminal that was approached and is not shown tells after a while that nobody sees it', async () => {
  const { terminal, told, show } = setup();
  terminal.approach();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([true]);
  await vi.runOnlyPendingTimersAsync();
  expect(told).toEqual([true, false]);
  show();
  expect(told).toEqual([true, false, true]);
});

test('a terminal that is shown soon after it was approached is seen all the time', async () => {
  const { terminal, told, show } = setup();
  terminal.approach();
  await vi.advanceTimersByTimeAsync(0);
  show();
  await vi.runOnlyPendingTimersAsync();
  expect(told).toEqual([true]);
  terminal.hide();
  expect(told).toEqual([true, false]);
  terminal.close();
});
