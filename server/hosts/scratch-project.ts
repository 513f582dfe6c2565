import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure, type Result, success } from '#common/result.ts';
import { codeOf } from '#server/process/private-file.ts';

/** A person who tries the demo that often has the older ones still there, and can delete them. */
const PROJECTS_MAX = 999;

/**
 * Makes a folder with these files (path below it -> content) inside `parent`, for the user alone, and gives its path. It
 * is called `name`, or `name-2` and so on: one that is there already is somebody's by now, and stays as it is.
 */
export async function makeScratchProject(parent: string, name: string, files: Readonly<Record<string, string>>): Promise<Result<string>> {
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    const folder = await makeNew(parent, name);
    if (folder === null) return failure('io_failed', `There are ${PROJECTS_MAX} demo projects in ${parent}. Delete some of them.`);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
      await writeFile(join(folder, path), content, { mode: 0o600, flag: 'wx' });
    }
    return success(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC') return failure('disk_full', `The disk is full: the demo's files do not fit into ${parent}. Free some space.`);
    return failure('io_failed', `The demo's folder could not be made in ${parent}: ${code ?? String(error)}. Check its permissions.`);
  }
}

async function makeNew(parent: string, name: string): Promise<string | null> {
  for (let number = 1; number <= PROJECTS_MAX; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return null;
}
