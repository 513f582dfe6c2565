import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles `program.ts` for plain Node, and starts it as often as a test likes. */
export interface Program {
  start(args: string[], umask?: string): Running;
  remove(): void;
}

export interface Running {
  /** Lines so far. */
  readonly lines: string[];
  /** Fulfilled by the first line, now or later, for which `test` holds; rejected when the process ends before. */
  line(test: (line: string, lines: string[]) => boolean): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  endInput(): void;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export async function bundleProgram(): Promise<Program> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = mkdtempSync(join(root, 'node_modules', '.beckon-db-test-')); // where its imports are found
  const outfile = join(folder, 'program.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./program.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const running = new Set<ChildProcessWithoutNullStreams>();
  return {
    start(args, umask = '077') {
      const child = spawn('/bin/sh', ['-c', 'umask "$1"; shift; exec "$@"', 'sh', umask, process.execPath, outfile, ...args]);
      running.add(child);
      return follow(child, () => running.delete(child));
    },
    remove() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcessWithoutNullStreams, onEnd: () => void): Running {
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let errors = '';
  let over = false;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      over = true;
      onEnd();
      for (const listener of listeners) listener();
      resolve({ code, signal });
    });
  });
  return {
    lines,
    ended,
    kill: (signal) => void child.kill(signal),
    endInput: () => void child.stdin.end(),
    line: (test) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => test(line, lines));
          if (found !== undefined) resolve(found);
          else if (over) reject(new Error(`The process ended first. It said:\n${lines.join('\n')}\n${errors}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}
