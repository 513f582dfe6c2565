import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';
import { isAlive } from './hub-process.ts';

test('kill -9 of the hub ends no program; the page says so, comes back by itself, and shows what was printed in between', async ({
  board,
  hub,
  folder,
}) => {
  const { id } = await hub.create({ name: 'survivor' });
  const others = await Promise.all([1, 2, 3].map((each) => hub.create({ name: `other ${each}` })));
  const terminal = await openTerminal(board, 'survivor');
  // It prints when the test says so, by a file: the hub is not there to be asked.
  await type(
    terminal,
    `echo be''fore; while [ ! -e ${folder}/go ]; do sleep 0.05; done; echo mid-$((1+1)); touch ${folder}/done; read line; echo got $line\n`,
  );
  await expect(rows(terminal)).toContainText('before');
  const { pid, pidStartTime } = await hub.session(id);

  await hub.stop('SIGKILL');
  await expect(board.getByText('Lost the server', { exact: false }).first()).toBeVisible();
  await expect(board.getByText('last known: running', { exact: false }).first()).toBeVisible();
  writeFileSync(join(folder, 'go'), '');
  await expect.poll(() => existsSync(join(folder, 'done'))).toBe(true);
  await type(terminal, 'lost key');
  await expect(rows(terminal)).not.toContainText('mid-2');

  await hub.start();
  await expect(board.getByText('Lost the server', { exact: false })).toHaveCount(0);
  await expect(rows(terminal)).toContainText('mid-2');
  expect(await hub.session(id)).toMatchObject({ pid, pidStartTime, status: 'running' });
  for (const other of others) expect(await hub.session(other.id)).toMatchObject({ pid: other.pid, status: 'running' });
  await type(terminal, 'a word\n');
  await expect(rows(terminal)).toContainText('got a word');
  await expect(rows(terminal)).not.toContainText('lost key');
  expect((await rows(terminal).textContent())?.match(/mid-2/g)).toHaveLength(1);
});

test('SIGTERM stops the hub gracefully within five seconds, and sessions run on', async ({ board, hub }) => {
  const { id, pid } = await hub.create({ name: 'calm' });
  await openTerminal(board, 'calm');
  // 0: by its own clock; a hub that is not done before five seconds are over ends with 1.
  expect(await hub.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(isAlive(pid ?? 0)).toBe(true);
  await expect(board.getByText('The server was stopped')).toBeVisible();
  await hub.start();
  await expect(board.getByText('The server was stopped')).toHaveCount(0);
  expect(await hub.session(id)).toMatchObject({ pid, status: 'running' });
});

test('a program that ended while no hub was there is shown with its code', async ({ hub, folder }) => {
  const { id } = await hub.create({
    provider: 'command',
    name: 'brief',
    command: { program: 'bash', args: ['-c', `while [ ! -e ${folder}/go ]; do sleep 0.05; done; exit 7`] },
  });
  const { pid } = await hub.session(id);
  await hub.stop('SIGKILL');
  writeFileSync(join(folder, 'go'), '');
  await expect.poll(() => isAlive(pid ?? 0)).toBe(false);
  await hub.start();
  await expect.poll(async () => (await hub.session(id)).exit).toMatchObject({ code: 7, signal: null });
  expect(await hub.session(id)).toMatchObject({ status: 'exited' });
});

test('kill -9 of the pty host: the hub serves on, the session is shown as ended with its last screen', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'fallen', prompt: 'echo last-$((2+3))' });
  const terminal = await openTerminal(board, 'fallen');
  await expect(rows(terminal)).toContainText('last-5');
  await hub.stopPtyHost('SIGKILL');
  await expect.poll(async () => (await hub.session(id)).status).toBe('exited');
  await expect(rows(terminal)).toContainText('last-5');
  const fresh = await hub.create({ name: 'after the fall' });
  expect(fresh.status).toBe('running');
});

test('after a stop of everything, as a reboot is, the last picture is there and nothing runs by itself', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'rebooted', prompt: 'echo picture-$((4+5))' });
  await expect.poll(() => hub.screen(id)).toContain('picture-9');
  await hub.stop('SIGKILL');
  await hub.stopPtyHost('SIGTERM');
  await hub.start();
  await expect.poll(async () => (await hub.session(id)).status).toBe('exited');
  // The page is back, too: while it is not, it opens nothing.
  await expect(board.getByRole('main').getByRole('listitem', { name: 'rebooted' })).toContainText('exited');
  const terminal = await openTerminal(board, 'rebooted');
  await expect(rows(terminal)).toContainText('picture-9');
});

test('a lost database is made again from what runs', async ({ hub }) => {
  const { id, pid } = await hub.create({ name: 'still known' });
  await hub.stop('SIGKILL');
  for (const end of ['', '-wal', '-shm']) rmSync(join(hub.state, `beckon.db${end}`), { force: true });
  await hub.start();
  await expect.poll(async () => (await hub.session(id)).name).toBe('still known');
  expect(await hub.session(id)).toMatchObject({ pid, provider: 'shell', status: 'running' });
});
