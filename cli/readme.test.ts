import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The README, the list that `npm run pictures` works through, and the pictures themselves agree. */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'pictures');
const listed: string[] = JSON.parse(readFileSync(join(root, 'e2e', 'pictures', 'picture-list.json'), 'utf8'));
const named = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/docs\/pictures\/([\w-]+\.\w+)/g)].map(([, name]) => name ?? '');

/** A README is read on slow lines too; in bytes. */
const SIZE_MAX = 150_000;

test('every picture that the README names is one of the list, and the other way round', () => {
  expect([...new Set(named)].sort()).toEqual([...listed].sort());
});

test('every picture of the list is there, none besides, and each is small', () => {
  expect(readdirSync(folder).sort()).toEqual([...listed].sort());
  for (const name of listed) expect(statSync(join(folder, name)).size, name).toBeLessThan(SIZE_MAX);
});
