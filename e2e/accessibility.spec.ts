import { expectGoodEverywhere, tooSmall } from './accessible.ts';
import { choose, expect, expectRunning, groupBy, openTerminal, paste, test, type } from './fixtures.ts';

async function twelve(hub: { create(request: object): Promise<unknown> }): Promise<void> {
  for (let each = 1; each <= 12; each += 1) {
    const script = each % 4 === 0 ? 'exit 3' : 'echo ready; read line';
    await hub.create({ provider: 'command', name: `task ${each}`, command: { program: 'bash', args: ['-c', script] } });
  }
}

test('the empty board and the dialog for a new session stand every check', async ({ board }) => {
  await expectGoodEverywhere(board);
  await board.getByRole('main').getByRole('button', { name: 'New session' }).click();
  await expect(board.getByRole('dialog', { name: 'New session' }).getByRole('combobox', { name: 'Folder' })).toBeVisible();
  await expectGoodEverywhere(board);
});

test('palette, help and settings stand every check', async ({ board, hub }) => {
  await board.keyboard.press('Control+k');
  await expect(board.getByRole('dialog')).toBeVisible();
  await expectGoodEverywhere(board);
  await board.keyboard.press('Escape');
  await expect(board.getByRole('dialog')).toHaveCount(0);
  await board.keyboard.press('?');
  await expect(board.getByRole('dialog')).toBeVisible();
  await expectGoodEverywhere(board);
  await board.goto(`${hub.origin}/settings`);
  await expect(board.getByRole('heading', { level: 1 })).toBeVisible();
  await expectGoodEverywhere(board);
});

test('a board of twelve sessions and the page of those that wait stand every check', async ({ board, hub }) => {
  await twelve(hub);
  await expect(board.getByRole('main').getByRole('listitem', { name: 'task 12' })).toContainText('code 3');
  await expectGoodEverywhere(board);
  await board.getByRole('link', { name: 'Waiting for you' }).click();
  await expect(board.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible();
  await expectGoodEverywhere(board);
});

test('list and groups, agents that wait, and the dialogs of a session stand every check', async ({ board, hub }) => {
  await hub.call('POST', '/api/demo');
  await expect(board.getByRole('link', { name: 'Open auth-api' })).toBeVisible();
  await expectGoodEverywhere(board);
  await groupBy(board, 'Project');
  await expect(board.getByRole('main').getByRole('heading', { name: /webapp/ })).toBeVisible();
  await expectGoodEverywhere(board);
  await board.getByRole('group', { name: 'View' }).getByText('List').click();
  await expect(board.getByRole('main').getByRole('listitem', { name: 'auth-api' })).toBeVisible();
  await expectGoodEverywhere(board);
  await choose(board, 'billing', 'Rename');
  await expect(board.getByRole('dialog', { name: 'Rename session' })).toBeVisible();
  await expectGoodEverywhere(board);
  await board.keyboard.press('Escape');
  await choose(board, 'billing', 'End');
  await expect(board.getByRole('dialog', { name: 'End billing?' })).toBeVisible();
  await expectGoodEverywhere(board);
  await board.keyboard.press('Escape');
  await board.getByRole('link', { name: 'Waiting for you' }).click();
  await expect(board.getByRole('heading', { name: 'Running' })).toBeVisible();
  await expectGoodEverywhere(board);
});

test('the question before a paste and the page that is not there stand every check', async ({ board, hub }) => {
  await hub.create({ provider: 'command', name: 'reads', command: { program: 'cat', args: [] } });
  const terminal = await openTerminal(board, 'reads');
  await paste(terminal, 'one\ntwo\n');
  await expect(board.getByRole('dialog', { name: 'Paste 2 lines?' })).toBeVisible();
  await expectGoodEverywhere(board);
  await board.goto(`${hub.origin}/nowhere`);
  await expect(board.getByRole('heading', { name: 'No such page' })).toBeVisible();
  await expectGoodEverywhere(board);
});

test('the page of a session stands every check', async ({ board, hub }) => {
  await hub.create({ name: 'a shell' });
  const terminal = await openTerminal(board, 'a shell');
  await type(terminal, 'echo $((6*7))\n');
  await expect(terminal.locator('.xterm-rows')).toContainText('42');
  await expectGoodEverywhere(board);
});

test('a page has one main part, a heading, and a way past the rail', async ({ board, hub }) => {
  await hub.create({ name: 'a shell' });
  await expect(board.getByRole('main')).toHaveCount(1);
  await expect(board.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(board.getByRole('navigation', { name: 'Main' }).filter({ visible: true })).toHaveCount(1);
  await expect(board.getByRole('navigation', { name: 'Sessions by project' })).toBeVisible();
  await board.keyboard.press('Tab');
  await expect(board.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await expect(board.getByRole('link', { name: 'Skip to the page' })).toBeInViewport();
  await board.keyboard.press('Enter');
  await expect(board).toHaveURL(/#content$/);
  await board.keyboard.press('Tab');
  await expect.poll(() => board.evaluate(() => document.activeElement?.closest('#content') !== null)).toBe(true);
});

test('who goes to a page by a key, or tries the demo agents, is at its heading', async ({ board }) => {
  const heading = (name: string) => board.getByRole('heading', { level: 1, name });
  await board.keyboard.press(',');
  await expect(heading('Settings')).toBeFocused();
  await board.keyboard.press('b');
  await expect(heading('Board')).toBeFocused();
  await board.keyboard.press('Tab');
  const tryIt = board.getByRole('button', { name: 'Try it with three demo agents' });
  for (let presses = 0; !(await tryIt.evaluate((element) => element === document.activeElement)); presses += 1) {
    expect(presses).toBeLessThan(5);
    await board.keyboard.press('Tab');
  }
  await board.keyboard.press('Enter');
  await expect(board.getByRole('main').getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(3);
  await expect(heading('Board')).toBeFocused();
});

test('with the keyboard alone a session is found in the rail, opened and left', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'a shell' });
  const link = board.getByRole('navigation', { name: 'Sessions by project' }).getByRole('link', { name: 'a shell, running' });
  await expect(link).toBeVisible();
  for (let presses = 0; !(await link.evaluate((element) => element === document.activeElement)); presses += 1) {
    expect(presses).toBeLessThan(20);
    await board.keyboard.press('Tab');
  }
  await board.keyboard.press('Enter');
  await board.waitForURL(`${hub.origin}/s/${id}`);
  await expect(board.locator('.xterm-helper-textarea').filter({ visible: true })).toBeFocused();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await board.keyboard.press('Control+Shift+ArrowUp');
  await expect.poll(() => board.evaluate(() => document.activeElement?.closest('.xterm') === null)).toBe(true);
});

test('a reader hears of many ends in one sentence', async ({ board, hub }) => {
  const heard = board.getByRole('status').filter({ hasText: /sessions changed/ });
  const names = [1, 2, 3, 4, 5, 6].map((each) => `job ${each}`);
  const pids: number[] = [];
  for (const name of names) {
    const { pid } = await hub.create({ provider: 'command', name, command: { program: 'cat' } });
    pids.push(pid ?? 0);
  }
  await expectRunning(board, ...names);
  for (const pid of pids) process.kill(pid, 'SIGKILL'); // all in one turn: they end together
  await expect(heard).toHaveText(/^\d sessions changed: \d exited$/);
});

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });

  test('the rail and the queue have targets for fingers', async ({ board, hub }) => {
    await hub.call('POST', '/api/demo');
    await expect(board.getByRole('link', { name: 'Open auth-api' })).toBeVisible();
    await expect(board.getByRole('navigation', { name: 'Sessions by project' }).getByRole('link')).toHaveCount(3);
    await expect.poll(() => tooSmall(board)).toEqual([]);
  });
});
