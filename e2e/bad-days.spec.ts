import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, logIn, test } from './fixtures.ts';
import { type HubProcess, isAlive, root } from './hub-process.ts';

/** Starts that cannot go well: each says one sentence, and loses nothing. */

const modeOf = (path: string) => lstatSync(path).mode & 0o777;

test('a port that another program has, on either loopback address, is named', async ({ makeHub }) => {
  for (const host of ['127.0.0.1', '::1']) {
    const other = createServer().listen(0, host);
    try {
      await once(other, 'listening');
      const address = other.address();
      const port = typeof address === 'object' ? String(address?.port) : '';
      const refused = await makeHub().refusal({ BECKON_PORT: port });
      expect(refused).toEqual({
        exit: 1,
        code: 'port_taken',
        message: `Port ${port} is taken by another program. Choose another with \`npm start -- --port N\` or BECKON_PORT.`,
      });
    } finally {
      other.close();
    }
  }
  const hub = makeHub();
  expect(hub.ptyHostPid).toBeNull();
  await hub.start(); // neither lock nor socket of the failed ones is in its way
});

test.describe('the state folder', () => {
  test('that is a file, or cannot be made, is named with the way out', async ({ makeHub, folder }) => {
    writeFileSync(join(folder, 'file'), 'mine');
    for (const state of [join(folder, 'file'), join(folder, 'file', 'below'), '/proc/none']) {
      const refused = await makeHub({ state }).refusal();
      expect(refused).toMatchObject({ exit: 1, code: expect.stringMatching(/^state_folder_un(writable|safe)$/) });
      expect(refused.message).toContain(state);
      expect(refused.message).toMatch(/name another .*with BECKON_HOME\.$/);
    }
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  test('that is open to others is closed, with all that is in it', async ({ makeHub }) => {
    const hub = makeHub();
    await hub.start();
    await hub.stop('SIGTERM');
    const loose = ['', 'snapshots', 'logs', 'backups', 'beckon.db', 'gate.json', 'token', 'logs/hub.log'];
    for (const name of loose) chmodSync(hub.file(name), 0o777);
    await hub.start();
    for (const name of loose) expect(modeOf(hub.file(name)), name).toBe(lstatSync(hub.file(name)).isDirectory() ? 0o700 : 0o600);
  });

  test('with links in the place of its folders and files: nothing behind a link is touched', async ({ makeHub, folder }) => {
    const target = join(folder, 'target');
    const file = join(target, 'file');
    mkdirSync(target, { mode: 0o755 });
    writeFileSync(file, 'theirs', { mode: 0o644 });
    const expectUntouched = () => {
      expect(readFileSync(file, 'utf8')).toBe('theirs');
      expect([modeOf(target), modeOf(file), readdirSync(target)]).toEqual([0o755, 0o644, ['file']]);
    };
    const state = join(folder, 'state');
    mkdirSync(state, { mode: 0o700 });
    for (const [name, to, expected] of [
      ['snapshots', target, /snapshots is not a folder of its own but a symbolic link\. Remove it/],
      ['gate.json', file, /gate\.json: it is a symbolic link\. Remove the link\.$/],
      ['token', file, /token: it is a symbolic link\. Remove the link\.$/],
      ['beckon.db', file, /beckon\.db is not a file but a link or device\. Move it away/],
    ] as const) {
      rmSync(join(state, name), { force: true });
      symlinkSync(to, join(state, name));
      const refused = await makeHub().refusal();
      expect(refused.exit).toBe(1);
      expect(refused.message).toMatch(expected);
      expectUntouched();
      rmSync(join(state, name));
    }
    // What is made anew at each start takes the place of the link.
    for (const name of ['hub.sock', 'pty-host.sock', 'ballast']) {
      rmSync(join(state, name), { force: true });
      symlinkSync(file, join(state, name));
    }
    const hub = makeHub();
    await hub.start();
    expect((await hub.create({})).status).toBe('running');
    for (const name of ['hub.sock', 'pty-host.sock']) expect(lstatSync(join(state, name)).isSocket()).toBe(true);
    expectUntouched();
  });
});

test.describe('two hubs', () => {
  test('the second on a state folder ends with a link of the first that works', async ({ hub, makeHub, page }) => {
    const refused = await makeHub().refusal();
    expect(refused).toMatchObject({ exit: 3, code: 'state_folder_in_use' });
    expect(refused.message).toContain(`(process ${hub.pid}). Open it with this link: ${hub.origin}/`);
    await page.goto(/http:\S+$/.exec(refused.message)?.[0] ?? '');
    await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible();
  });

  test('a hub killed by -9 leaves nothing that hinders the next one', async ({ hub, makeHub }) => {
    const { id, pid } = await hub.create({ name: 'kept' });
    await hub.stop('SIGKILL');
    expect(existsSync(hub.file('hub.sock'))).toBe(true);
    const next = makeHub();
    await next.start();
    expect(await next.session(id)).toMatchObject({ pid, status: 'running' });
    expect(readdirSync(hub.state).filter((name) => name.startsWith('hub.lock'))).toHaveLength(1);
    await next.stop('SIGTERM');
  });

  test('of five at once one wins, and the others say that there is one', async ({ makeHub }) => {
    const hub = makeHub();
    const children = [1, 2, 3, 4, 5].map(() => hub.spawn({ BECKON_PORT: '0' }));
    try {
      const news = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0]));
      const winners = news.filter((each) => 'listening' in each);
      expect(winners).toHaveLength(1);
      for (const each of news) {
        if ('listening' in each) continue;
        expect(each.failed).toMatchObject({ code: 'state_folder_in_use', message: expect.stringContaining('Beckon already runs on') });
      }
      const answer = await hub.call('GET', '/api/health');
      expect(answer.status).toBe(200);
      await connected(hub);
    } finally {
      await Promise.all(children.map((child) => end(child)));
    }
  });
});

test.describe('the database', () => {
  test('of a newer Beckon is refused with advice and stays as it is; what runs, runs on', async ({ hub, makeHub }) => {
    const { id, pid } = await hub.create({ name: 'still there' });
    await hub.stop('SIGTERM');
    sql(
      hub,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('later', 'x', '29990101000000_later', '2999-01-01')`,
    );
    const before = content(hub);
    const refused = await makeHub().refusal();
    expect(refused).toMatchObject({ exit: 1, code: 'database_newer' });
    expect(refused.message).toContain(hub.file('beckon.db'));
    expect(refused.message).toMatch(/written by a newer Beckon \(it has 29990101000000_later\)\. Install that newer version again/);
    expect(content(hub)).toEqual(before);
    expect(readdirSync(hub.file('backups'))).toEqual([]);
    expect(isAlive(pid ?? 0)).toBe(true);

    sql(hub, `DELETE FROM "_prisma_migrations" WHERE "id" = 'later'`);
    await hub.start();
    expect(await hub.session(id)).toMatchObject({ pid, name: 'still there', status: 'running' });
  });

  for (const [signal, how] of [
    ['SIGTERM', 'a calm stop'],
    ['SIGKILL', 'a kill'],
  ] as const) {
    test(`that is broken after ${how} is kept aside, and the page says what was done; what runs is there again`, async ({ hub, page }) => {
      const { id, pid } = await hub.create({ name: 'adopted' });
      await hub.stop(signal);
      for (const name of ['beckon.db', 'beckon.db-wal']) if (existsSync(hub.file(name))) spoil(hub.file(name));
      const broken = readFileSync(hub.file('beckon.db'));
      await hub.start();
      await logIn(page, hub);
      const banner = page.getByText('was damaged', { exact: false }).first();
      const kept = readdirSync(hub.state).find((name) => /^beckon\.db\.damaged-\w+$/.test(name)) ?? 'none';
      await expect(banner).toContainText(`The database ${hub.file('beckon.db')} was damaged`);
      await expect(banner).toContainText(`is kept as ${hub.file(kept)}`);
      await expect(banner).toContainText('There was no backup, so an empty one was started');
      expect(readFileSync(hub.file(kept)).equals(broken)).toBe(true);
      await expect.poll(async () => (await hub.session(id)).name).toBe('adopted');
      expect(await hub.session(id)).toMatchObject({ pid, provider: 'shell', status: 'running' });

      await hub.stop('SIGTERM');
      await hub.start();
      await expect(banner).toHaveCount(0); // told once: this start found nothing wrong
      expect(await hub.session(id)).toMatchObject({ pid, name: 'adopted', status: 'running' });
    });
  }
});

/** The pty host of a hub that this test spawned itself is there: ended too early, it would be left behind. */
async function connected(hub: HubProcess): Promise<void> {
  await expect.poll(async () => (await hub.call('GET', '/api/hosts')).json.hosts[0].state).toBe('connected');
}

async function end(child: ReturnType<HubProcess['spawn']>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Overwrites the header of a file, by which SQLite knows it. */
function spoil(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(512, 'x'), 0, 512, 0);
  closeSync(file);
}

const RUN_SQL = `
import { PrismaLibSql } from '@prisma/adapter-libsql';
const [url, statement] = process.argv.slice(1);
const { rows } = await new PrismaLibSql({ url }).createClient({ url }).execute(statement);
console.log(JSON.stringify(rows));
`;

/** Runs SQL on the database of a hub that was stopped, in a process of its own: the driver holds on to files. Gives the rows. */
function sql(hub: HubProcess, statement: string): unknown[] {
  const args = ['--input-type=module', '--eval', RUN_SQL, `file:${hub.file('beckon.db')}`, statement];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }));
}

/** All that a database holds. */
function content(hub: HubProcess): unknown[] {
  const tables = ['sqlite_master', '_prisma_migrations', 'Host', 'RecentFolder', 'Session'];
  return tables.map((table) => sql(hub, `SELECT * FROM "${table}" ORDER BY 1, 2`));
}
