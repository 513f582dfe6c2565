import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBallast } from './ballast.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-ballast-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

test('takes room, gives it back once, takes it again', async () => {
  const path = join(folder, 'ballast');
  const ballast = createBallast(path, 64 * 1024);
  expect(await ballast.free()).toBe(false);
  await ballast.refill();
  expect(statSync(path)).toMatchObject({ size: 64 * 1024 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(64 * 1024); // not a hole
  expect(await ballast.free()).toBe(true);
  expect(existsSync(path)).toBe(false);
  expect(await ballast.free()).toBe(false);
  await ballast.refill();
  expect(readdirSync(folder)).toEqual(['ballast']);
});

test('is found again by the next start', async () => {
  const path = join(folder, 'ballast');
  await createBallast(path, 4096).refill();
  expect(await createBallast(path, 4096).free()).toBe(true);
});

test('does not fill a disk that is nearly full', async () => {
  const ballast = createBallast(join(folder, 'ballast'), Number.MAX_SAFE_INTEGER);
  await ballast.refill();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is no more is no failure', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const ballast = createBallast(join(file, 'ballast'), 4096);
  await ballast.refill();
  expect(await ballast.free()).toBe(false);
});
