import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HubSurroundings } from './hub-process.ts';

/** A real file system of a few megabytes, so that a disk can be full. */
export interface SmallDisk {
  /** Its folder, as the hub on it names it. */
  readonly folder: string;
  /** How a hub has to be run to be on it. */
  readonly surroundings: HubSurroundings;
  /** Takes all room but about this many bytes. */
  fill(but?: number): void;
  /** Gives back what `fill` took. */
  free(): void;
  close(): Promise<void>;
}

/**
 * Mounts it on a new folder. In a mount namespace of its own, which takes it away with its last process; where the system
 * refuses those, as root plainly. Throws where neither works: the case must not pass untried.
 */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk> {
  mkdirSync(folder);
  const mount = ['mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'beckon-test', folder];
  const keeper = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', '"$@" && echo mounted && exec cat', 'sh', ...mount]);
  let said = '';
  keeper.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  keeper.on('error', (error) => {
    said += error.message;
  });
  const isMounted = await Promise.race([once(keeper.stdout, 'data').then(() => true), once(keeper, 'close').then(() => false)]);
  if (isMounted) {
    const pid = String(keeper.pid);
    const command = ['nsenter', '--target', pid, '--user', '--mount', '--preserve-credentials', '--'];
    return disk(folder, { command, view: `/proc/${pid}/root` }, async () => {
      keeper.stdin.end(); // `cat` ends, and with it the namespace
      await once(keeper, 'close');
    });
  }
  const [file = '', ...args] = mount;
  const mounted = spawnSync(file, args, { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(`No small disk can be mounted here: ${said} ${mounted.stderr}`);
  return disk(folder, {}, async () => {
    const done = spawnSync('umount', [folder], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  });
}

function disk(folder: string, surroundings: HubSurroundings, close: () => Promise<void>): SmallDisk {
  const seen = `${surroundings.view ?? ''}${folder}`;
  const filler = join(seen, 'filler');
  return {
    folder,
    surroundings,
    fill(but = 0) {
      const file = openSync(filler, 'a', 0o600);
      try {
        for (;;) writeSync(file, Buffer.alloc(64 * 1024, 1));
      } catch (error) {
        if (codeOf(error) !== 'ENOSPC') throw error;
        if (but > 0) ftruncateSync(file, fstatSync(file).size - but);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    close,
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
