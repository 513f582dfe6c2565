import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '#server/process/private-file.ts';

/**
 * A file that only takes up room. On a full disk SQLite cannot even delete a row; giving this room back lets what a person
 * decided be saved while they free some space.
 */
export interface Ballast {
  /** Gives the room back. False when there was none to give. */
  free(): Promise<boolean>;
  /** Takes the room again when it is missing and the disk has plenty. Never fails: the next call tries again. */
  refill(): Promise<void>;
}

/** Room for some thousand rows and the WAL around them. */
const BALLAST_BYTES = 8 * 1024 * 1024;
/** Free space on the disk from which on the ballast is taken: it must not be what fills the disk. */
const PLENTY = 4;

/** `bytes` is smaller in tests. Call `refill` once to make the file. */
export function createBallast(path: string, bytes = BALLAST_BYTES): Ballast {
  let there: boolean | undefined;

  const exists = async (): Promise<boolean> => {
    there ??= (await stat(path).catch(() => null)) !== null;
    return there;
  };

  return {
    async free() {
      if (!(await exists())) return false;
      there = false;
      return rm(path).then(
        () => true,
        () => false, // somebody removed it already: then there is no room to gain
      );
    },
    async refill() {
      if (await exists()) return;
      const draft = `${path}.draft`;
      try {
        const { bavail, bsize } = await statfs(dirname(path));
        if (bavail * bsize < PLENTY * bytes) return;
        await rm(draft, { force: true });
        const file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
        try {
          await file.writeFile(randomBytes(bytes)); // noise, since some file systems store zeros in no room
          await file.datasync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
        there = true;
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined); // the next call removes it
        if (codeOf(error) === undefined) throw error; // not the file system's: a bug
      }
    },
  };
}
