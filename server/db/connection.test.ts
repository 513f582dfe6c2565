import { mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adapterOf, type Connection, openConnection, openPlain } from './connection.ts';
import { sqliteCode } from './database-failure.ts';
import { PrismaClient } from './generated/client.ts';
import { readMigrations } from './migrations.ts';
import { MIGRATIONS, valueOf } from './testing/temp-state.ts';

/** The test that chose the driver: see docs/decisions/002-sqlite-driver.md. */

let folder: string;
let file: string;
let connection: Connection;
let prisma: PrismaClient;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-connection-'));
  file = join(folder, 'name with %20, #, ? and ü.db');
  connection = await openConnection(file);
  for (const migration of valueOf(await readMigrations(MIGRATIONS))) await connection.executeMultiple(migration.sql);
  prisma = new PrismaClient({ adapter: adapterOf(connection), errorFormat: 'minimal' });
});
afterEach(async () => {
  await prisma.$disconnect();
  rmSync(folder, { recursive: true });
});

const SETTINGS = { journal_mode: 'wal', foreign_keys: 1, busy_timeout: 20, synchronous: 2 };

/** What the connection that Prisma's queries run on says; `ask` runs one query through Prisma. */
async function settings(ask: (sql: string) => Promise<unknown>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(SETTINGS)) {
    const rows = (await ask(`PRAGMA ${name}`)) as Record<string, unknown>[];
    found[name] = Object.values(rows[0] ?? {}).map((value) => (typeof value === 'bigint' ? Number(value) : value))[0];
  }
  return found;
}
const outside = () => settings((sql) => prisma.$queryRawUnsafe(sql));

const host = (id: string) => ({ id, name: id, createdAt: new Date(), updatedAt: new Date() });

/** Open descriptors of the database and its WAL in this process: each connection has at least one. */
function descriptors(): number {
  if (process.platform !== 'linux') return 0; // only Linux shows them as files
  return readdirSync('/proc/self/fd').filter((each) => {
    try {
      return readlinkSync(join('/proc/self/fd', each)).startsWith(folder);
    } catch {
      return false; // the descriptor that read the folder
    }
  }).length;
}

describe('settings hold', () => {
  test('at first', async () => {
    expect(await outside()).toEqual(SETTINGS);
    expect(readdirSync(folder)).toContain('name with %20, #, ? and ü.db');
  });

  test('inside and after an interactive transaction that commits', async () => {
    const inside = await prisma.$transaction(async (transaction) => {
      await transaction.host.create({ data: host('a') });
      return settings((sql) => transaction.$queryRawUnsafe(sql));
    });
    expect(inside).toEqual(SETTINGS);
    expect(await outside()).toEqual(SETTINGS);
    expect(await prisma.host.count()).toBe(1);
  });

  test('after an interactive transaction that is rolled back', async () => {
    const broken = prisma.$transaction(async (transaction) => {
      await transaction.host.create({ data: host('a') });
      throw new Error('changed my mind');
    });
    await expect(broken).rejects.toThrow('changed my mind');
    expect(await outside()).toEqual(SETTINGS);
    expect(await prisma.host.count()).toBe(0);
  });

  test('after batches that commit and that are rolled back', async () => {
    await prisma.$transaction([prisma.host.create({ data: host('a') }), prisma.host.create({ data: host('b') })]);
    await expect(prisma.$transaction([prisma.host.create({ data: host('c') }), prisma.host.create({ data: host('a') })])).rejects.toThrow();
    expect(await outside()).toEqual(SETTINGS);
    expect(await prisma.host.count()).toBe(2);
  });

  test('under parallel queries and transactions, on one connection', async () => {
    const before = descriptors();
    const found = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        if (index % 3 === 0) {
          return prisma.$transaction(async (transaction) => {
            await transaction.host.create({ data: host(`t${index}`) });
            return settings((sql) => transaction.$queryRawUnsafe(sql));
          });
        }
        await prisma.host.create({ data: host(`p${index}`) });
        return outside();
      }),
    );
    expect(found).toEqual(Array.from({ length: 40 }, () => SETTINGS));
    expect(await prisma.host.count()).toBe(40);
    expect(descriptors()).toBe(before);
  });
});

test('the driver as it comes loses its settings with the first transaction, and a connection each time', async () => {
  const plain = openPlain(file);
  await plain.execute('PRAGMA busy_timeout = 77');
  const before = descriptors();
  for (let round = 0; round < 3; round += 1) await (await plain.transaction('write')).commit();
  expect((await plain.execute('PRAGMA busy_timeout')).rows[0]?.[0]).toBe(0);
  if (process.platform === 'linux') expect(descriptors()).toBeGreaterThan(before);
  plain.close();
});

test('foreign keys bite', async () => {
  const orphan = {
    hostId: 'nobody',
    provider: 'shell',
    name: 'x',
    cwd: '/',
    command: '{}',
    status: 'running',
    statusSince: new Date(),
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  const error = await prisma.session.create({ data: { id: 's', ...orphan } }).catch((reason: unknown) => reason);
  expect(sqliteCode(error)).toBe(787);
});

test('a commit that fails leaves no open transaction behind', async () => {
  // A reference that is checked only at the commit makes the commit itself fail.
  await connection.executeMultiple('CREATE TABLE "child" ("host" TEXT REFERENCES "Host"("id") DEFERRABLE INITIALLY DEFERRED)');
  const failing = prisma.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe(`INSERT INTO "child" VALUES ('nobody')`);
  });
  await expect(failing).rejects.toThrow();
  await prisma.host.create({ data: host('after') });
  const other = openPlain(file);
  expect((await other.execute('SELECT "id" FROM "Host"')).rows.map((row) => row[0])).toEqual(['after']); // committed: another connection sees it
  expect((await other.execute('SELECT count(*) FROM "child"')).rows[0]?.[0]).toBe(0);
  other.close();
});

test('companions of the database have its mode whatever the umask', () => {
  for (const name of readdirSync(folder)) {
    const expected = statSync(file).mode & 0o777;
    expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, expected]);
  }
});
