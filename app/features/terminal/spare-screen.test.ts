import { expect, test } from 'vitest';
import { createSpareScreen } from './spare-screen.ts';

function makeSpare() {
  const log: string[] = [];
  let made = 0;
  let toDo: (() => void) | null = null;
  const later = (run: () => void) => {
    toDo = run;
    return () => {
      toDo = null;
    };
  };
  const spare = createSpareScreen({
    make: () => {
      made += 1;
      const name = String(made);
      log.push(`make ${name}`);
      return Promise.resolve({
        name,
        warm: () => void log.push(`warm ${name}`),
        close: () => void log.push(`close ${name}`),
      });
    },
    whenIdle: later,
    after: (_milliseconds, run) => later(run),
  });
  /** The browser has time, or a while went by. */
  async function turn(): Promise<void> {
    const run = toDo;
    toDo = null;
    run?.();
    await Promise.resolve(); // what it made is there
  }
  return { spare, log, turn };
}

test('one is made and warmed when there is time, and the next one when that was taken', async () => {
  const { spare, log, turn } = makeSpare();
  spare.prepare();
  spare.prepare();
  expect(log).toEqual([]);
  await turn();
  await turn();
  expect(log).toEqual(['make 1', 'warm 1']);
  expect(spare.take()).toMatchObject({ name: '1' }); // not a promise: at once
  expect(log).toEqual(['make 1', 'warm 1']);
  await turn(); // a while
  await turn();
  expect(log).toEqual(['make 1', 'warm 1', 'make 2']);
});

test('who cannot wait gets one that is made now', async () => {
  const { spare, log } = makeSpare();
  await expect(spare.take()).resolves.toMatchObject({ name: '1' });
  await expect(spare.take()).resolves.toMatchObject({ name: '2' });
  expect(log).toEqual(['make 1', 'make 2']);
});

test('what nobody took is closed with the page, and nothing is made any more', async () => {
  const { spare, log, turn } = makeSpare();
  spare.prepare();
  await turn();
  spare.close();
  spare.prepare();
  await turn();
  expect(log).toEqual(['make 1', 'close 1']);
});
