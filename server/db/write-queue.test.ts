import { expect, test } from 'vitest';
import { failure, success } from '#common/result.ts';
import { createWriteQueue } from './write-queue.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('works run one at a time in the order of the calls', async () => {
  const queue = createWriteQueue({ limit: 100 });
  const seen: string[] = [];
  const works = Array.from({ length: 20 }, (_, index) =>
    queue.run(async () => {
      seen.push(`begin ${index}`);
      for (let turn = 0; turn < 20 - index; turn += 1) await Promise.resolve();
      seen.push(`end ${index}`);
      return success(index);
    }),
  );
  const results = await Promise.all(works);
  expect(results.map((result) => result.ok && result.value)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => [`begin ${index}`, `end ${index}`]).flat());
});

test('a work that fails or throws does not stop the next', async () => {
  const queue = createWriteQueue({ limit: 10 });
  const failed = queue.run(async () => failure('disk_full', 'full'));
  const threw = queue.run(() => Promise.reject(new Error('a bug')));
  const threwAtOnce = queue.run(() => {
    throw new Error('another bug');
  });
  const fine = queue.run(async () => success(1));
  expect((await failed).ok).toBe(false);
  await expect(threw).rejects.toThrow('a bug');
  await expect(threwAtOnce).rejects.toThrow('another bug');
  expect(await fine).toEqual(success(1));
});

test('when too many wait, the next is refused and not run; there is room again afterwards', async () => {
  const queue = createWriteQueue({ limit: 2 });
  const first = gate();
  const running = queue.run(() => first.opened.then(() => success('first')));
  const waiting = queue.run(async () => success('second'));
  let ran = false;
  const refused = await queue.run(async () => {
    ran = true;
    return success('third');
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'timeout' } });
  first.open();
  expect([await running, await waiting]).toEqual([success('first'), success('second')]);
  expect(ran).toBe(false);
  expect(await queue.run(async () => success('fourth'))).toEqual(success('fourth'));
});

test('close waits for what was taken and takes nothing more', async () => {
  const queue = createWriteQueue({ limit: 10 });
  const first = gate();
  const done: string[] = [];
  void queue.run(() => first.opened.then(() => success(done.push('first'))));
  void queue.run(async () => success(done.push('second')));
  const closed = queue.close().then(() => done.push('closed'));
  expect(await queue.run(async () => success(done.push('late')))).toMatchObject({ ok: false, error: { code: 'shutting_down' } });
  first.open();
  await closed;
  expect(done).toEqual(['first', 'second', 'closed']);
  await queue.close();
});
