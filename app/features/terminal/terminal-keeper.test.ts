import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type SessionId, sessionIdSchema } from '#common/session.ts';
import type { Way } from '#app/live/going.ts';
import { type Board, EMPTY_BOARD } from '#app/live/session-store.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { createTerminalKeeper, KEPT_MAX, type MakeTerminal } from './terminal-keeper.ts';

const id = (number: number): SessionId => sessionIdSchema.parse(String(number).padStart(12, '0'));

function keeperOf(make: MakeTerminal) {
  const board = createStore<Board>(() => EMPTY_BOARD);
  const way = createStore<Way | null>(() => null);
  const live = { store: { board }, going: { store: way } } as unknown as Parameters<typeof createTerminalKeeper>[0];
  return { keeper: createTerminalKeeper(live, make), board, way };
}

function makeKeeper() {
  const log: string[] = [];
  const all = keeperOf(async (session) => {
    log.push(`open ${Number(session)}`);
    return { close: () => log.push(`close ${Number(session)}`) } as unknown as OpenTerminal;
  });
  return { ...all, log };
}

/** Terminals whose code comes when the test says so. */
function slowKeeper() {
  const coming: { come(): Promise<void>; fail(): Promise<void>; one: { approach: () => void; close: () => void } }[] = [];
  const all = keeperOf(
    () =>
      new Promise((resolve, reject) => {
        const one = { approach: vi.fn(), close: vi.fn() };
        const settled = async (end: () => void) => {
          end();
          for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        };
        const come = () => settled(() => resolve(one as unknown as OpenTerminal));
        coming.push({ come, fail: () => settled(() => reject(new Error('gone'))), one });
      }),
  );
  const slow = (index: number) => {
    const found = coming[index];
    if (!found) throw new Error(`terminal ${index} was not made`);
    return found;
  };
  return { ...all, slow };
}

test('a terminal that is kept is not opened again, and the one that was shown longest ago goes first', async () => {
  const { keeper, log } = makeKeeper();
  for (let number = 1; number <= KEPT_MAX; number += 1) await keeper.open(id(number));
  await keeper.open(id(1));
  await keeper.open(id(KEPT_MAX + 1));
  expect(log).toEqual([...Array.from({ length: KEPT_MAX }, (_, index) => `open ${index + 1}`), `open ${KEPT_MAX + 1}`, 'close 2']);
});

test('a session that is dismissed takes its terminal along', async () => {
  const { keeper, log, board } = makeKeeper();
  const session = { id: id(1) } as Board['sessions'] extends ReadonlyMap<string, infer One> ? One : never;
  board.setState({ phase: 'ready', sessions: new Map([[id(1), session]]) });
  await keeper.open(id(1));
  board.setState({ sessions: new Map() });
  await Promise.resolve();
  expect(log).toEqual(['open 1', 'close 1']);
});

test('code that did not load is asked for again', async () => {
  let tries = 0;
  const { keeper } = keeperOf(async () => {
    tries += 1;
    throw new Error('gone');
  });
  await expect(keeper.open(id(1))).rejects.toThrow('gone');
  await expect(keeper.open(id(1))).rejects.toThrow('gone');
  expect(tries).toBe(2);
});

test('all are closed with the page, and none opens after it', async () => {
  const { keeper, log } = makeKeeper();
  await keeper.open(id(1));
  keeper.close();
  await expect(keeper.open(id(2))).rejects.toThrow();
  expect(log).toEqual(['open 1', 'close 1']);
});

test('a terminal that is approached begins before anything is awaited, and is the one that is opened', async () => {
  const log: string[] = [];
  const { keeper } = keeperOf((session) => {
    log.push(`make ${Number(session)}`);
    return { approach: () => log.push('approach'), close: () => {} } as unknown as OpenTerminal;
  });
  keeper.approach(id(1));
  expect(log).toEqual(['make 1', 'approach']);
  await keeper.open(id(1));
  keeper.approach(id(1));
  expect(log).toEqual(['make 1', 'approach']);
});

test('a terminal whose code comes late is approached only while somebody is on the way to it', async () => {
  const { keeper, way, slow } = slowKeeper();
  const to = (number: number) => ({ from: '/', to: `/s/${number}` });
  keeper.approach(id(1));
  way.setState(to(1), true);
  way.setState(null, true);
  await slow(0).come();
  expect(slow(0).one.approach).not.toHaveBeenCalled();
  keeper.approach(id(2));
  keeper.approach(id(3));
  way.setState(to(3), true);
  await slow(1).come();
  await slow(2).come();
  expect(slow(1).one.approach).not.toHaveBeenCalled();
  expect(slow(2).one.approach).toHaveBeenCalledOnce();
});

test('a terminal that fails late does not take a newer one of its session along', async () => {
  const { keeper, slow } = slowKeeper();
  keeper.approach(id(1));
  for (let number = 2; number <= KEPT_MAX + 1; number += 1) keeper.approach(id(number)); // takes the place of the first
  keeper.approach(id(1));
  await slow(0).fail();
  await slow(KEPT_MAX + 1).come();
  keeper.close();
  await Promise.resolve();
  expect(slow(KEPT_MAX + 1).one.close).toHaveBeenCalledOnce();
});
