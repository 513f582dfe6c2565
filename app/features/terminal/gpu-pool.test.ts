import { expect, test } from 'vitest';
import { createGpuPool, GPU_CONTEXTS_MAX, type GpuUser } from './gpu-pool.ts';

function makeUsers(count: number) {
  const gaveUp: number[] = [];
  const users = Array.from({ length: count }, (_, number): GpuUser => ({ giveUp: () => gaveUp.push(number) }));
  const [first, second, third, ...more] = users;
  if (!first || !second || !third) throw new Error('too few');
  return { users, first, second, third, last: more.at(-1) ?? third, gaveUp };
}

test('eight have a context and no ninth, as long as all are shown', () => {
  const pool = createGpuPool();
  const { users, first, gaveUp } = makeUsers(GPU_CONTEXTS_MAX + 1);
  expect(users.map((user) => pool.take(user))).toEqual([...Array.from({ length: 8 }, () => true), false]);
  expect(pool.take(first)).toBe(true);
  expect(gaveUp).toEqual([]);
});

test('the one that is hidden longest yields, and one that is shown again does not', () => {
  const pool = createGpuPool();
  const { users, first, second, third, last, gaveUp } = makeUsers(GPU_CONTEXTS_MAX + 1);
  for (const user of users.slice(0, -1)) pool.take(user);
  for (const user of [third, first, second]) pool.hidden(user);
  pool.take(third);
  expect(pool.take(last)).toBe(true);
  expect(gaveUp).toEqual([0]);
  expect(pool.take(first)).toBe(true);
  expect(gaveUp).toEqual([0, 1]);
  expect(pool.take(second)).toBe(false);
});

test('what is given back is there for the next; after a failure nobody new has one, and who has one keeps it', () => {
  const pool = createGpuPool();
  const { users, first, last, second } = makeUsers(GPU_CONTEXTS_MAX + 1);
  for (const user of users.slice(0, -1)) pool.take(user);
  pool.giveBack(first);
  expect(pool.take(last)).toBe(true);
  pool.giveBack(last);
  pool.failed();
  expect(pool.take(last)).toBe(false);
  expect(pool.take(second)).toBe(true);
  pool.hidden(last); // it has none: nothing to yield
  expect(pool.take(first)).toBe(false);
});
