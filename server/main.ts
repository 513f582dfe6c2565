import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Failure } from '#common/result.ts';
import { listen, type RunningHub } from './compose.ts';
import { readConfig } from './config.ts';
import { createFileLog, type FileLog } from './log.ts';
import { removeLeftDrafts } from './process/drafts.ts';
import { takeLock } from './process/lock.ts';
import { openStateFolder } from './process/state-folder.ts';
import { askForLink } from './running-hub.ts';

// The hub's process. Takes its settings from the environment; tells a parent how the start went.

/** Another hub has this state folder. */
const EXIT_IN_USE = 3;
/** A graceful stop ends by then whatever hangs, in milliseconds. */
const STOP_WITHIN_MS = 4500;

// Before the first file is made: only their owner may read our files. Programs of sessions get the person's own mask back.
const umask = process.umask(0o077);
const env = { ...process.env };
Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });

let log: FileLog | undefined;
let hub: RunningHub | undefined;
let stopping = false;

process.on('uncaughtException', (error) => {
  log?.error({ err: error }, 'uncaught error: the hub ends, sessions run on');
  console.error(error);
  process.exit(1);
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(code); // asked twice: at once
    void stop(signal);
  });
}
// Whoever started us may be gone; the log has what matters.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const starting = start();
await starting;

async function start(): Promise<void> {
  const config = readConfig(env);
  if (!config.ok) return fail(config.error);
  const state = openStateFolder(config.value.statePath);
  if (!state.ok) return fail(state.error);
  const lock = takeLock(state.value.hubLock);
  if (!lock.held) {
    const link = await askForLink(state.value.hubSocket);
    const way = link === null ? 'It does not answer now: wait until it is up, or end that process.' : `Open it with this link: ${link}`;
    return fail(
      {
        code: 'state_folder_in_use',
        message: `Beckon already runs on the state folder ${state.value.path} (process ${lock.owner.pid}). ${way}`,
      },
      EXIT_IN_USE,
    );
  }
  log = createFileLog({ folder: state.value.logs, name: 'hub', level: config.value.logLevel });
  const { root, version, build } = readProgram();
  log.info({ version, build, node: process.versions.node }, 'starting');
  const drafts = removeLeftDrafts(state.value.path);
  if (drafts.length > 0) log.warn({ drafts }, 'removed what killed processes had begun to write');
  const running = await listen({ config: config.value, state: state.value, root, version, build, env, umask, log });
  if (!running.ok) return fail(running.error);
  hub = running.value;
  if (stopping) return; // asked to stop meanwhile: `stop` waits for this and closes
  if (process.send === undefined) console.log(`Beckon listens on port ${hub.port}. Open: ${hub.link()}`);
  else process.send({ listening: { url: hub.link(), port: hub.port } }, () => undefined); // a parent that went away needs no news
}

/** Says what went wrong, to the parent if there is one, and ends. */
function fail(error: Failure, code = 1): Promise<never> {
  log?.error({ code: error.code }, error.message);
  return new Promise(() => {
    if (process.send === undefined) {
      console.error(error.message);
      process.exit(code);
    }
    process.send({ failed: error }, () => process.exit(code));
  });
}

async function stop(signal: string): Promise<void> {
  stopping = true;
  log?.info({ signal }, 'stopping: sessions run on');
  setTimeout(() => {
    log?.error({}, 'stopping took too long');
    process.exit(1);
  }, STOP_WITHIN_MS).unref();
  await starting;
  await hub?.close();
  log?.info({}, 'stopped');
  log?.close();
  process.exit(0);
}

/** Where the program lies, and which it is: `package.json` above this file, and the record of the build beside the bundles. */
function readProgram(): { root: string; version: string; build: string } {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const record = join(root, 'dist', 'build.json');
  const sources = existsSync(record) ? z.object({ sources: z.string() }).safeParse(JSON.parse(readFileSync(record, 'utf8'))) : null;
  return { root, version, build: sources?.success === true ? `${version}+${sources.data.sources.slice(0, 16)}` : version };
}
