import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { type AppliedMigration, type Migration, planMigrations, readHistory, readMigrations } from './migrations.ts';
import { openSchemaEngine } from './testing/schema-engine.ts';
import { MIGRATIONS, recordingLog, SCHEMA, valueOf } from './testing/temp-state.ts';

describe('what is due', () => {
  const migration = (name: string): Migration => ({ name, sql: '', checksum: `sum of ${name}` });
  const applied = (name: string, changes: Partial<AppliedMigration> = {}): AppliedMigration => ({
    name,
    checksum: `sum of ${name}`,
    finished: true,
    rolledBack: false,
    ...changes,
  });
  const known = [migration('1_a'), migration('2_b'), migration('3_c')];
  const plan = (history: AppliedMigration[], restore: string | null = null) =>
    planMigrations({ known, history, database: '/s/beckon.db', restore });
  const names = (history: AppliedMigration[]) => valueOf(plan(history)).map((each) => each.name);

  test.each([
    ['a new database', [], ['1_a', '2_b', '3_c']],
    ['an older one', [applied('1_a')], ['2_b', '3_c']],
    ['one up to date', [applied('1_a'), applied('2_b'), applied('3_c')], []],
    ['one with a gap', [applied('1_a'), applied('3_c')], ['2_b']],
    ['one rolled back by a tool', [applied('1_a'), applied('2_b', { finished: false, rolledBack: true })], ['2_b', '3_c']],
  ])('%s', (_, history, expected) => expect(names(history)).toEqual(expected));

  test.each([
    ['a migration of a newer build', [applied('1_a'), applied('4_d')], 'database_newer', ['/s/beckon.db', '4_d', 'newer']],
    ['a newer one that did not finish', [applied('4_d', { finished: false })], 'database_newer', ['4_d']],
    ['one that did not finish', [applied('1_a', { finished: false })], 'database_failed', ['/s/beckon.db', '1_a', 'did not finish']],
    ['one that was changed', [applied('1_a', { checksum: 'other' })], 'database_failed', ['/s/beckon.db', '1_a', 'unchanged']],
  ])('%s is refused with advice', (_, history, code, words) => {
    const refused = plan(history, '/s/backups/x.db');
    expect(refused).toMatchObject({ ok: false, error: { code } });
    for (const word of [...words, '/s/backups/x.db']) expect(refused).toMatchObject({ error: { message: expect.stringContaining(word) } });
    expect(plan(history)).toMatchObject({ error: { message: expect.not.stringContaining('backup') } });
  });
});

describe('the folder of migrations', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-migrations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is read in the order of its names', async () => {
    for (const name of ['20260102000000_b', '20260101000000_a']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'migration.sql'), `-- ${name}`);
    }
    writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "sqlite"');
    expect(valueOf(await readMigrations(folder)).map((each) => each.sql)).toEqual(['-- 20260101000000_a', '-- 20260102000000_b']);
  });

  test.each([
    ['missing', () => rmSync(folder, { recursive: true })],
    ['empty', () => undefined],
    ['with a migration without its file', () => void mkdirSync(join(folder, '20260101000000_a'))],
    ['with a folder of another name', () => void mkdirSync(join(folder, "x'y"))],
  ])('%s is a failure that names it', async (_, arrange) => {
    arrange();
    expect(await readMigrations(folder)).toMatchObject({
      ok: false,
      error: { code: 'database_failed', message: expect.stringContaining(folder) },
    });
    mkdirSync(folder, { recursive: true });
  });
});

describe('Prisma agrees', () => {
  const schema = readFileSync(SCHEMA, 'utf8');
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-prisma-'));
    file = join(folder, 'x.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const factory = () => new PrismaLibSql({ url: `file:${file}` });
  async function migrated(): Promise<Migration[]> {
    const known = valueOf(await readMigrations(MIGRATIONS));
    const connection = await openConnection(file);
    valueOf(await migrate({ connection, database: file, backups: folder, known, log: recordingLog(), now: Date.now }));
    connection.close();
    return known;
  }

  test('the migrations make the tables of the schema', async () => {
    await migrated();
    const engine = await openSchemaEngine(schema, factory());
    expect((await engine.diff(schema)).trim()).toBe('-- This is an empty migration.');
    engine.free();
  });

  test('sessions from before there were places on the board keep their order: the newest comes first', async () => {
    const known = valueOf(await readMigrations(MIGRATIONS));
    const connection = await openConnection(file);
    const options = { connection, database: file, backups: folder, log: recordingLog(), now: Date.now };
    valueOf(await migrate({ ...options, known: known.slice(0, 1) }));
    const at = '2026-11-20T10:00:00.123+00:00';
    await connection.executeMultiple(`
      INSERT INTO "Host" VALUES ('local', 'here', '${at}', '${at}');
      INSERT INTO "Session" ("id", "hostId", "provider", "name", "cwd", "command", "status", "statusSince", "createdAt", "updatedAt")
        VALUES ('a', 'local', 'shell', 'a', '/', '{}', 'running', '${at}', '${at}', '${at}');`);
    valueOf(await migrate({ ...options, known }));
    const { rows } = await connection.execute('SELECT "pinned", "rank" FROM "Session"');
    expect(rows.map((row) => [row[0], row[1]])).toEqual([[0, -Date.parse(at)]]);
    connection.close();
  });

  test.each([
    [
      'a column more',
      (text: string) => text.replace('statusDetail   String?', 'statusDetail   String?\n  forgotten String?'),
      /ALTER TABLE "Session" ADD COLUMN "forgotten" TEXT/,
    ],
    ['a column that may be missing', (text: string) => text.replace('cwd            String', 'cwd            String?'), /"cwd" TEXT,/],
    ['an index less', (text: string) => text.replace('@@index([hostId])', ''), /DROP INDEX "Session_hostId_idx"/],
    ['a table more', (text: string) => `${text}\nmodel Forgotten {\n  id String @id\n}\n`, /CREATE TABLE "Forgotten"/],
  ])('%s in the schema is seen', async (_, alter, expected) => {
    await migrated();
    const altered = alter(schema);
    expect(altered).not.toBe(schema);
    const engine = await openSchemaEngine(schema, factory());
    expect(await engine.diff(altered)).toMatch(expected);
    engine.free();
  });

  test('its tools find our record in order, and nothing to do', async () => {
    const known = await migrated();
    const engine = await openSchemaEngine(schema, factory());
    expect(await engine.diagnose(known)).toEqual({ history: null, failed: [], edited: [], recorded: true });
    expect(await engine.apply(known)).toEqual([]);
    engine.free();
  });

  test('its tools see a changed migration by its checksum', async () => {
    const known = await migrated();
    const engine = await openSchemaEngine(schema, factory());
    const changed = known.map((each) => ({ ...each, sql: `${each.sql}-- changed` }));
    expect((await engine.diagnose(changed)).edited).toEqual(known.map((each) => each.name));
    engine.free();
  });

  test('what its tools applied and recorded is taken as it is', async () => {
    const known = valueOf(await readMigrations(MIGRATIONS));
    const engine = await openSchemaEngine(schema, factory());
    expect(await engine.apply(known)).toEqual(known.map((each) => each.name));
    engine.free();
    const connection = await openConnection(file);
    expect(valueOf(await migrate({ connection, database: file, backups: folder, known, log: recordingLog(), now: Date.now }))).toEqual({
      applied: [],
      backup: null,
    });
    expect(await readHistory(connection)).toEqual(
      known.map(({ name, checksum }) => ({ name, checksum, finished: true, rolledBack: false })),
    );
    connection.close();
  });
});
