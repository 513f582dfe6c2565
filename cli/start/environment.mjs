import { readFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';

/**
 * The environment of the person who typed `npm start`, without what npm adds for its scripts. The hub gets this one,
 * because sessions inherit it: an `npm_config_prefix` or a stray PATH entry would change what agents do.
 *
 * On Linux the kernel still has the environment that npm itself was started with: that is the answer, exactly.
 * Elsewhere npm's additions are taken away by what is known of them.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ parent: number, readProcess?: (pid: number) => ProcessFacts | null, execPath?: string }} source
 * @returns {Record<string, string>}
 */
export function personsEnvironment(env, { parent, readProcess = readLinuxProcess, execPath = process.execPath }) {
  if (env.npm_lifecycle_event === undefined) return defined(env);
  for (let pid = parent; pid > 1; ) {
    const facts = readProcess(pid);
    if (facts === null) break;
    if (facts.env.npm_lifecycle_event === undefined) return facts.env;
    pid = facts.parent;
  }
  return withoutNpm(defined(env), execPath);
}

/** @typedef {{ parent: number, env: Record<string, string> }} ProcessFacts */

/**
 * The environment a process was started with, and its parent. Null where the kernel does not tell.
 * @param {number} pid
 * @returns {ProcessFacts | null}
 */
export function readLinuxProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const block = readFileSync(`/proc/${pid}/environ`, 'utf8');
    if (block === '') return null; // a process may erase it
    /** @type {Record<string, string>} */
    const env = {};
    for (const entry of block.split('\0')) {
      const equals = entry.indexOf('=');
      if (equals > 0) env[entry.slice(0, equals)] = entry.slice(equals + 1);
    }
    // after the command name, which may hold spaces and brackets: state, parent
    return { parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), env };
  } catch {
    return null; // no /proc here, the process is gone, or it belongs to another user
  }
}

/**
 * @param {Record<string, string>} env
 * @param {string} execPath
 */
function withoutNpm(env, execPath) {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_') && name !== 'INIT_CWD'));
  // npm sets these three only where the person has not; a value that npm would have chosen is taken for npm's
  if (kept.NODE === execPath || kept.NODE === env.npm_node_execpath) delete kept.NODE;
  if (kept.COLOR === '0' || kept.COLOR === '1') delete kept.COLOR;
  if (kept.EDITOR === 'vi' || kept.EDITOR === kept.VISUAL) delete kept.EDITOR;
  if (kept.PATH !== undefined) kept.PATH = pathWithoutNpm(kept.PATH, env.npm_package_json);
  return kept;
}

/**
 * npm puts `node_modules/.bin` of the package and of every folder above it in front, then its `node-gyp-bin`. The same
 * entries further behind are the person's own and stay.
 * @param {string} path
 * @param {string | undefined} packageJson
 */
function pathWithoutNpm(path, packageJson) {
  const entries = path.split(delimiter);
  const added = new Set(packageJson === undefined ? [] : binFolders(dirname(packageJson)));
  let count = 0;
  while (count < entries.length && added.has(entries[count] ?? '')) count += 1;
  if (count > 0 && entries[count]?.endsWith(`${sep}node-gyp-bin`)) count += 1;
  return entries.slice(count).join(delimiter);
}

/** @param {string} folder */
function binFolders(folder) {
  const folders = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(join(at, 'node_modules', '.bin'));
    if (dirname(at) === at) return folders;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function defined(env) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) result[name] = value;
  return result;
}
