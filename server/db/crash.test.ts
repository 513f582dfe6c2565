import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { damageOf, takeBackup } from './backup.ts';
import { type Connection, openConnection, openPlain } from './connection.ts';
import { openDatabase } from './database.ts';
import { bundleProgram, type Program } from './testing/child.ts';
import { LOCAL, MIGRATIONS, recordingLog, sessionRecord, tempState, type TempState, valueOf } from './testing/temp-state.ts';
import { createWriter } from './writer.ts';

/** Other processes and a full disk: what the driver and everything above it must withstand. */

let program: Program;
beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => program.remove());

let temp: TempState;
beforeEach(() => {
  temp = tempState();
});
afterEach(() => temp.remove());

const saved = (lines: string[]) => lines.filter((line) => line.startsWith('saved')).length;

const idsIn = async (connection: Connection) =>
  (await connection.execute('SELECT "id" FROM "Session" ORDER BY "id"')).rows.map((row) => String(row[0]));

test('a writer killed at any time loses no session it called saved, doubles none, and leaves a whole database', async () => {
  let acknowledged = 0;
  for (let round = 0; round < 8; round += 1) {
    const writer = program.start(['write', temp.state.path, MIGRATIONS]);
    await writer.line((_, lines) => saved(lines) >= 5 + 17 * round); // another moment in each round
    writer.kill('SIGKILL');
    expect((await writer.ended).signal).toBe('SIGKILL');
    expect(writer.lines.filter((line) => line.startsWith('failed'))).toEqual([]);
    acknowledged += saved(writer.lines);
    const connection = await openConnection(temp.state.database);
    expect((await connection.execute('PRAGMA quick_check')).rows.map((row) => row[0])).toEqual(['ok']);
    const ids = await idsIn(connection);
    connection.close();
    expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
    expect(ids.length).toBeLessThanOrEqual(acknowledged + 1); // the one that was committed and not yet called so
    expect(ids).toEqual(ids.map((_, index) => sessionRecord(index).id));
    acknowledged = ids.length;
  }
}, 60_000);

test('backups taken under load are whole and each holds a prefix of what was written', async () => {
  const writer = program.start(['write', temp.state.path, MIGRATIONS]);
  await writer.line((line) => line.startsWith('saved'));
  const connection = await openConnection(temp.state.database);
  const sizes: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = saved(writer.lines);
    await writer.line((_, lines) => saved(lines) > before + 10);
    const { file } = await takeBackup(connection, temp.state.backups, {
      reason: 'daily',
      migration: '20260101000000_start',
      now: Date.now() + round,
    });
    expect(await damageOf(file)).toBeNull();
    const backup = openPlain(file);
    const ids = await idsIn(backup);
    backup.close();
    expect(ids).toEqual(ids.map((_, index) => sessionRecord(index).id));
    expect(ids.length).toBeGreaterThanOrEqual(before);
    sizes.push(ids.length);
  }
  expect(new Set(sizes).size).toBe(5); // it did write meanwhile
  connection.close();
  writer.kill('SIGKILL');
  await writer.ended;
  expect(writer.lines.filter((line) => line.startsWith('failed'))).toEqual([]);
}, 30_000);

test('a write waits for another process that holds the lock, without blocking, and is saved', async () => {
  const database = valueOf(await openDatabase({ state: temp.state, migrations: MIGRATIONS, log: recordingLog() }));
  valueOf(await database.hosts.save({ id: LOCAL, name: 'here' }));
  const holder = program.start(['lock', temp.state.path]);
  await holder.line((line) => line === 'locked');
  let done = false;
  const write = database.sessions.insert(sessionRecord(1)).then((result) => {
    done = true;
    return result;
  });
  expect(valueOf(await database.sessions.list())).toEqual([]); // reading goes on
  expect(done).toBe(false);
  holder.endInput();
  valueOf(await write);
  await holder.ended;
  await database.close();
}, 20_000);

/** A file system of 20 MB, where this process may mount one. */
function smallDisk(): { path: string; remove: () => void } | null {
  const path = mkdtempSync(join(tmpdir(), 'beckon-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmdirSync(path); // not root, or no such file system here: the page limit below covers SQLite's side
    return null;
  }
  return {
    path,
    remove: () => {
      execFileSync('umount', ['-l', path]); // lazy: the driver lets go of its file only when memory is collected
      rmSync(path, { recursive: true });
    },
  };
}

test('on a full disk decisions are still saved from the ballast; then a clear failure; then it recovers by itself', async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip('no right to mount a small file system');
  const mine = tempState(disk.path);
  const log = recordingLog();
  // 20 MB hold no ballast of 8 MB with as much as it wants to see free beside it: it is put there as an earlier start left it.
  writeFileSync(join(mine.state.path, 'ballast'), Buffer.alloc(8 * 1024 * 1024, 1));
  const database = valueOf(await openDatabase({ state: mine.state, migrations: MIGRATIONS, log }));
  try {
    valueOf(await database.hosts.save({ id: LOCAL, name: 'here' }));
    const filler = join(disk.path, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(20 * 1024 * 1024))).toThrow(/ENOSPC/);

    const big = 'x'.repeat(50_000);
    const results = [];
    for (let number = 0; number < 400; number += 1) {
      const result = await database.sessions.insert(sessionRecord(number, { statusDetail: big }));
      results.push(result.ok ? 'saved' : result.error.code);
      if (!result.ok) break;
    }
    expect(log.complaints()[0]).toContain('ballast');
    expect(readdirSync(mine.state.path)).not.toContain('ballast');
    expect(results.filter((each) => each === 'saved').length).toBeGreaterThan(50);
    expect(results.at(-1)).toBe('disk_full');
    const count = results.length - 1;
    expect(valueOf(await database.sessions.list())).toHaveLength(count); // reading goes on

    rmSync(filler);
    valueOf(await database.sessions.insert(sessionRecord(count, { statusDetail: big })));
    expect(valueOf(await database.sessions.list())).toHaveLength(count + 1);
  } finally {
    await database.close();
    mine.remove();
    disk.remove();
  }
}, 30_000);

test('a database that may not grow gives disk_full, changes nothing, and goes on when it may', async () => {
  const connection = await openConnection(join(temp.state.path, 'limited.db'));
  await connection.executeMultiple('CREATE TABLE "a" ("x" TEXT); PRAGMA max_page_count = 4');
  const writer = createWriter({
    database: 'limited.db',
    log: recordingLog(),
    ballast: { free: async () => false, refill: async () => undefined },
  });
  const insert = () =>
    writer.write('save it', async () => {
      await connection.execute({ sql: 'INSERT INTO "a" VALUES (?)', args: ['x'.repeat(3000)] });
      return { ok: true as const, value: undefined };
    });
  let last = await insert();
  let count = 0;
  while (last.ok && count < 20) {
    count += 1;
    last = await insert();
  }
  expect(last).toMatchObject({ ok: false, error: { code: 'disk_full' } });
  expect((await connection.execute('SELECT count(*) FROM "a"')).rows[0]?.[0]).toBe(count);
  await connection.execute('PRAGMA max_page_count = 100000');
  valueOf(await insert());
  connection.close();
});
