import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeScratchProject } from './scratch-project.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-scratch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FILES = { 'a.txt': 'one\n', 'src/deep/b.txt': 'two\n' };

it('makes a folder for the user alone, and never touches one that is there', async () => {
  const parent = join(folder, 'demo', 'scratch');
  expect(await makeScratchProject(parent, 'webapp', FILES)).toEqual({ ok: true, value: join(parent, 'webapp') });
  writeFileSync(join(parent, 'webapp', 'a.txt'), 'mine');
  expect(await makeScratchProject(parent, 'webapp', FILES)).toEqual({ ok: true, value: join(parent, 'webapp-2') });
  expect(readFileSync(join(parent, 'webapp', 'a.txt'), 'utf8')).toBe('mine');
  expect(readFileSync(join(parent, 'webapp-2', 'src/deep/b.txt'), 'utf8')).toBe('two\n');
  for (const path of [parent, join(parent, 'webapp'), join(parent, 'webapp/src/deep')]) expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(parent, 'webapp-2', 'a.txt')).mode & 0o777).toBe(0o600);
  expect(readdirSync(parent)).toEqual(['webapp', 'webapp-2']);
});

it('says why it cannot', async () => {
  writeFileSync(join(folder, 'demo'), '');
  expect(await makeScratchProject(join(folder, 'demo', 'scratch'), 'webapp', FILES)).toMatchObject({
    ok: false,
    error: { code: 'io_failed', message: expect.stringContaining('ENOTDIR') },
  });
});
