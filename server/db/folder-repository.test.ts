import { afterEach, beforeEach, expect, test } from 'vitest';
import { RECENT_FOLDERS_MAX } from '#common/limits.ts';
import { type Database, openDatabase } from './database.ts';
import { LOCAL, MIGRATIONS, recordingLog, type TempState, tempState } from './testing/temp-state.ts';

let temp: TempState;
let database: Database;

async function open(): Promise<Database> {
  const opened = await openDatabase({ state: temp.state, migrations: MIGRATIONS, log: recordingLog() });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

beforeEach(async () => {
  temp = tempState();
  database = await open();
  await database.hosts.save({ id: LOCAL, name: 'here' });
});
afterEach(async () => {
  await database.close();
  temp.remove();
});

test('the newest comes first, each once, and they outlive the process', async () => {
  for (const [at, path] of ['/a', '/b', '/a', '/c'].entries())
    expect(await database.folders.used(LOCAL, path, at * 1000)).toMatchObject({ ok: true });
  await database.close();
  database = await open();
  expect(await database.folders.recent(LOCAL)).toEqual({ ok: true, value: ['/c', '/a', '/b'] });
});

test('only so many are kept', async () => {
  for (let at = 0; at < RECENT_FOLDERS_MAX + 5; at += 1) await database.folders.used(LOCAL, `/${at}`, at);
  const recent = await database.folders.recent(LOCAL);
  expect(recent.ok && recent.value).toHaveLength(RECENT_FOLDERS_MAX);
  expect(recent.ok && recent.value[0]).toBe(`/${RECENT_FOLDERS_MAX + 4}`);
});

test('of a machine that is not known, none is kept', async () => {
  const other = 'other' as typeof LOCAL;
  expect(await database.folders.used(other, '/a', 1)).toMatchObject({ ok: false, error: { code: 'database_failed' } });
});
