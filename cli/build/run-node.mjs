import { spawnSync } from 'node:child_process';

/**
 * Runs a Node script to its end with our own output; throws when it fails.
 * @param {string} what for the error
 * @param {string[]} args script and its arguments
 * @param {{ cwd: string, env?: Record<string, string> }} options
 */
export function runNode(what, args, { cwd, env = {} }) {
  const done = spawnSync(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.error) throw new Error(`${what}: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${what} ended with ${done.signal ?? `code ${done.status}`}.`);
}
