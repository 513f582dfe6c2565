import { spawn } from 'node:child_process';
import { z } from 'zod';
import { failureSchema } from '#common/api.ts';
import { failure, type Result, success } from '#common/result.ts';
import type { StateFolder } from '#server/process/state-folder.ts';
import { PtyHostClient } from './pty-host-client.ts';

export interface PtyHostStart {
  readonly state: StateFolder;
  /** The pty host's bundle. */
  readonly entry: string;
  readonly build: string;
  readonly client: 'hub' | 'cli';
  /** The person's own umask: programs get it. */
  readonly umask: number;
}

/** Until a fresh process listens: loading takes some 100 ms, a loaded machine may take seconds. */
const READY_WITHIN_MS = 15_000;
/** After losing a start race the winner needs a moment until it listens. */
const RACE_TRIES = 50;
const RACE_PAUSE_MS = 100;

const verdictSchema = z.union([z.object({ ready: z.literal(true) }), z.object({ lost: z.int() }), z.object({ failed: failureSchema })]);
type Verdict = z.infer<typeof verdictSchema>;

/** Adopts the pty host of a state folder, or starts one where there is none, and connects to it. */
export async function findOrStartPtyHost(start: PtyHostStart): Promise<Result<PtyHostClient>> {
  const hello = { client: start.client, build: start.build };
  const found = await PtyHostClient.connect(start.state.ptyHostSocket, hello);
  if (found.ok || found.error.code !== 'pty_host_unreachable') return found;
  const verdict = await launch(start);
  if (!verdict.ok) return verdict;
  if ('failed' in verdict.value) return { ok: false, error: verdict.value.failed };
  for (let tries = 1; ; tries += 1) {
    const connected = await PtyHostClient.connect(start.state.ptyHostSocket, hello);
    if (connected.ok || connected.error.code !== 'pty_host_unreachable' || tries === RACE_TRIES) return connected;
    await new Promise((done) => setTimeout(done, RACE_PAUSE_MS));
  }
}

/** Starts the process detached: in a session of its own, without our terminal, so that it outlives us. */
function launch(start: PtyHostStart): Promise<Result<Verdict>> {
  const args = [start.entry, '--state', start.state.path, '--umask', start.umask.toString(8).padStart(3, '0'), '--build', start.build];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: start.state.path,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: ptyHostEnvironment(),
    });
    const timer = setTimeout(
      () =>
        finish(
          failure('pty_host_failed', `The pty host did not start within ${READY_WITHIN_MS / 1000} s. Its log is in ${start.state.logs}.`),
        ),
      READY_WITHIN_MS,
    );
    const finish = (result: Result<Verdict>) => {
      clearTimeout(timer);
      child.removeAllListeners();
      if (child.connected) child.disconnect();
      child.unref();
      done(result);
    };
    child.once('message', (message) => {
      const verdict = verdictSchema.safeParse(message);
      finish(verdict.success ? success(verdict.data) : failure('pty_host_failed', 'The pty host said something unknown when it started.'));
    });
    child.once('error', (error) => finish(failure('pty_host_failed', `The pty host cannot be started: ${error.message}.`)));
    child.once('exit', (code, signal) =>
      finish(
        failure('pty_host_failed', `The pty host ended while it started (${signal ?? `code ${code}`}). Its log is in ${start.state.logs}.`),
      ),
    );
  });
}

/** Sessions get their environment with each launch; the process itself needs next to nothing. */
function ptyHostEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, BECKON_TEST_RUN } = process.env;
  return { PATH, HOME, LANG, TZ, BECKON_TEST_RUN };
}
