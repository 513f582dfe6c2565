import { RECENT_FOLDERS_MAX } from '#common/limits.ts';
import { success } from '#common/result.ts';
import type { FolderRepository } from '#server/hub/folder-repository.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Writer } from './writer.ts';

/** Folders on disk. Those beyond the newest few are forgotten with each one that is used. */
export function createFolderRepository({ prisma, writer }: { prisma: PrismaClient; writer: Writer }): FolderRepository {
  const newest = async (hostId: string) => {
    const rows = await prisma.recentFolder.findMany({
      where: { hostId },
      orderBy: [{ usedAt: 'desc' }, { path: 'asc' }],
      select: { path: true },
    });
    return rows.map(({ path }) => path);
  };
  return {
    recent: (hostId) => writer.read('read the recent folders', async () => success((await newest(hostId)).slice(0, RECENT_FOLDERS_MAX))),
    used: (hostId, path, at) =>
      writer.write(`remember the folder ${path}`, async () => {
        const usedAt = new Date(at);
        await prisma.recentFolder.upsert({
          where: { hostId_path: { hostId, path } },
          create: { hostId, path, usedAt },
          update: { usedAt },
        });
        const old = (await newest(hostId)).slice(RECENT_FOLDERS_MAX);
        if (old.length > 0) await prisma.recentFolder.deleteMany({ where: { hostId, path: { in: old } } });
        return success();
      }),
  };
}
