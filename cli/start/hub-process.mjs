import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Ctrl-C reaches us from the terminal and again from npm: signals this close together are one wish. */
const SAME_PRESS_MS = 500;
/** Of what a hub says before it fails, this much is shown. */
const OUTPUT_MAX = 20_000;

/**
 * @typedef {{ kind: 'listening', url: string, port: number } | { kind: 'failed', code: string, message: string }} HubNews
 * @typedef {{ news: Promise<HubNews>, ended: Promise<number>, signal: (name: 'SIGINT' | 'SIGTERM') => void,
 *   isAsked: () => boolean, hasSpoken: () => boolean }} HubProcess
 *   ended: the exit code, 128 + n for signal n; isAsked: whether we passed a signal on; hasSpoken: whether it printed anything
 *   since it is up
 */

/**
 * Starts the hub in a process group of its own, so that it gets only the signals that we pass on.
 * @param {{ script: string, cwd: string, env: Record<string, string>, now?: () => number }} options
 * @returns {HubProcess}
 */
export function startHub({ script, cwd, env, now = () => performance.now() }) {
  let output = '';
  let isUp = false;
  let hasSpoken = false;
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  /** @param {Buffer} chunk */
  const hear = (chunk) => {
    if (isUp) {
      hasSpoken = true;
      process.stderr.write(chunk);
    } else output = (output + chunk.toString('utf8')).slice(-OUTPUT_MAX);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);

  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  /** @type {Promise<HubNews>} */
  const news = new Promise((resolve) => {
    child.on('message', (message) => {
      const read = readNews(message);
      if (read === null) return;
      isUp = read.kind === 'listening';
      resolve(read);
    });
    ended.then((code) =>
      resolve({ kind: 'failed', code: 'internal', message: `The hub ended with code ${code} before it was up.\n${output.trimEnd()}` }),
    );
  });

  let lastSignal = Number.NEGATIVE_INFINITY;
  let signals = 0;
  return {
    news,
    ended,
    isAsked: () => signals > 0,
    hasSpoken: () => hasSpoken,
    signal: (name) => {
      const at = now();
      if (at - lastSignal < SAME_PRESS_MS) return;
      lastSignal = at;
      signals += 1;
      child.kill(signals > 2 ? 'SIGKILL' : name); // the second makes the hub end at once, a third need not ask it
    },
  };
}

/**
 * @param {unknown} message
 * @returns {HubNews | null}
 */
export function readNews(message) {
  if (typeof message !== 'object' || message === null) return null;
  const { listening, failed } = /** @type {Record<string, any>} */ (message);
  if (typeof listening?.url === 'string') return { kind: 'listening', url: listening.url, port: Number(listening.port) };
  if (typeof failed?.message === 'string') return { kind: 'failed', code: String(failed.code), message: failed.message };
  return null;
}
