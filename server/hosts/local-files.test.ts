import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** What a person may not enter. Root may enter everything, so as root the question is asked by a process of nobody. */

const NOBODY = 65534;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-files-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function ask(path: string): Promise<unknown> {
  const bundled = await build({
    stdin: {
      contents: `import { findFolder } from './local-files.ts'; findFolder(process.argv.at(-1)).then((found) => console.log(JSON.stringify(found)));`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const script = bundled.outputFiles[0]?.text ?? '';
  const other = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const env = { PATH: process.env.PATH };
  return JSON.parse(execFileSync(process.execPath, ['-', path], { ...other, env, cwd: '/', encoding: 'utf8', input: script }));
}

it('names a folder that may not be entered', async () => {
  await mkdir(join(folder, 'closed'));
  await chmod(join(folder, 'closed'), 0);
  expect(await ask(join(folder, 'closed'))).toMatchObject({
    ok: false,
    error: { code: 'folder_unreadable', message: expect.stringContaining(join(folder, 'closed')) },
  });
});

it('names a folder behind one that may not be entered', async () => {
  await mkdir(join(folder, 'closed', 'inner'), { recursive: true });
  await writeFile(join(folder, 'closed', 'inner', 'file'), '');
  await chmod(join(folder, 'closed'), 0);
  expect(await ask(join(folder, 'closed', 'inner'))).toMatchObject({ ok: false, error: { code: 'folder_unreadable' } });
});

it('takes one that is open', async () => {
  expect(await ask('/usr')).toEqual({ ok: true, value: '/usr' });
});
