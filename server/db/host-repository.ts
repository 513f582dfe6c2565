import { type Result, success } from '#common/result.ts';
import { type HostId, hostIdSchema } from '#common/session.ts';
import { z } from 'zod';
import type { DatabaseLog } from './database-log.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Writer } from './writer.ts';

/** A machine as it is kept on disk; whether it is connected is not kept. */
export interface HostRecord {
  readonly id: HostId;
  /** What a person calls it. */
  readonly name: string;
}

/** Where machines are kept. A session can be saved only when its machine is. */
export interface HostRepository {
  list(): Promise<Result<HostRecord[]>>;
  /** Adds the machine, or gives the one that is there its new name. */
  save(record: HostRecord): Promise<Result<void>>;
}

const rowSchema = z.object({ id: hostIdSchema, name: z.string() });

/** `now`: Unix time in milliseconds. */
export function createHostRepository(options: {
  prisma: PrismaClient;
  writer: Writer;
  log: DatabaseLog;
  now: () => number;
}): HostRepository {
  const { prisma, writer, log } = options;
  return {
    list: () =>
      writer.read('read the saved machines', async () => {
        const rows = await prisma.host.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } });
        return success(
          rows.flatMap((row) => {
            const host = rowSchema.safeParse(row);
            if (host.success) return host.data;
            log.error({ host: row.id, reason: host.error.message }, 'A saved machine cannot be read. Its row is left as it is.');
            return [];
          }),
        );
      }),
    save: (record) =>
      writer.write(`save the machine ${record.name}`, async () => {
        const updatedAt = new Date(options.now());
        await prisma.host.upsert({
          where: { id: record.id },
          create: { id: record.id, name: record.name, createdAt: updatedAt, updatedAt },
          update: { name: record.name, updatedAt },
        });
        return success();
      }),
  };
}
