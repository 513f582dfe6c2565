import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionIdSchema } from '#common/session.ts';
import { openPlain } from './connection.ts';
import { type Database, openDatabase } from './database.ts';
import { LOCAL, MIGRATIONS, recordingLog, sessionRecord, tempState, type TempState, valueOf } from './testing/temp-state.ts';

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

async function start(): Promise<Database> {
  const database = valueOf(await openDatabase({ state: temp.state, migrations: MIGRATIONS, log }));
  open.push(database);
  return database;
}

async function startWithHost(): Promise<Database> {
  const database = await start();
  valueOf(await database.hosts.save({ id: LOCAL, name: 'here' }));
  return database;
}

/** SQL beside the database that is open. */
async function aside(sql: string): Promise<void> {
  const connection = openPlain(temp.state.database);
  await connection.executeMultiple(sql);
  connection.close();
}

const names = () =>
  readdirSync(temp.state.path)
    .filter((name) => name.startsWith('beckon.db'))
    .sort();

describe('sessions', () => {
  test('come back as they were, over a restart, oldest first', async () => {
    const first = await startWithHost();
    const plain = sessionRecord(2, {
      name: "it's; DROP TABLE",
      pid: null,
      pidStartTime: null,
      statusDetail: null,
      conversationId: null,
      exit: null,
      status: 'unknown',
    });
    valueOf(await first.sessions.insert(plain));
    valueOf(await first.sessions.insert(sessionRecord(1)));
    await first.close();
    expect(names()).toEqual(['beckon.db']);
    const second = await start();
    expect(valueOf(await second.sessions.list())).toEqual([sessionRecord(1), plain]);
    expect(second.opened).toEqual({ created: false, repair: null, applied: [], backup: null });
    expect(log.complaints()).toEqual([]);
  });

  test('only the named fields change', async () => {
    const { sessions } = await startWithHost();
    const record = sessionRecord(1, { exit: null });
    valueOf(await sessions.insert(record));
    const changes = {
      name: 'new',
      pid: null,
      statusSince: 1_800_000_000_007,
      exit: { code: 3, signal: null, asked: false, at: 1_800_000_000_001, leftovers: [] },
    };
    valueOf(await sessions.update(record.id, changes));
    expect(valueOf(await sessions.list())).toEqual([{ ...record, ...changes }]);
    valueOf(await sessions.update(record.id, { exit: null, command: { file: '/x', args: [] } }));
    expect(valueOf(await sessions.list())).toEqual([{ ...record, ...changes, exit: null, command: { file: '/x', args: [] } }]);
  });

  test('gone ones: change and removal are no failure, a second one of the same id is', async () => {
    const { sessions } = await startWithHost();
    const { id } = sessionRecord(1);
    expect(await sessions.update(id, { name: 'x' })).toEqual({ ok: true, value: undefined });
    valueOf(await sessions.insert(sessionRecord(1)));
    expect(await sessions.insert(sessionRecord(1, { name: 'other' }))).toMatchObject({ ok: false, error: { code: 'session_exists' } });
    valueOf(await sessions.remove(id));
    valueOf(await sessions.remove(id));
    expect(valueOf(await sessions.list())).toEqual([]);
  });

  test('one of an unknown machine is refused', async () => {
    const { sessions } = await start();
    expect(await sessions.insert(sessionRecord(1))).toMatchObject({
      ok: false,
      error: { code: 'database_failed', message: expect.stringContaining('local') },
    });
  });

  test('changes at once land in the order of the calls', async () => {
    const { sessions } = await startWithHost();
    const { id } = sessionRecord(1);
    const all = [
      sessions.insert(sessionRecord(1)),
      ...Array.from({ length: 50 }, (_, index) => sessions.update(id, { name: `name ${index}` })),
    ];
    for (const each of await Promise.all(all)) valueOf(each);
    expect(valueOf(await sessions.list())[0]?.name).toBe('name 49');
  });

  test.each([
    ['a status of another build', `"status" = 'dreaming'`, 'status'],
    ['a command that is not JSON', `"command" = '{'`, 'command'],
    ['a command without its file', `"command" = '{"args":[]}'`, 'command.file'],
    ['a time that is none', `"createdAt" = 'yesterday'`, 'createdAt'],
    ['text where a number belongs', `"pid" = 'many'`, 'pid'],
    ['bytes where text belongs', `"name" = x'00ff'`, 'name'],
  ])('%s hides no other row, is reported and stays until its session is saved again', async (_, change, word) => {
    const { sessions } = await startWithHost();
    for (const number of [1, 2, 3]) valueOf(await sessions.insert(sessionRecord(number)));
    await aside(`UPDATE "Session" SET ${change} WHERE "id" = '${sessionRecord(2).id}'`);
    expect(valueOf(await sessions.list())).toEqual([sessionRecord(1), sessionRecord(3)]);
    const reports = log.lines.filter((line) => line.level === 'error');
    expect(reports).toHaveLength(1);
    expect(reports[0]?.fields).toMatchObject({ session: sessionRecord(2).id, reason: expect.stringContaining(word) });

    valueOf(await sessions.insert(sessionRecord(2, { name: 'found again' })));
    expect(valueOf(await sessions.list()).map((each) => each.name)).toContain('found again');
    expect(log.lines.at(-1)?.fields).toMatchObject({ session: sessionRecord(2).id, row: expect.stringContaining('"id"') });
  });

  test('after close nothing is taken any more, and close may be called twice', async () => {
    const database = await startWithHost();
    const last = database.sessions.insert(sessionRecord(1));
    await Promise.all([database.close(), database.close()]);
    valueOf(await last); // it was taken before
    expect(await database.sessions.insert(sessionRecord(2))).toMatchObject({ ok: false, error: { code: 'shutting_down' } });
    expect(await database.sessions.list()).toMatchObject({ ok: false, error: { code: 'shutting_down' } });
    expect(valueOf(await (await start()).sessions.list())).toEqual([sessionRecord(1)]);
  });
});

test('machines are saved once and renamed', async () => {
  const { hosts } = await start();
  valueOf(await hosts.save({ id: LOCAL, name: 'old name' }));
  valueOf(await hosts.save({ id: LOCAL, name: 'new name' }));
  expect(valueOf(await hosts.list())).toEqual([{ id: LOCAL, name: 'new name' }]);
});

test('a database of a newer build is refused', async () => {
  const database = await startWithHost();
  await aside(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count") VALUES ('x', 'y', '2027-01-01', '20270101000000_later', 1)`,
  );
  await database.close();
  expect(await openDatabase({ state: temp.state, migrations: MIGRATIONS, log })).toMatchObject({
    ok: false,
    error: { code: 'database_newer', message: expect.stringContaining('20270101000000_later') },
  });
});

test('an id is checked on the way out too', async () => {
  const { sessions } = await startWithHost();
  valueOf(await sessions.insert(sessionRecord(1)));
  await aside(`UPDATE "Session" SET "id" = 'BAD'`);
  expect(valueOf(await sessions.list())).toEqual([]);
  expect(sessionIdSchema.safeParse('BAD').success).toBe(false);
});
