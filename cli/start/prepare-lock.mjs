import { closeSync, mkdirSync, openSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';

/** The holder touches its lock this often; one not touched for the longer time has no holder any more. */
const TOUCH_MS = 1000;
const DEAD_MS = 15_000;
const LOOK_MS = 200;

/**
 * Lets one process at a time install and build in a checkout.
 * @template T
 * @param {string} file of the lock
 * @param {{ onWait: () => void, work: () => Promise<T> }} task
 * @returns {Promise<T>}
 */
export async function withPrepareLock(file, { onWait, work }) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const touching = setInterval(() => touch(file), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  try {
    if (Date.now() - statSync(file).mtimeMs > DEAD_MS) rmSync(file, { force: true });
  } catch {
    // its holder was just done with it: the next look takes it
  }
  return false;
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // somebody cleaned the folder: the work goes on, the lock is lost
  }
}
