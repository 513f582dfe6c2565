import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listFolders } from './list-folders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-folders-'));
  for (const name of ['Web', 'webapp', 'work', '.hidden', 'with space', 'ünïcode', 'deep/inner'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'webfile'), '');
  symlinkSync(join(folder, 'deep'), join(folder, 'weblink'));
  symlinkSync(join(folder, 'gone'), join(folder, 'webnowhere'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const names = async (typed: string) => {
  const found = await listFolders(join(folder, '/') + typed);
  return found.ok ? found.value.folders.map((path) => path.slice(folder.length + 1)) : found.error.code;
};

describe('folders below what is typed', () => {
  it.each([
    ['', ['deep', 'ünïcode', 'Web', 'webapp', 'weblink', 'with space', 'work']],
    ['we', ['Web', 'webapp', 'weblink']],
    ['WEBA', ['webapp']],
    ['.', ['.hidden']],
    ['.h', ['.hidden']],
    ['with s', ['with space']],
    ['weblink/', ['weblink/inner']],
    ['nothing', []],
    ['gone/x', 'folder_missing'],
    ['webfile/x', 'folder_not_a_folder'],
  ])('%j', async (typed, expected) => {
    const found = await names(typed);
    expect(typeof found === 'string' ? found : [...found].sort()).toEqual(typeof expected === 'string' ? expected : [...expected].sort());
  });

  it('the home folder stays a ~', async () => {
    vi.stubEnv('HOME', folder);
    expect(await listFolders('~/wo')).toEqual({ ok: true, value: { folders: ['~/work'], cut: false } });
    expect(await listFolders('~')).toMatchObject({ ok: true, value: { folders: expect.arrayContaining(['~/Web']) } });
  });

  it('a relative path and what is none are refused', async () => {
    expect(await listFolders('work')).toMatchObject({ ok: false, error: { code: 'folder_missing' } });
    expect(await listFolders('~other/')).toMatchObject({ ok: false, error: { code: 'folder_missing' } });
    expect(await listFolders('/tmp/\0/')).toMatchObject({ ok: false });
  });

  it('of many, the first fifty', async () => {
    for (let number = 0; number < 60; number += 1) mkdirSync(join(folder, 'deep', `n${number}`));
    const found = await listFolders(join(folder, 'deep', 'n'));
    expect(found).toMatchObject({ ok: true, value: { cut: true } });
    expect(found.ok && found.value.folders).toHaveLength(50);
    expect(found.ok && found.value.folders.slice(0, 3).map((path) => path.split('/').at(-1))).toEqual(['n0', 'n1', 'n2']);
  });
});
