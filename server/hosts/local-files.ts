import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { failure, type Result, success } from '#common/result.ts';
import { codeOf } from '#server/process/private-file.ts';

/** Folders and programs of this machine, checked before anything is started in or from them. */

/**
 * The absolute path of a folder that a program can be started in, as the person names it: links are followed to look,
 * not to rename. `~` is the home folder.
 */
export async function findFolder(path: string): Promise<Result<string>> {
  const full = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
  if (!isAbsolute(full)) return failure('folder_missing', `"${path}" is not a full path. Begin it with / or ~/.`);
  try {
    const folder = resolve(full);
    if (!(await stat(folder)).isDirectory())
      return failure('folder_not_a_folder', `${path} is a file, not a folder. Name the folder it is in.`);
    await access(folder, constants.R_OK | constants.X_OK);
    return success(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return failure('folder_missing', `There is no folder ${path}. Make it, or name another.`);
    if (code === 'ENOTDIR') return failure('folder_not_a_folder', `${path} leads through a file, not a folder. Check the path.`);
    if (code === 'EACCES')
      return failure('folder_unreadable', `You may not enter ${path}. Change its permissions, or name another folder.`);
    return failure('folder_unreadable', `${path} cannot be used: ${code ?? String(error)}. Name another folder.`);
  }
}

/** The absolute path of a program: in PATH for a bare name, from `cwd` for a relative path. */
export async function findProgram(name: string, cwd: string, path: string): Promise<Result<string>> {
  if (name.includes('\0')) return failure('argument_invalid', 'A program name cannot contain a NUL character. Remove it.');
  const own = name.startsWith('~/') ? join(homedir(), name.slice(1)) : name;
  const candidates = own.includes('/')
    ? [resolve(cwd, own)]
    : path
        .split(delimiter)
        .filter(isAbsolute)
        .map((folder) => join(folder, own));
  let found: string | null = null;
  for (const candidate of candidates) {
    if (!(await isFile(candidate))) continue;
    if (await isExecutable(candidate)) return success(candidate);
    found ??= candidate;
  }
  if (found !== null)
    return failure(
      'program_not_executable',
      `${found} is not a program: it may not be executed. Make it executable (chmod +x), or name another.`,
    );
  if (own.includes('/')) return failure('program_missing', `There is no program ${name}. Check the path.`);
  return failure('program_missing', `There is no program "${name}" in PATH. Install it, or give its full path.`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not visible: another folder of PATH may have it
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false; // that is the question
  }
}
