import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, openTerminal, rows, type } from './fixtures.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

const MB = 1024 * 1024;
const FULL = 'the disk is full';

const test = base.extend<{ disk: SmallDisk }>({
  disk: async ({ folder }, use) => {
    const disk = await mountSmallDisk(join(folder, 'disk'), 48 * MB);
    await use(disk);
    await disk.close();
  },
  hub: async ({ disk, makeHub }, use) => {
    const hub = makeHub({ state: join(disk.folder, 'state'), surroundings: disk.surroundings });
    await hub.start();
    await use(hub);
    await hub.close(); // before the disk goes
  },
});

test('a full disk: decisions are saved from the ballast, then refused plainly; old pictures stay, typing goes on, and all mends itself', async ({
  board,
  hub,
  disk,
}) => {
  const printer = await hub.create({ name: 'printer', prompt: 'echo old-$((1+1))' });
  const typist = await hub.create({ name: 'typist' });
  const picture = hub.file(`snapshots/${printer.id}.snapshot`);
  const ballast = hub.file('ballast');
  const terminal = await openTerminal(board, 'typist');
  // On disk some seconds after the change, by itself; with the prompt that follows it, so that nothing is left to change.
  const kept = () => (existsSync(picture) ? readFileSync(picture, 'latin1') : '');
  await expect.poll(kept).toMatch(/old-2[\s\S]*\$/);
  const old = readFileSync(picture);
  expect(existsSync(ballast)).toBe(true);

  disk.fill();
  const saved = await hub.create({ name: 'from the ballast' });
  expect(saved.status).toBe('running');
  expect(existsSync(ballast)).toBe(false);

  disk.fill();
  const refused = await hub.call('POST', '/api/sessions', { provider: 'shell', cwd: hub.state, name: 'no room' });
  expect(refused.status).toBe(507);
  expect(refused.json.error).toMatchObject({ code: 'disk_full', message: expect.stringMatching(/^Cannot save .*full\. Free some space/) });
  const names = (await hub.call('GET', '/api/sessions')).json.sessions.map((session: { name: string }) => session.name);
  expect(names).toEqual(['printer', 'typist', 'from the ballast']);

  // Room for a row, but not for a picture of some hundred kilobytes.
  disk.fill(256 * 1024);
  await hub.call('POST', `/api/sessions/${printer.id}/input`, {
    text: 'for i in $(seq 4000); do echo $i-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done; echo new-$((2+2))\n',
  });
  await expect.poll(() => hub.screen(printer.id)).toContain('new-4');
  expect((await hub.call('POST', `/api/sessions/${printer.id}/end`)).status).toBe(202);
  await expect.poll(async () => (await hub.session(printer.id)).status).toBe('exited');
  await expect(board.getByText(FULL, { exact: false }).first()).toContainText('.snapshot');
  expect(readFileSync(picture).equals(old)).toBe(true);

  await type(terminal, 'echo still-$((3+3))\n');
  await expect(rows(terminal)).toContainText('still-6');
  expect(await hub.session(typist.id)).toMatchObject({ pid: typist.pid, status: 'running' });

  disk.free();
  await expect(board.getByText(FULL, { exact: false })).toHaveCount(0);
  await expect.poll(kept).toContain('new-4');
  expect((await hub.create({ name: 'room again' })).status).toBe('running');
  await expect.poll(() => existsSync(ballast)).toBe(true);
});
