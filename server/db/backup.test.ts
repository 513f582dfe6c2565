import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { damageOf, listBackups, takeBackup } from './backup.ts';
import { type Connection, openConnection, openPlain } from './connection.ts';

let folder: string;
let backups: string;
let connection: Connection;
let umask: number;
beforeEach(async () => {
  umask = process.umask(0);
  folder = mkdtempSync(join(tmpdir(), 'beckon-backup-'));
  backups = mkdtempSync(join(folder, 'backups-'));
  connection = await openConnection(join(folder, 'x.db'));
  await connection.executeMultiple('CREATE TABLE "a" ("x"); INSERT INTO "a" VALUES (1)');
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
  process.umask(umask);
});

const DAY = 24 * 60 * 60 * 1000;
const about = (day: number, reason: 'update' | 'daily' = 'update') => ({
  reason,
  migration: '20260101000000_start',
  now: Date.UTC(2026, 0, 1, 9, 30, 0, 123) + day * DAY,
});

test('is a whole database of its own, readable by its owner alone under any umask', async () => {
  const backup = await takeBackup(connection, backups, about(0));
  expect(readdirSync(backups)).toEqual(['beckon-20260101T093000123Z-update-at-20260101000000_start.db']);
  expect(statSync(backup.file).mode & 0o777).toBe(0o600);
  expect(await damageOf(backup.file)).toBeNull();
  const opened = openPlain(backup.file);
  expect((await opened.execute('SELECT "x" FROM "a"')).rows[0]?.[0]).toBe(1);
  opened.close();
  expect(await listBackups(backups)).toEqual([backup]);
});

test('holds what is only in the WAL yet, and nothing of a transaction under way', async () => {
  const other = await openConnection(join(folder, 'x.db'));
  await other.execute('INSERT INTO "a" VALUES (2)');
  const transaction = await other.transaction('write');
  await transaction.execute('INSERT INTO "a" VALUES (3)');
  const backup = await takeBackup(connection, backups, about(0));
  await transaction.rollback();
  const opened = openPlain(backup.file);
  expect((await opened.execute('SELECT "x" FROM "a" ORDER BY 1')).rows.map((row) => row[0])).toEqual([1, 2]);
  opened.close();
  other.close();
});

test('the newest five of each kind stay; other files are not touched', async () => {
  writeFileSync(join(backups, 'mine.db'), '');
  for (let day = 0; day < 8; day += 1) {
    await takeBackup(connection, backups, about(day));
    if (day < 2) await takeBackup(connection, backups, about(day, 'daily'));
  }
  const kept = await listBackups(backups);
  expect(kept.filter((each) => each.reason === 'update').map((each) => each.takenAt)).toEqual([7, 6, 5, 4, 3].map((day) => about(day).now));
  expect(kept.filter((each) => each.reason === 'daily')).toHaveLength(2);
  expect(readdirSync(backups)).toHaveLength(8);
});

test('a backup that fails leaves nothing behind', async () => {
  connection.close();
  await expect(takeBackup(connection, backups, about(0))).rejects.toThrow();
  expect(readdirSync(backups)).toEqual([]);
});

test('damage is found: a header, a page, a file that is none', async () => {
  const { file } = await takeBackup(connection, backups, about(0));
  const whole = readFileSync(file);
  const damaged = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(whole);
    change(bytes);
    const path = join(folder, 'damaged.db');
    rmSync(path, { force: true });
    writeFileSync(path, bytes);
    return damageOf(path);
  };
  expect(await damaged(() => undefined)).toBeNull();
  expect(await damaged((bytes) => bytes.fill(0, 0, 100))).toMatch(/not a database/);
  expect(await damaged((bytes) => bytes.fill(0x55, 4096, 4200))).not.toBeNull();
  expect(await damaged((bytes) => bytes.fill('x'))).toMatch(/not a database/);
});

test('a folder that is missing holds no backups', async () => {
  expect(await listBackups(join(folder, 'missing'))).toEqual([]);
});
