import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectGoodEverywhere, tooSmall } from './accessible.ts';
import { expect, logIn, test } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

const names = (page: Locator) => page.getByRole('listitem').getByRole('link');
const PHONES = [390, 360].map((width) => ({ width, height: 800 }));

/** Whether all of a text is shown. */
const isWhole = (text: Locator) => text.evaluate((element) => element.scrollWidth <= element.clientWidth);

async function sleepers(hub: HubProcess, count: number): Promise<void> {
  for (let each = 1; each <= count; each += 1)
    await hub.create({ provider: 'command', name: `sleeper ${each}`, command: { program: 'bash', args: ['-c', 'read line'] } });
}

test('an empty board offers two ways to begin, in its middle, and nothing to look at nothing with', async ({ board }) => {
  const main = board.getByRole('main');
  await expect(main.getByRole('button')).toHaveText([/^Try it with three demo agents$/, /^New session/]);
  for (const role of ['searchbox', 'radio'] as const) await expect(board.getByRole(role)).toHaveCount(0);
  await expect(board.getByRole('button', { name: /^Group/ })).toHaveCount(0);
  await board.keyboard.press('/'); // no field to go to: it does nothing
  for (const size of [{ width: 1440, height: 900 }, ...PHONES]) {
    await board.setViewportSize(size);
    const [room, block] = [await main.boundingBox(), await main.getByRole('heading').locator('..').boundingBox()];
    if (room === null || block === null) throw new Error('It is not shown.');
    expect(Math.abs(room.x + room.width / 2 - (block.x + block.width / 2))).toBeLessThanOrEqual(1);
    // The room at the end of the page is kept free for banners: the middle is a little above that of the window.
    const [above, below] = [block.y - room.y, room.y + room.height - (block.y + block.height)];
    expect(below - above).toBeGreaterThanOrEqual(0);
    expect(below - above).toBeLessThanOrEqual(112);
  }
  await main.getByRole('button', { name: 'Try it' }).click();
  await expect(names(main).filter({ hasText: 'billing' }).first()).toBeVisible();
  await expect(board.getByRole('searchbox')).toBeVisible();
});

test('the filter is emptied by its cross, which gives the focus back, or by Esc', async ({ board, hub }) => {
  await sleepers(hub, 1);
  await hub.create({ name: 'night heron' }); // a word that no folder of a test has in its name
  const filter = board.getByRole('searchbox', { name: 'Filter sessions' });
  const clear = board.getByRole('button', { name: 'Clear', exact: true });
  await expect(filter).toBeVisible();
  await expect(clear).toHaveCount(0);
  await filter.fill('night heron');
  await expect(names(board.getByRole('main'))).toHaveText(['night heron']);
  await clear.click();
  await expect(filter).toHaveValue('');
  await expect(filter).toBeFocused();
  await expect(names(board.getByRole('main'))).toHaveCount(2);
  await filter.fill('no such');
  await board.keyboard.press('Escape');
  await expect(filter).toHaveValue('');
  await board.keyboard.press('Escape');
  await expect(filter).not.toBeFocused();
});

test('on a phone all the counts can be read, also of a filter and without the server; every control fits a finger', async ({
  board,
  hub,
}) => {
  await sleepers(hub, 11);
  await hub.create({ provider: 'demo', name: 'asks', prompt: 'Ask for permission before you run the tests.' });
  await expect(board.getByText('12 sessions, 1 waiting', { exact: true })).toBeVisible();
  await board.getByRole('searchbox').fill('s');
  const counts = board.getByText('12 of 12, 1 waiting', { exact: false });
  for (const size of PHONES) {
    await board.setViewportSize(size);
    await expect(counts).toBeVisible();
    expect(await isWhole(counts)).toBe(true);
    expect(await tooSmall(board)).toEqual([]);
  }
  await hub.stop('SIGKILL');
  await expect(board.getByText('12 of 12, 1 waiting, last known', { exact: true })).toBeVisible();
  expect(await isWhole(counts)).toBe(true);
  await board.getByRole('button', { name: 'Clear', exact: true }).click();
  const all = board.getByText('12 sessions, 1 waiting, last known', { exact: true });
  await expect(all).toBeVisible();
  expect(await isWhole(all)).toBe(true);
});

test('a line of the list shows its name, what it waits for and as much of its folder as there is room for; all are as high', async ({
  board,
  hub,
  folder,
}) => {
  const cwd = join(folder, 'work', 'a-folder-with-many-words-in-its-name');
  mkdirSync(cwd);
  await hub.create({ provider: 'demo', name: 'release-notes', cwd, prompt: 'Ask for permission before you run the tests.' });
  await hub.create({ provider: 'demo', name: 'Demo agent 12' });
  await hub.create({ provider: 'command', name: 'migration', command: { program: 'bash', args: ['-c', 'exit 3'] } });
  await board.goto(`${hub.origin}/?view=list`);
  const line = (name: string) => board.getByRole('main').getByRole('list', { name: 'Sessions' }).getByRole('listitem', { name });
  await expect(line('release-notes')).toContainText('waiting for permission');
  await expect(line('Demo agent 12')).toContainText('waiting for input');
  await expect(line('migration')).toContainText('exit code 3');
  const heights = () => board.locator('main li[data-session]').evaluateAll((lines) => lines.map((each) => each.clientHeight));
  for (const size of [...PHONES, { width: 1024, height: 768 }, { width: 1440, height: 900 }]) {
    await board.setViewportSize(size);
    for (const name of ['release-notes', 'Demo agent', 'migration'])
      expect(await isWhole(line(name).getByText(name, { exact: true }))).toBe(true);
    expect(await isWhole(line('release-notes').getByText(/^waiting for permission$/))).toBe(true);
    expect(new Set(await heights()).size).toBe(1);
  }
  for (const size of PHONES) {
    await board.setViewportSize(size);
    const right = async (place: Locator) => place.evaluate((element) => element.getBoundingClientRect().right);
    const place = line('release-notes').getByTitle(cwd);
    expect(await isWhole(place)).toBe(false);
    expect(await right(place)).toBeCloseTo(await right(line('release-notes').getByText(/^\d+[smh]$/)), 0);
  }
});

test('when the sessions cannot be loaded the page says why, and tries again when asked', async ({ hub, page }) => {
  await page.routeWebSocket(/\/socket\//, (socket) => {
    const server = socket.connectToServer();
    let isFirst = true;
    server.onMessage((message) => {
      const answer = /^43(\d+)\[\{"ok":true,"value":\{.*"sessions"/s.exec(String(message));
      if (!isFirst || answer === null) return socket.send(message);
      isFirst = false;
      socket.send(`43${answer[1]}[{"ok":false,"error":{"code":"database_failed","message":"The database does not answer."}}]`);
    });
  });
  await logIn(page, hub);
  await expect(page.getByRole('heading', { name: 'The sessions could not be loaded' })).toBeVisible();
  await expect(page.getByText('The database does not answer. The sessions themselves run on.')).toBeVisible();
  await expectGoodEverywhere(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'No session yet' })).toBeVisible();
});

test('on a phone the filter shows what is typed in it, however the board is grouped', async ({ board, hub }) => {
  await sleepers(hub, 1);
  const filter = board.getByRole('searchbox', { name: 'Filter sessions' });
  for (const width of [390, 360]) {
    await board.setViewportSize({ width, height: 740 });
    for (const grouping of ['provider', 'project', 'status', 'none']) {
      await board.goto(`${hub.origin}/?group=${grouping}&q=sleeper 1`);
      await expect(board.getByRole('button', { name: `Group: ${grouping}` })).toBeVisible();
      await expect(filter).toHaveValue('sleeper 1');
      expect(await isWhole(filter), `${grouping} at ${width}`).toBe(true);
    }
  }
});
