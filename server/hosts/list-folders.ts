import { opendir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FolderList } from '#common/api.ts';
import { FOLDERS_MAX } from '#common/limits.ts';
import { failure, type Result, success } from '#common/result.ts';
import { codeOf } from '#server/process/private-file.ts';

/** How long a list may take, in milliseconds: a network disk that hangs must not hang the page. */
const WITHIN_MS = 2000;
/** Entries that are looked at; a folder with more is told in part. */
const LOOKED_AT_MAX = 20_000;

/**
 * The folders that a typed path may go on with: `/srv/we` gives `/srv/web`, `/srv/` all of /srv. Absolute, or beginning with
 * `~`. Case does not count; hidden ones come only when the dot is typed; a link to a folder is one.
 */
export async function listFolders(typed: string): Promise<Result<FolderList>> {
  const path = typed === '~' ? '~/' : typed;
  if (!path.startsWith('/') && !path.startsWith('~/'))
    return failure('folder_missing', `"${typed}" is not a full path. Begin it with / or ~/.`);
  const slash = path.lastIndexOf('/') + 1;
  const parent = path.slice(0, slash);
  const begin = path.slice(slash).toLowerCase();
  const real = parent.startsWith('~/') ? join(homedir(), parent.slice(2)) : parent;
  const signal = AbortSignal.timeout(WITHIN_MS);
  const late = new Promise<Result<never>>((done) => {
    signal.addEventListener('abort', () => done(failure('timeout', `${parent} takes too long to read. Type the path, or try again.`)));
  });
  return Promise.race([read(real, { parent, begin, signal }), late]);
}

async function read(
  real: string,
  { parent, begin, signal }: { parent: string; begin: string; signal: AbortSignal },
): Promise<Result<FolderList>> {
  const names: string[] = [];
  let looked = 0;
  try {
    for await (const entry of await opendir(real)) {
      looked += 1;
      if (looked > LOOKED_AT_MAX || signal.aborted) break;
      const { name } = entry;
      if (!name.toLowerCase().startsWith(begin) || (name.startsWith('.') && !begin.startsWith('.'))) continue;
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(real, name))))) names.push(name);
    }
  } catch (error) {
    return failed(parent, codeOf(error) ?? String(error));
  }
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' }));
  const folders = names.slice(0, FOLDERS_MAX).map((name) => `${parent}${name}`);
  return success({ folders, cut: names.length > FOLDERS_MAX || looked > LOOKED_AT_MAX });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // a link that leads nowhere
  }
}

function failed(parent: string, code: string): Result<never> {
  if (code === 'ENOENT') return failure('folder_missing', `There is no folder ${parent}. Check the path.`);
  if (code === 'ENOTDIR') return failure('folder_not_a_folder', `${parent} leads through a file, not a folder. Check the path.`);
  if (code === 'EACCES') return failure('folder_unreadable', `You may not look into ${parent}. Type the rest of the path.`);
  return failure('folder_unreadable', `${parent} cannot be read: ${code}. Name another folder.`);
}
