import { createHash } from 'node:crypto';
import { lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

// The path rules of server/process/state-folder.ts, again in plain JavaScript, because `npm start` must find a running
// hub before anything is installed or built. A test holds that both agree.

/** @param {Record<string, string | undefined>} env */
export function stateFolderPath(env) {
  if (env.BECKON_HOME !== undefined && env.BECKON_HOME !== '') return resolve(env.BECKON_HOME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Beckon');
  const data = env.XDG_DATA_HOME;
  return join(data !== undefined && isAbsolute(data) ? data : join(homedir(), '.local', 'share'), 'beckon');
}

/**
 * The folder of the sockets, for a state folder by its real path.
 * @param {string} folder
 */
export function socketFolder(folder) {
  if (Buffer.byteLength(join(folder, 'pty-host.sock')) <= 103) return folder;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join('/tmp', `beckon-${process.getuid?.() ?? 0}-${digest}`);
}

/**
 * The path of the hub's socket; null when no hub can be there, or when its folder is not this user's alone: somebody
 * else may then be listening.
 * @param {string} path of the state folder
 */
export function hubSocket(path) {
  try {
    const folder = socketFolder(realpathSync(path));
    const stat = lstatSync(folder);
    const isOurs = stat.isDirectory() && (stat.mode & 0o077) === 0 && stat.uid === (process.getuid?.() ?? stat.uid);
    return isOurs ? join(folder, 'hub.sock') : null;
  } catch {
    return null; // there is no such folder yet, or we may not look into it: the hub will say so better
  }
}
