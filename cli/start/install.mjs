import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether `node_modules` holds what `package-lock.json` asks for. npm writes its own record at the end of an install,
 * so an interrupted one has none; what is optional may be missing, as it is for other systems.
 * @param {string} root of the checkout
 */
export function isInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return isOptional(entry);
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
  });
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry */

/** @param {LockEntry} entry */
function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true;
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null; // missing or half written: not installed
  }
}

/**
 * How to call npm: the one that called us, else the one in PATH.
 * @param {NodeJS.ProcessEnv} env as npm made it
 * @returns {{ file: string, args: string[] }}
 */
export function npmCommand(env) {
  const script = env.npm_execpath;
  if (script?.endsWith('npm-cli.js') && existsSync(script)) return { file: process.execPath, args: [script] };
  return { file: 'npm', args: [] };
}
