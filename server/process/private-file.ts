import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { failure, type Result, success } from '#common/result.ts';

/** Files that only their owner may read: 0600, never through a symbolic link, replaced as a whole or not at all. */

let serial = 0;

/** Replaces a file: the new content is on disk before the old one goes, so a crash leaves one of the two, whole. */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<Result<void>> {
  serial += 1;
  const draft = `${path}.${process.pid}.${serial}.draft`;
  let file: FileHandle | undefined;
  try {
    file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
    await file.writeFile(content);
    await file.datasync();
    await file.close();
    file = undefined;
    await rename(draft, path);
    return success();
  } catch (error) {
    await file?.close().catch(() => undefined); // the first error is the one to tell
    await rm(draft, { force: true }).catch(() => undefined);
    return fileFailure(error, `write ${path}`);
  }
}

/** The content of a private file, or null when there is none. A symbolic link is refused. */
export async function readPrivateFile(path: string): Promise<Result<Buffer | null>> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    return success(await readFile(file));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? success(null) : fileFailure(error, `read ${path}`);
  } finally {
    await file?.close();
  }
}

/** A file error as a sentence with its way out. `what` completes "Cannot ...". */
export function fileFailure(error: unknown, what: string): Result<never> {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return failure('disk_full', `Cannot ${what}: the disk is full. Free some space; Beckon tries again by itself.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return failure('io_failed', `Cannot ${what}: permission denied. Give your user the right to it.`);
  if (code === 'ELOOP') return failure('io_failed', `Cannot ${what}: it is a symbolic link. Remove the link.`);
  return failure('io_failed', `Cannot ${what}: ${code ?? String(error)}.`);
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
