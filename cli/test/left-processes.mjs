import { readdirSync, readFileSync } from 'node:fs';
import { readLinuxProcess } from '../start/environment.mjs';

/** A process that was told to end may need this long to be gone, on a machine that is busy with other things. */
const GRACE_MS = 30_000;
const LOOK_MS = 100;

/**
 * Processes that carry the mark of a test run in their environment, after a time of grace. Linux only: no other system
 * shows the environment of a process.
 * @param {string} run
 * @param {number} graceMs
 * @returns {Promise<{ pid: number, command: string }[]>}
 */
export async function leftProcesses(run, graceMs = GRACE_MS) {
  const until = performance.now() + graceMs;
  for (;;) {
    const found = markedProcesses(run);
    if (found.length === 0 || performance.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** @param {string} run */
function markedProcesses(run) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => readLinuxProcess(Number(name))?.env.BECKON_TEST_RUN === run)
    .map((name) => ({ pid: Number(name), command: commandLine(name) }));
}

/** @param {string} pid */
function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim().slice(0, 300);
  } catch {
    return '(just ended)';
  }
}
