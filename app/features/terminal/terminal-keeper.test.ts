import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type SessionId, sessionIdSchema } from '#common/session.ts';
import { type Board, EMPTY_BOARD } from '#app/live/session-store.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { createTerminalKeeper, KEPT_MAX } from './terminal-keeper.ts';

const id = (number: number): SessionId => sessionIdSchema.parse(String(number).padStart(12, '0'));

function makeKeeper() {
  const log: string[] = [];
  const board = createStore<Board>(() => EMPTY_BOARD);
  const keeper = createTerminalKeeper({ store: { board } } as Parameters<typeof createTerminalKeeper>[0], async (session) => {
    log.push(`open ${Number(session)}`);
    return { close: () => log.push(`close ${Number(session)}`) } as unknown as OpenTerminal;
  });
  return { keeper, log, board };
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
  const { board } = makeKeeper();
  let tries = 0;
  const keeper = createTerminalKeeper({ store: { board } } as Parameters<typeof createTerminalKeeper>[0], async () => {
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
  const board = createStore<Board>(() => EMPTY_BOARD);
  const keeper = createTerminalKeeper({ store: { board } } as Parameters<typeof createTerminalKeeper>[0], (session) => {
    log.push(`make ${Number(session)}`);
    return { approach: () => log.push('approach'), close: () => {} } as unknown as OpenTerminal;
  });
  keeper.approach(id(1));
  expect(log).toEqual(['make 1', 'approach']);
  await keeper.open(id(1));
  keeper.approach(id(1));
  expect(log).toEqual(['make 1', 'approach']);
});
