import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, logIn, openTerminal, rows, test, type } from './fixtures.ts';
import { type HubProcess, isAlive, root } from './hub-process.ts';

/** What use leaves behind: modes of files, descriptors, processes; and a build that changes under running sessions. */

for (const umask of ['000', '022']) {
  test(`under umask ${umask} all that Beckon makes is its owner's alone, and programs get the umask`, async ({ makeHub, page }) => {
    const hub = makeHub({ surroundings: { command: ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'] } });
    await hub.start();
    await logIn(page, hub);
    const { id } = await hub.create({ name: 'used', prompt: 'umask' });
    await expect.poll(() => hub.screen(id)).toMatch(new RegExp(`^0${umask}$`, 'm'));
    await hub.call('PATCH', `/api/sessions/${id}`, { name: 'used well' });
    const ended = await hub.create({ provider: 'command', name: 'ended', command: { program: 'true' } });
    await expect.poll(() => namesBelow(hub.file(''))).toContain(`snapshots/${ended.id}.snapshot`);
    expectPrivate(hub, ['beckon.db', 'beckon.db-wal', 'hub.sock', 'pty-host.sock', 'gate.json', 'token', 'ballast', 'logs/pty-host.log']);

    await hub.stop('SIGTERM');
    await hub.start(); // the first start on a database that is there takes a backup
    expectPrivate(hub, ['beckon.db', 'hub.sock', 'logs/hub.log']);
    expect(namesBelow(hub.file('backups'))).toHaveLength(1);
  });
}

test('fifty sessions that came and went leave no descriptor and no process', async ({ hub }) => {
  const ptyHost = hub.ptyHostPid ?? 0;
  await cycle(hub, 10); // what is made once is made, this test's own connections among it
  const before = { hub: descriptors(hub.pid), ptyHost: descriptors(ptyHost) };
  for (let round = 0; round < 5; round += 1) await cycle(hub, 10);
  await expect.poll(() => children(ptyHost)).toEqual([]);
  await expect.poll(() => children(hub.pid)).not.toContain('bash');
  await expect.poll(() => descriptors(ptyHost)).toBeLessThanOrEqual(before.ptyHost + 3);
  await expect.poll(() => descriptors(hub.pid)).toBeLessThanOrEqual(before.hub + 3);
  await expect.poll(() => readdirSync(hub.file('snapshots'))).toEqual([]);
  expect((await hub.call('GET', '/api/sessions')).json.sessions).toEqual([]);
});

test('a build under a running server ends nothing: pages and sessions go on, and the next server adopts the pty host', async ({
  folder,
  makeHub,
  page,
}) => {
  const program = join(folder, 'program');
  copyProgram(program);
  const hub = makeHub({ surroundings: { root: program } });
  await hub.start();
  const ptyHost = hub.ptyHostPid;
  const { id, pid } = await hub.create({ name: 'through a build' });
  await logIn(page, hub);
  const terminal = await openTerminal(page, 'through a build');
  await type(terminal, 'echo one-$((0+1))\n');
  await expect(rows(terminal)).toContainText('one-1');

  // As a build does it: the page is made anew in place, bundles are replaced as whole files.
  rmSync(join(program, '.next'), { recursive: true });
  copyPage(program);
  for (const name of readdirSync(join(program, 'dist')).filter((each) => /js$/.test(each))) {
    const file = join(program, 'dist', name);
    writeFileSync(`${file}.draft`, `${readFileSync(file, 'utf8')}\n// another build\n`);
    renameSync(`${file}.draft`, file);
  }
  await type(terminal, 'echo two-$((1+1))\n');
  await expect(rows(terminal)).toContainText('two-2');
  const during = await hub.create({ name: 'during the build', prompt: 'echo up-$((2+2))' });
  await expect.poll(() => hub.screen(during.id)).toContain('up-4');

  await hub.stop('SIGTERM');
  await expect(page.getByText('The server was stopped')).toBeVisible();
  await hub.start();
  await hub.call('POST', `/api/sessions/${id}/input`, { text: 'echo back-$((4+4))\n' });
  await expect(rows(terminal)).toContainText('back-8'); // the terminal is attached again: before, keys are refused
  await type(terminal, 'echo three-$((1+2))\n');
  await expect(rows(terminal)).toContainText('three-3');
  expect(await hub.session(id)).toMatchObject({ pid, status: 'running' });
  expect(hub.ptyHostPid).toBe(ptyHost);
  expect(isAlive(ptyHost ?? 0)).toBe(true);
});

async function cycle(hub: HubProcess, count: number): Promise<void> {
  const sessions = await Promise.all(Array.from({ length: count }, () => hub.create({})));
  const state = async (id: string) => (await hub.session(id)).status;
  await Promise.all(
    sessions.map(async ({ id }) => {
      expect((await hub.call('POST', `/api/sessions/${id}/end`)).status).toBe(202);
      await expect.poll(() => state(id)).toBe('exited'); // a shell may ignore all but the last of three signals
      expect((await hub.call('DELETE', `/api/sessions/${id}`)).status).toBe(204);
    }),
  );
}

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Names of a process's children, zombies included. */
function children(parent: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, name, rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
        return name !== undefined && rest.split(' ')[1] === String(parent) ? [name] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}

function namesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String);
}

/** Folders 0700, files and sockets 0600; those that are named are there. */
function expectPrivate(hub: HubProcess, expected: string[]): void {
  const names = namesBelow(hub.file(''));
  expect(names).toEqual(expect.arrayContaining(expected));
  const modes = names.flatMap((name) => {
    const stat = lstatSync(hub.file(name), { throwIfNoEntry: false });
    if (stat === undefined) return []; // a draft that became the file meanwhile
    return (stat.mode & 0o777) === (stat.isDirectory() ? 0o700 : 0o600) ? [] : [`${name} ${(stat.mode & 0o777).toString(8)}`];
  });
  expect(modes).toEqual([]);
  expect(lstatSync(hub.file('')).mode & 0o777).toBe(0o700);
}

/** The built program without its sources; packages by a link. */
function copyProgram(to: string): void {
  mkdirSync(to);
  for (const name of ['dist', 'prisma/migrations', 'public', 'package.json', 'next.config.ts']) {
    cpSync(join(root, name), join(to, name), { recursive: true });
  }
  copyPage(to);
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
}

function copyPage(to: string): void {
  cpSync(join(root, '.next'), join(to, '.next'), { recursive: true, filter: (from) => from !== join(root, '.next', 'cache') });
}
