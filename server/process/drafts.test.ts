import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeLeftDrafts } from './drafts.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-drafts-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs code that imports from this folder, until it kills itself; gives the pid it had. */
async function killed(code: string): Promise<number> {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const child = spawn(process.execPath, ['-e', outputFiles[0]?.text ?? ''], { env: { PATH: process.env.PATH }, stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  return child.pid ?? 0;
}

/** The file system's call that it would make next kills the process. */
const dieAt = (name: string) => `fs.${name} = () => process.kill(process.pid, 'SIGKILL');`;

it('removes what killed processes left of a private file and of a lock', async () => {
  const path = JSON.stringify(join(folder, 'gate.json'));
  const writer = await killed(
    `import fs from 'node:fs/promises'; ${dieAt('rename')} const { writePrivateFile } = require('./private-file.ts'); void writePrivateFile(${path}, 'new');`,
  );
  const lock = JSON.stringify(join(folder, 'hub.lock'));
  const taker = await killed(
    `import fs from 'node:fs'; ${dieAt('linkSync')} const { takeLock } = require('./lock.ts'); takeLock(${lock});`,
  );
  const left = [`gate.json.${writer}.1.draft`, `hub.lock.draft.${taker}`];
  expect(readdirSync(folder).sort()).toEqual(left);
  expect(removeLeftDrafts(folder).sort()).toEqual(left);
  expect(readdirSync(folder)).toEqual([]);
});

it('removes one with our own pid: it is of a process before us', () => {
  writeFileSync(join(folder, `token.${process.pid}.7.draft`), '');
  expect(removeLeftDrafts(folder)).toEqual([`token.${process.pid}.7.draft`]);
});

it('leaves the drafts of living processes, and every other file', () => {
  const names = [
    `gate.json.${process.ppid}.1.draft`,
    `pty-host.lock.draft.${process.ppid}`,
    'beckon.db',
    'beckon.db.draft',
    'gate.json',
    'hub.lock.12',
    'token',
  ];
  for (const name of names) writeFileSync(join(folder, name), '');
  expect(removeLeftDrafts(folder)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});
