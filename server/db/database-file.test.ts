import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { bundleProgram, type Program } from './testing/child.ts';
import { LOCAL, MIGRATIONS, recordingLog, sessionRecord, type TempState, tempState, valueOf } from './testing/temp-state.ts';

let program: Program;
beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => program.remove());

let temp: TempState;
let log: ReturnType<typeof recordingLog>;
const open: Database[] = [];
beforeEach(() => {
  temp = tempState();
  log = recordingLog();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  temp.remove();
});

async function start(now?: number): Promise<Database> {
  const database = valueOf(
    await openDatabase({ state: temp.state, migrations: MIGRATIONS, log, ...(now !== undefined && { now: () => now }) }),
  );
  open.push(database);
  return database;
}

async function startWithHost(): Promise<Database> {
  const database = await start();
  valueOf(await database.hosts.save({ id: LOCAL, name: 'here' }));
  return database;
}

const names = () =>
  readdirSync(temp.state.path)
    .filter((name) => name.startsWith('beckon.db'))
    .sort();

describe('files', () => {
  test.each(['000', '022', '077'])('belong to their owner alone under umask %s, backups too', async (umask) => {
    const modes = () =>
      Object.fromEntries(
        [...readdirSync(temp.state.path), ...readdirSync(temp.state.backups).map((name) => join('backups', name))]
          .filter((name) => statSync(join(temp.state.path, name)).isFile())
          .map((name) => [name, (statSync(join(temp.state.path, name)).mode & 0o777).toString(8)]),
      );
    const running = program.start(['write', temp.state.path, MIGRATIONS], umask);
    await running.line((line) => line.startsWith('saved'));
    expect(modes()).toEqual({ 'beckon.db': '600', 'beckon.db-wal': '600', 'beckon.db-shm': '600', ballast: '600' });
    running.kill('SIGKILL');
    await running.ended;
    const again = program.start(['open', temp.state.path, MIGRATIONS], umask);
    expect((await again.ended).code).toBe(0);
    expect(Object.values(modes())).toEqual(['600', '600', '600']); // database, ballast, backup
  });

  test('modes that are too loose are repaired', async () => {
    await (await startWithHost()).close();
    chmodSync(temp.state.database, 0o666);
    await start();
    expect(statSync(temp.state.database).mode & 0o777).toBe(0o600);
    expect(statSync(`${temp.state.database}-wal`).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a link', () => symlinkSync('/nowhere', temp.state.database)],
    ['a folder', () => mkdirSync(temp.state.database)],
  ])('%s in the place of the database is refused', async (_, arrange) => {
    arrange();
    expect(await openDatabase({ state: temp.state, migrations: MIGRATIONS, log })).toMatchObject({
      ok: false,
      error: { code: 'database_failed', message: expect.stringContaining(temp.state.database) },
    });
  });

  test('a backup is made at a start when the newest is a day old, not before', async () => {
    const day = 24 * 60 * 60 * 1000;
    const backups = () => readdirSync(temp.state.backups).length;
    const at = Date.UTC(2026, 0, 1);
    const counts: number[] = [];
    for (const now of [at, at, at + day / 2, at + day, at + day + 1]) {
      await (await start(now)).close();
      counts.push(backups());
    }
    expect(counts).toEqual([0, 1, 1, 2, 2]);
  });
});

describe('a damaged database', () => {
  /**
   * A database with five sessions in it, or with `backup` ten and a backup of the first five. Another process makes it, which
   * really lets go of the file.
   */
  async function arrange(options: { backup: boolean }): Promise<void> {
    for (let run = 0; run < (options.backup ? 2 : 1); run += 1) {
      const filling = program.start(['fill', temp.state.path, MIGRATIONS]);
      expect((await filling.ended).code).toBe(0);
    }
    expect(readdirSync(temp.state.backups)).toHaveLength(options.backup ? 1 : 0);
  }

  /** A database whose process was killed: all that it saved is in the WAL. */
  async function arrangeKilled(): Promise<number> {
    const running = program.start(['write', temp.state.path, MIGRATIONS]);
    await running.line((_, lines) => lines.filter((line) => line.startsWith('saved')).length >= 5);
    running.kill('SIGKILL');
    await running.ended;
    return running.lines.filter((line) => line.startsWith('saved')).length;
  }

  function damage(change: (bytes: Buffer) => void): Buffer {
    const bytes = readFileSync(temp.state.database);
    change(bytes);
    writeFileSync(temp.state.database, bytes);
    return bytes;
  }

  test('is kept aside and the newest backup restored; the report says so', async () => {
    await arrange({ backup: true });
    const damaged = damage((bytes) => bytes.fill(0, 0, 100));
    const { opened, sessions } = await start();
    const kept = names().find((name) => /damaged-\d{8}T\d{9}Z$/.test(name)) ?? 'none';
    expect(readFileSync(join(temp.state.path, kept))).toEqual(damaged);
    expect(opened).toMatchObject({ created: false, repair: { code: 'database_failed' } });
    for (const word of [temp.state.database, kept, readdirSync(temp.state.backups)[0] ?? 'none', 'not a database', 'missing'])
      expect(opened.repair?.message).toContain(word);
    expect(valueOf(await sessions.list())).toHaveLength(5); // the five after the backup are missing, as the report says
    expect(statSync(temp.state.database).mode & 0o777).toBe(0o600);
    expect(log.complaints()).toEqual([opened.repair?.message]);
  });

  test('a damaged backup is passed over for the one before it', async () => {
    await arrange({ backup: true });
    const [good = ''] = readdirSync(temp.state.backups);
    writeFileSync(join(temp.state.backups, good.replace(/^beckon-\d{4}/, 'beckon-9999')), 'no database');
    damage((bytes) => bytes.fill(0, 0, 100));
    const { opened } = await start();
    expect(opened.repair?.message).toContain(good);
  });

  test('without a backup an empty one is started, and saves', async () => {
    await arrange({ backup: false });
    damage((bytes) => bytes.fill(0x55));
    const { opened, sessions, hosts } = await start();
    expect(opened.repair?.message).toContain('There was no backup');
    expect(valueOf(await sessions.list())).toEqual([]);
    valueOf(await hosts.save({ id: LOCAL, name: 'here' }));
    valueOf(await sessions.insert(sessionRecord(1)));
  });

  test('pages that do not fit together are found', async () => {
    await arrange({ backup: true });
    damage((bytes) => bytes.fill(0x55, 4096, 8192));
    expect((await start()).opened.repair).not.toBeNull();
  });

  test('a truncated WAL costs only what was cut off, a missing index of it nothing', async () => {
    const count = await arrangeKilled();
    const wal = `${temp.state.database}-wal`;
    writeFileSync(wal, readFileSync(wal).subarray(0, -1000));
    rmSync(`${temp.state.database}-shm`, { force: true });
    const { opened, sessions } = await start();
    expect(opened.repair).toBeNull();
    const ids = valueOf(await sessions.list()).map((each) => each.id);
    expect(ids.length).toBeGreaterThanOrEqual(count - 1);
    expect(ids).toEqual(ids.map((_, index) => sessionRecord(index).id));
  });

  test('killed in the middle of the repair, the next start ends with a whole database', async () => {
    await arrange({ backup: true });
    const damaged = damage((bytes) => bytes.fill(0, 0, 100));
    // As if killed after the damaged file got its second name and before the restored one took its place.
    copyFileSync(temp.state.database, `${temp.state.database}.damaged-20260101T000000000Z`);
    writeFileSync(`${temp.state.database}.draft`, 'half a copy');
    const { opened, sessions } = await start();
    expect(opened.repair).not.toBeNull();
    expect(valueOf(await sessions.list())).toHaveLength(5);
    expect(existsSync(`${temp.state.database}.draft`)).toBe(false);
    expect(readFileSync(`${temp.state.database}.damaged-20260101T000000000Z`)).toEqual(damaged);
  });

  test('a WAL whose database is gone is kept aside, not mixed into the new one', async () => {
    await arrangeKilled();
    rmSync(temp.state.database);
    const { opened, sessions } = await start();
    expect(opened).toMatchObject({ created: true, repair: null });
    expect(names().some((name) => /\.lost-.*-wal$/.test(name))).toBe(true);
    expect(valueOf(await sessions.list())).toEqual([]);
  });
});
