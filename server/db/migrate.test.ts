import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listBackups } from './backup.ts';
import { type Connection, openConnection, openPlain } from './connection.ts';
import { migrate } from './migrate.ts';
import { type Migration, readHistory, readMigrations } from './migrations.ts';
import { bundleProgram, type Program } from './testing/child.ts';
import { MIGRATIONS, recordingLog, tempState, type TempState, valueOf } from './testing/temp-state.ts';

let program: Program;
beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => program.remove());

let temp: TempState;
let folder: string;
let connection: Connection;
beforeEach(async () => {
  temp = tempState();
  folder = mkdtempSync(join(tmpdir(), 'beckon-migrate-'));
  connection = await openConnection(temp.state.database);
});
afterEach(() => {
  connection.close();
  temp.remove();
  rmSync(folder, { recursive: true });
});

/** Writes a folder of migrations and reads it back. */
async function migrations(...scripts: string[]): Promise<Migration[]> {
  for (const [index, sql] of scripts.entries()) {
    const each = join(folder, `2026010100000${index}_step${index}`);
    mkdirSync(each, { recursive: true });
    writeFileSync(join(each, 'migration.sql'), sql);
  }
  return valueOf(await readMigrations(folder));
}

const run = (known: Migration[], log = recordingLog()) =>
  migrate({ connection, database: temp.state.database, backups: temp.state.backups, known, log, now: Date.now });

const tables = async (from: Connection = connection) =>
  (
    await from.execute(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' AND "name" NOT LIKE '\\_%' ESCAPE '\\' ORDER BY 1`)
  ).rows.map((row) => row[0]);

test('a new database gets all migrations in order, without a backup', async () => {
  const known = await migrations(
    'CREATE TABLE "a" ("x")',
    'ALTER TABLE "a" ADD COLUMN "y"; INSERT INTO "a" VALUES (1, 2) -- no semicolon, a comment at the end',
  );
  expect(valueOf(await run(known))).toEqual({ applied: known.map((each) => each.name), backup: null });
  expect((await connection.execute('SELECT "x", "y" FROM "a"')).rows.map((row) => [row[0], row[1]])).toEqual([[1, 2]]);
  expect(await readHistory(connection)).toHaveLength(2);
  expect(readdirSync(temp.state.backups)).toEqual([]);
  expect(valueOf(await run(known))).toEqual({ applied: [], backup: null });
});

test('an existing database is backed up before, as it was, for its owner alone', async () => {
  await run(await migrations('CREATE TABLE "a" ("x")'));
  await connection.execute('INSERT INTO "a" VALUES (7)');
  const done = valueOf(await run(await migrations('CREATE TABLE "a" ("x")', 'DELETE FROM "a"', 'DROP TABLE "a"')));
  const [backup, ...others] = await listBackups(temp.state.backups);
  expect(others).toEqual([]);
  expect(backup).toMatchObject({ file: done.backup, reason: 'update', migration: '20260101000000_step0' });
  expect(statSync(backup?.file ?? '').mode & 0o777).toBe(0o600);
  const old = openPlain(backup?.file ?? '');
  expect((await old.execute('SELECT "x" FROM "a"')).rows[0]?.[0]).toBe(7);
  old.close();
  expect(await tables()).toEqual([]);
});

test('when the backup fails nothing is applied', async () => {
  await run(await migrations('CREATE TABLE "a" ("x")'));
  rmSync(temp.state.backups, { recursive: true });
  writeFileSync(temp.state.backups, 'a file in its place');
  expect(await run(await migrations('CREATE TABLE "a" ("x")', 'DROP TABLE "a"'))).toMatchObject({
    ok: false,
    error: { code: 'database_failed' },
  });
  expect(await tables()).toEqual(['a']);
});

test('a migration that fails halfway is rolled back; those before it stay', async () => {
  await run(await migrations('CREATE TABLE "a" ("x")'));
  const known = await migrations(
    'CREATE TABLE "a" ("x")',
    'CREATE TABLE "b" ("x")',
    'CREATE TABLE "c" ("x"); INSERT INTO "nowhere" VALUES (1)',
  );
  const failed = await run(known);
  const [backup] = await listBackups(temp.state.backups);
  expect(failed).toMatchObject({ ok: false, error: { code: 'database_failed' } });
  for (const word of ['step2', 'nowhere', temp.state.database, backup?.file ?? 'no backup'])
    expect(failed).toMatchObject({ error: { message: expect.stringContaining(word) } });
  expect(await tables()).toEqual(['a', 'b']);
  expect((await connection.execute('PRAGMA foreign_keys')).rows[0]?.[0]).toBe(1);
  expect(
    valueOf(await run(await migrations('CREATE TABLE "a" ("x")', 'CREATE TABLE "b" ("x")', 'CREATE TABLE "c" ("x")'))).applied,
  ).toEqual(['20260101000002_step2']);
});

const PARENT_AND_CHILD = `CREATE TABLE "p" ("id" PRIMARY KEY); CREATE TABLE "c" ("p" REFERENCES "p"("id") ON DELETE CASCADE);
INSERT INTO "p" VALUES (1); INSERT INTO "c" VALUES (1);`;

test('rebuilding a table, as Prisma writes it, takes no referring rows along', async () => {
  const rebuild = `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
CREATE TABLE "new_p" ("id" PRIMARY KEY, "more"); INSERT INTO "new_p" ("id") SELECT "id" FROM "p"; DROP TABLE "p"; ALTER TABLE "new_p" RENAME TO "p";
PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`;
  valueOf(await run(await migrations(PARENT_AND_CHILD, rebuild)));
  expect((await connection.execute('SELECT count(*) FROM "c"')).rows[0]?.[0]).toBe(1);
});

test('a migration that leaves a row referring to nothing is rolled back', async () => {
  expect(await run(await migrations(PARENT_AND_CHILD, 'DELETE FROM "p"'))).toMatchObject({ ok: false, error: { code: 'database_failed' } });
  expect((await connection.execute('SELECT count(*) FROM "p"')).rows[0]?.[0]).toBe(1);
});

test('a newer database is refused untouched, with the backup that this build can read', async () => {
  const known = await migrations('CREATE TABLE "a" ("x")');
  await run(known);
  const newer = [...known, { name: '20270101000000_later', sql: 'CREATE TABLE "z" ("x")', checksum: 'f'.repeat(64) }];
  const backup = valueOf(await run(newer)).backup;
  const refused = await run(known);
  expect(refused).toMatchObject({ ok: false, error: { code: 'database_newer' } });
  for (const word of [temp.state.database, '20270101000000_later', backup ?? 'none'])
    expect(refused).toMatchObject({ error: { message: expect.stringContaining(word) } });
  expect(await tables()).toEqual(['a', 'z']);
});

test("a database that is not Beckon's is left alone", async () => {
  await connection.executeMultiple('CREATE TABLE "theirs" ("x")');
  expect(await run(await migrations('CREATE TABLE "a" ("x")'))).toMatchObject({
    ok: false,
    error: { code: 'database_failed', message: expect.stringContaining('not a database of Beckon') },
  });
  expect(await tables()).toEqual(['theirs']);
});

test('of two processes at once one applies and both find it done', async () => {
  const known = await migrations('CREATE TABLE "a" ("x"); INSERT INTO "a" VALUES (1)', 'INSERT INTO "a" VALUES (2)');
  const other = await openConnection(temp.state.database);
  const both = await Promise.all([
    run(known),
    migrate({ connection: other, database: temp.state.database, backups: temp.state.backups, known, log: recordingLog(), now: Date.now }),
  ]);
  expect(both.flatMap((each) => valueOf(each).applied).sort()).toEqual(known.map((each) => each.name));
  expect((await connection.execute('SELECT count(*) FROM "a"')).rows[0]?.[0]).toBe(2);
  other.close();
});

/** Writes 100 MB: long enough to be killed in the middle, when the first of them are in the WAL. */
const SLOW = `CREATE TABLE "slow" ("x"); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) INSERT INTO "slow" SELECT printf('%0200d', i) FROM n;`;

/** Fulfilled when a file has that many bytes. */
function grown(file: string, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(file);
    const look = () => {
      if (statSync(file).size < bytes) return;
      watcher.close();
      resolve();
    };
    watcher.on('change', look);
    look();
  });
}

test('killed before or within any migration, the next start goes on from there', async () => {
  const real = valueOf(await readMigrations(MIGRATIONS))
    .map((each) => each.sql)
    .join('\n');
  const known = await migrations(real, 'CREATE TABLE "b" ("x")', 'CREATE TABLE "c" ("x")');
  for (const killBefore of known.map((each) => each.name)) {
    const killed = program.start(['open', temp.state.path, folder, killBefore]);
    expect((await killed.ended).signal).toBe('SIGKILL');
  }
  expect(await tables()).toEqual(['Host', 'RecentFolder', 'Session', 'b']); // the last was killed before "c"

  await migrations(real, 'CREATE TABLE "b" ("x")', 'CREATE TABLE "c" ("x")', SLOW);
  const slow = program.start(['open', temp.state.path, folder]);
  await slow.line((line) => line.includes('step3'));
  await grown(`${temp.state.database}-wal`, 4 * 1024 * 1024);
  slow.kill('SIGKILL');
  expect((await slow.ended).signal).toBe('SIGKILL');
  expect(await tables()).toEqual(['Host', 'RecentFolder', 'Session', 'b', 'c']);
  expect(await readHistory(connection)).toHaveLength(3);

  await migrations(real, 'CREATE TABLE "b" ("x")', 'CREATE TABLE "c" ("x")', 'CREATE TABLE "d" ("x")');
  const last = program.start(['open', temp.state.path, folder]);
  expect((await last.ended).code).toBe(0);
  expect(await tables()).toEqual(['Host', 'RecentFolder', 'Session', 'b', 'c', 'd']);
  expect(readdirSync(temp.state.backups).filter((name) => name.endsWith('.draft'))).toEqual([]);
}, 30_000);

test('a migration on a database that others keep locked waits', async () => {
  await run(await migrations('CREATE TABLE "a" ("x")'));
  const holder = program.start(['lock', temp.state.path]);
  await holder.line((line) => line === 'locked');
  const done = run(await migrations('CREATE TABLE "a" ("x")', 'CREATE TABLE "b" ("x")'));
  holder.endInput();
  expect(valueOf(await done).applied).toEqual(['20260101000001_step1']);
  await holder.ended;
});
