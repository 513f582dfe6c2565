import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processStartTime } from './identity.ts';
import { lockOwner, takeLock } from './lock.ts';

let folder: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-lock-'));
  path = join(folder, 'the.lock');
  writeFileSync(contenderScript(), bundledContender(path)); // once: a child that starts must not read half of it
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await rm(folder, { recursive: true });
});

const contenderScript = () => join(folder, 'contender.cjs');

function bundledContender(lock: string): Uint8Array {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { takeLock } from './lock.ts'; process.on('message', () => process.send(takeLock(${JSON.stringify(lock)}).held)); process.send('ready');`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** A process that takes the lock when told, says whether it has it, and keeps it until it is killed. */
function contender(): { child: ChildProcess; ready: Promise<unknown>; take: () => Promise<boolean> } {
  const child = fork(contenderScript(), { execArgv: [], env: { PATH: process.env.PATH } });
  children.push(child);
  const take = async () => {
    const answer = once(child, 'message');
    child.send('take');
    return (await answer)[0] === true;
  };
  return { child, ready: once(child, 'message'), take };
}

describe('a lock', () => {
  it('is held by one process, and names it to the others', async () => {
    const other = contender();
    await other.ready;
    expect(await other.take()).toBe(true);
    expect(takeLock(path)).toEqual({ held: false, owner: { pid: other.child.pid, startTime: processStartTime(other.child.pid ?? 0) } });
    expect(lockOwner(path)?.pid).toBe(other.child.pid);
  });

  it('is taken over from a process that was killed', async () => {
    const other = contender();
    await other.ready;
    await other.take();
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    expect(lockOwner(path)).toBeNull();
    expect(takeLock(path)).toEqual({ held: true });
    expect(takeLock(path)).toEqual({ held: true });
  });

  it('is taken by one when many want that of a dead owner at once', async () => {
    await writeFile(`${path}.7`, JSON.stringify({ pid: process.pid, startTime: 'long ago' }));
    const all = Array.from({ length: 6 }, contender);
    await Promise.all(all.map(({ ready }) => ready));
    const held = await Promise.all(all.map(({ take }) => take()));
    expect(held.filter(Boolean)).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('the.lock'))).toEqual(['the.lock.8']);
  });

  it.each(['', 'nonsense', '{"pid":"x"}', '[]'])('with the content %j counts as nobody’s', async (content) => {
    await writeFile(`${path}.1`, content);
    expect(takeLock(path)).toEqual({ held: true });
  });

  it('is not fooled by a recycled pid', async () => {
    await writeFile(`${path}.1`, JSON.stringify({ pid: process.ppid, startTime: 'another time' }));
    expect(takeLock(path)).toEqual({ held: true });
  });

  it('is readable by its owner alone', async () => {
    takeLock(path);
    expect((await stat(`${path}.1`)).mode & 0o777).toBe(0o600);
  });
});
