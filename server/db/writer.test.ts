import { expect, test } from 'vitest';
import { success } from '#common/result.ts';
import { recordingLog } from './testing/temp-state.ts';
import { createWriter } from './writer.ts';

/** A clock that only a pause moves on. */
function setUp(ballastLeft = 1) {
  let time = 0;
  const ballast = { left: ballastLeft, freed: 0, refills: 0 };
  const log = recordingLog();
  const writer = createWriter({
    database: '/state/beckon.db',
    log,
    now: () => time,
    pause: async (ms) => {
      time += ms;
    },
    ballast: {
      async free() {
        if (ballast.left === 0) return false;
        ballast.left -= 1;
        ballast.freed += 1;
        return true;
      },
      async refill() {
        ballast.refills += 1;
      },
    },
  });
  return { writer, ballast, log, time: () => time };
}

const sqlite = (rawCode: number) => Object.assign(new Error('SQLITE says no'), { rawCode });

/** Fails so many times, then succeeds. */
function failing(times: number, error: Error) {
  const work = { calls: 0 };
  return {
    work,
    run: async () => {
      work.calls += 1;
      if (work.calls <= times) throw error;
      return success('saved');
    },
  };
}

test('a locked database is tried again until it is free', async () => {
  const { writer } = setUp();
  const { work, run } = failing(7, sqlite(5));
  expect(await writer.write('save it', run)).toEqual(success('saved'));
  expect(work.calls).toBe(8);
});

test('a database that stays locked is a timeout after ten seconds, and the next write still runs', async () => {
  const { writer, time } = setUp();
  const { run } = failing(Number.POSITIVE_INFINITY, sqlite(261)); // SQLITE_BUSY_RECOVERY: the low byte counts
  const result = await writer.write('save it', run);
  expect(result).toMatchObject({ ok: false, error: { code: 'timeout', message: expect.stringContaining('/state/beckon.db') } });
  expect(time()).toBe(10_000);
  expect(await writer.write('save it', async () => success(1))).toEqual(success(1));
});

test('closing leaves a locked database one second', async () => {
  const { writer, time } = setUp();
  const write = writer.write('save it', failing(Number.POSITIVE_INFINITY, sqlite(5)).run);
  await writer.close();
  expect(await write).toMatchObject({ ok: false, error: { code: 'timeout' } });
  expect(time()).toBe(1_000);
  expect(await writer.write('save it', async () => success(1))).toMatchObject({ ok: false, error: { code: 'shutting_down' } });
  expect(await writer.read('read it', async () => success(1))).toMatchObject({ ok: false, error: { code: 'shutting_down' } });
});

test('on a full disk the ballast is freed once and the write is tried again', async () => {
  const { writer, ballast, log } = setUp();
  expect(await writer.write('save it', failing(1, sqlite(13)).run)).toEqual(success('saved'));
  expect(ballast).toEqual({ left: 0, freed: 1, refills: 1 });
  expect(log.complaints()).toHaveLength(1);
});

test('a disk that is full without the ballast too is a failure that names the file', async () => {
  const { writer, ballast } = setUp(0);
  const { work, run } = failing(Number.POSITIVE_INFINITY, sqlite(13));
  expect(await writer.write('save it', run)).toMatchObject({
    ok: false,
    error: { code: 'disk_full', message: expect.stringContaining('/state/beckon.db') },
  });
  expect(work.calls).toBe(1);
  expect(ballast.refills).toBe(0);
});

test('Prisma wraps what SQLite says: the code is found all the same', async () => {
  const { writer } = setUp(0);
  const wrapped = Object.assign(new Error('Invalid invocation:\n\nDatabase error'), {
    meta: { driverAdapterError: { cause: { originalCode: '13', kind: 'sqlite' } } },
  });
  expect(await writer.write('save it', failing(1, wrapped).run)).toMatchObject({ ok: false, error: { code: 'disk_full' } });
});

test('any other error is a failure at once and stands in the log', async () => {
  const { writer, log } = setUp();
  const { work, run } = failing(1, new Error('first line\nlast line.'));
  expect(await writer.read('read it', run)).toMatchObject({
    ok: false,
    error: { code: 'database_failed', message: expect.stringContaining('Cannot read it: last line (') },
  });
  expect(work.calls).toBe(1);
  expect(log.complaints()).toEqual(['Cannot read it.']);
});
