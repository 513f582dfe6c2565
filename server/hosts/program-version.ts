import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** A program that does not say its version in this time is ended, in milliseconds. */
const WITHIN_MS = 5000;
/** What is read of its answer, in bytes. */
const ANSWER_MAX = 4096;

export interface ProgramVersions {
  /** What `<program> --version` says, such as `2.1.197`; null when it says none. Asked once for each file as it is. */
  of(program: string): Promise<string | null>;
}

/** `env` is what it is run in, without a terminal and without input. */
export function createProgramVersions(env: () => Record<string, string>): ProgramVersions {
  const known = new Map<string, { mtime: number; version: Promise<string | null> }>();
  return {
    async of(program) {
      let mtime: number;
      try {
        ({ mtimeMs: mtime } = await stat(program));
      } catch {
        return null; // gone since it was found
      }
      const before = known.get(program);
      if (before?.mtime === mtime) return before.version;
      const version = ask(program, env());
      known.set(program, { mtime, version });
      return version;
    },
  };
}

async function ask(program: string, env: Record<string, string>): Promise<string | null> {
  const answer = await new Promise<string>((done) => {
    // A group of its own, so that what it starts ends with it.
    const child = spawn(program, ['--version'], { cwd: '/', env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    let text = '';
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // gone already
      }
    };
    const timer = setTimeout(() => {
      end();
      child.stdout.destroy();
      done('');
    }, WITHIN_MS);
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.length > ANSWER_MAX) end();
    });
    child.on('error', () => {
      clearTimeout(timer);
      done('');
    });
    child.on('close', () => {
      clearTimeout(timer);
      done(text);
    });
  });
  return versionIn(answer);
}

/** The first thing in a text that looks like a version. */
export function versionIn(text: string): string | null {
  return /\d+\.\d+(?:\.\d+)*(?:[-+][0-9A-Za-z.+-]{1,30})?/.exec(text)?.[0].slice(0, 40) ?? null;
}
