import { success } from '#common/result.ts';
import type { FolderRepository } from '../folder-repository.ts';

/** Folders in memory, for unit tests. */
export function createMemoryFolders(): FolderRepository {
  let folders: string[] = [];
  return {
    recent: async () => success([...folders]),
    async used(_host, path) {
      folders = [path, ...folders.filter((each) => each !== path)];
      return success();
    },
  };
}
