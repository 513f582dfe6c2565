import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { failure, type Result, success } from '#common/result.ts';
import { codeOf } from './private-file.ts';

/** The folder that holds everything Beckon keeps: 0700, files in it 0600. Names in it are listed here and nowhere else. */
export interface StateFolder {
  readonly path: string;
  readonly database: string;
  readonly backups: string;
  readonly snapshots: string;
  readonly logs: string;
  /** Live records and projects of the demo agent; made when it is first used. */
  readonly demo: string;
  /** Hashes of the gate's secrets. */
  readonly gate: string;
  /** The bearer token itself, for scripts of the same user. */
  readonly token: string;
  /** The hub's own socket: whoever may open it may do everything. */
  readonly hubSocket: string;
  readonly hubLock: string;
  readonly ptyHostSocket: string;
  readonly ptyHostLock: string;
}

/** `$BECKON_HOME`, else the folder where the system wants such data. */
export function defaultStateFolder(env: NodeJS.ProcessEnv): string {
  if (env.BECKON_HOME !== undefined && env.BECKON_HOME !== '') return resolve(env.BECKON_HOME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Beckon');
  const data = env.XDG_DATA_HOME;
  return join(data !== undefined && isAbsolute(data) ? data : join(homedir(), '.local', 'share'), 'beckon');
}

/**
 * Makes the state folder where it is missing and repairs modes that are too loose. A folder of another user, or a
 * symbolic link in the place of one of ours, is refused: somebody may be waiting behind it.
 */
export function openStateFolder(path: string): Result<StateFolder> {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    const real = realpathSync(folder);
    const names = stateFolderAt(real);
    for (const each of [real, names.backups, names.snapshots, names.logs]) {
      const made = ensurePrivateFolder(each);
      if (!made.ok) return made;
    }
    accessSync(real, constants.W_OK | constants.X_OK);
    const sockets = socketFolder(real);
    if (sockets !== real) {
      const made = ensurePrivateFolder(sockets);
      if (!made.ok) return made;
    }
    return success(names);
  } catch (error) {
    return failure(
      'state_folder_unwritable',
      `Cannot use the state folder ${folder}: ${codeOf(error) ?? String(error)}. Make it writable for your user, or name another with BECKON_HOME.`,
    );
  }
}

/** The names inside a state folder, without touching the disk. `path` is real and absolute. */
export function stateFolderAt(path: string): StateFolder {
  const sockets = socketFolder(path);
  return {
    path,
    database: join(path, 'beckon.db'),
    backups: join(path, 'backups'),
    snapshots: join(path, 'snapshots'),
    logs: join(path, 'logs'),
    demo: join(path, 'demo'),
    gate: join(path, 'gate.json'),
    token: join(path, 'token'),
    hubSocket: join(sockets, 'hub.sock'),
    hubLock: join(path, 'hub.lock'),
    ptyHostSocket: join(sockets, 'pty-host.sock'),
    ptyHostLock: join(path, 'pty-host.lock'),
  };
}

/** A socket path has room for 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_MAX = 103;
const LONGEST_SOCKET = 'pty-host.sock';

/** The state folder itself, or, when its path is too long for a socket, a private folder in /tmp with a stable name. */
function socketFolder(path: string): string {
  if (Buffer.byteLength(join(path, LONGEST_SOCKET)) <= SOCKET_PATH_MAX) return path;
  const digest = createHash('sha256').update(path).digest('hex').slice(0, 16);
  return join('/tmp', `beckon-${process.getuid?.() ?? 0}-${digest}`);
}

/** With its parents. Node's own recursive way never returns where ENOENT comes although the parent is there, as below /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error; // another start was quicker
  }
}

function ensurePrivateFolder(path: string): Result<void> {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const stat = lstatSync(path);
  if (!stat.isDirectory())
    return failure(
      'state_folder_unsafe',
      `${path} is not a folder of its own but ${stat.isSymbolicLink() ? 'a symbolic link' : 'a file'}. Remove it, or name another state folder with BECKON_HOME.`,
    );
  const user = process.getuid?.();
  if (user !== undefined && stat.uid !== user)
    return failure('state_folder_unsafe', `${path} belongs to another user. Remove it, or name another state folder with BECKON_HOME.`);
  if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return success();
}
