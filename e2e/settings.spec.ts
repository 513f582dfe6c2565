import type { Page } from '@playwright/test';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press(',');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
}

/** The button that holds one key. */
const key = (page: Page, action: string, where = 'outside of terminals') => page.getByRole('button', { name: `${action}, ${where}: ` });

test('a key that is changed holds at once, survives a reload, and can be reset', async ({ board }) => {
  await openSettings(board);
  await key(board, 'New session').click();
  await board.keyboard.press('c');
  await expect(key(board, 'New session')).toHaveText('C');
  await board.reload();
  await expect(key(board, 'New session')).toHaveText('C');
  await board.keyboard.press('b');
  await expect(board.getByRole('button', { name: 'New session', exact: true }).first()).toBeEnabled();
  await board.keyboard.press('n');
  await board.keyboard.press('c');
  await expect(board.getByRole('dialog', { name: 'New session' })).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(board.getByRole('dialog')).toHaveCount(0); // while it is open, keys are its own
  await openSettings(board);
  await board.getByRole('button', { name: 'Reset: New session, outside of terminals' }).click();
  await expect(key(board, 'New session')).toHaveText('N');
});

test('a conflict is shown and named; a key of the browser or of the program is refused', async ({ board }) => {
  await openSettings(board);
  await key(board, 'Open settings').click();
  await board.keyboard.press('b');
  const conflicts = board.getByRole('list', { name: 'Conflicts' });
  await expect(conflicts).toContainText('B outside of terminals is the key of “Open settings” and “Go to the board”.');
  await board.getByRole('button', { name: 'Take the key away: Go to the board, outside of terminals' }).click();
  await expect(conflicts).toBeHidden();
  await expect(key(board, 'Go to the board')).toBeFocused();

  await key(board, 'New session', 'inside a terminal').click();
  await board.keyboard.press('c');
  await expect(board.getByText('belongs to the program')).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(key(board, 'New session', 'inside a terminal')).toHaveText('Ctrl+Shift+Enter');
  await board.getByRole('button', { name: 'Reset all keys' }).click();
  await expect(key(board, 'Go to the board')).toHaveText('B');
});

test('a key in conflict is taken from the other action, which gets it back by its reset; the focus stays at the key', async ({ board }) => {
  await openSettings(board);
  await key(board, 'New session', 'inside a terminal').click();
  await board.keyboard.press('Control+Shift+F');
  await expect(board.getByText('Ctrl+Shift+F inside a terminal is also the key of “Search or run”.')).toBeVisible();
  await board.getByRole('button', { name: 'Take it from “Search or run”' }).focus();
  await board.keyboard.press('Enter');
  await expect(key(board, 'Search or run', 'inside a terminal')).toHaveText('none');
  await expect(key(board, 'New session', 'inside a terminal')).toHaveText('Ctrl+Shift+F');
  await expect(key(board, 'New session', 'inside a terminal')).toBeFocused();
  await expect(board.getByRole('list', { name: 'Conflicts' })).toBeHidden();

  await board.getByRole('button', { name: 'Reset: Search or run, inside a terminal' }).focus();
  await board.keyboard.press('Enter');
  await expect(key(board, 'Search or run', 'inside a terminal')).toHaveText('Ctrl+Shift+F');
  await expect(key(board, 'Search or run', 'inside a terminal')).toBeFocused();
  await board.getByRole('button', { name: 'Take it from “New session”' }).click();
  await expect(key(board, 'New session', 'inside a terminal')).toHaveText('none');
});

test('keys of the open terminals that were changed hold on the page and inside a terminal, and the old ones do nothing', async ({
  board,
  hub,
}) => {
  const changes = [
    ['Next open terminal', 'j', 'F6'],
    ['Previous open terminal', 'k', 'F7'],
    ['Hide or show the terminal, start one if none is open', 'h', 'F8'],
    ['Close the terminal, leave the session running', 'q', 'F9'],
  ] as const;
  await openSettings(board);
  for (const [action, page, inTerminal] of changes) {
    await key(board, action).click();
    await board.keyboard.press(page);
    await expect(key(board, action)).toHaveText(page.toUpperCase());
    await key(board, action, 'inside a terminal').click();
    await board.keyboard.press(inTerminal);
    await expect(key(board, action, 'inside a terminal')).toHaveText(inTerminal);
  }
  await board.keyboard.press('b');
  for (const name of ['one', 'two']) await hub.create({ name });
  const field = (name: string) => board.getByRole('region', { name: `Terminal ${name}` }).locator('.xterm-helper-textarea');
  const link = (name: string) => board.getByRole('main').getByRole('link', { name, exact: true });
  await openTerminal(board, 'one');
  await board.keyboard.press('F8');
  await expect(link('one')).toBeFocused();
  await openTerminal(board, 'two');
  await board.keyboard.press('Control+Shift+ArrowDown'); // it was the key to hide: now it is the program's
  await board.keyboard.press('F6');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('F7');
  await expect(field('two')).toBeFocused();
  await board.keyboard.press('F8');
  await expect(link('two')).toBeFocused();
  await board.keyboard.press('t');
  await expect(link('two')).toBeFocused();
  await board.keyboard.press('h');
  await expect(field('two')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowUp');
  await expect(board.getByRole('button', { name: 'Hide the terminal' })).toBeFocused();
  await board.keyboard.press('j');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowUp');
  await board.keyboard.press('k');
  await expect(field('two')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowUp');
  await board.keyboard.press('q');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('F9');
  await expect(link('one')).toBeFocused();
  await expect(board.getByRole('main').getByRole('listitem')).toHaveCount(2);
});

test('with a prefix the next key is Beckon’s, and the prefix twice is the program’s once', async ({ board, hub }) => {
  await openSettings(board);
  await board.getByRole('checkbox', { name: 'Prefix key' }).check();
  await expect(board.getByRole('button', { name: 'Prefix: ' })).toHaveText('Ctrl+B');
  await board.keyboard.press('b');
  await hub.create({ name: 'prefixed' });
  const terminal = await openTerminal(board, 'prefixed');
  await type(terminal, 'cat -v\n');
  await board.keyboard.press('Control+b');
  await board.keyboard.press('Control+b');
  await board.keyboard.type('x\n');
  await expect(rows(terminal)).toContainText('^Bx');
  await board.keyboard.press('Control+b');
  await expect(terminal.getByText(/^Prefix:/)).toBeVisible();
  await board.keyboard.press('?');
  await expect(board.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('letters of another size make another grid, also of a terminal that was hidden', async ({ board, hub }) => {
  await hub.create({ name: 'letters' });
  const terminal = await openTerminal(board, 'letters');
  await type(terminal, 'echo "grid $(stty size)."\n');
  await expect(rows(terminal)).toContainText(/grid \d+ \d+\./);
  const columns = async () => Number([...((await rows(terminal).textContent()) ?? '').matchAll(/grid \d+ (\d+)\./g)].at(-1)?.[1]);
  const before = await columns();
  await board.keyboard.press('Control+Shift+ArrowDown');
  await expect(board.getByRole('list', { name: 'Sessions' })).toBeVisible();
  await openSettings(board);
  for (let size = 13; size < 20; size += 1) await board.getByRole('button', { name: 'Larger letters' }).click();
  await expect(board.getByText('20 px')).toBeVisible();
  await board.keyboard.press('t');
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  await expect
    .poll(async () => {
      await type(terminal, 'clear; echo "grid $(stty size)."\n');
      return columns();
    })
    .toBeLessThan(before * 0.8);
});

test('a terminal has a text for screen readers when that is switched on', async ({ board, hub }) => {
  await hub.create({ name: 'read aloud' });
  await openSettings(board);
  await board.getByRole('checkbox', { name: 'Text for screen readers' }).check();
  await board.keyboard.press('b');
  const terminal = await openTerminal(board, 'read aloud');
  await type(terminal, 'echo spoken-$((4*4))\n');
  await expect(terminal.locator('.xterm-accessibility-tree').getByRole('listitem').filter({ hasText: 'spoken-16' })).toHaveCount(1);
});

test('the theme is changed from the palette and in the settings, and is there before the page is painted', async ({ board }) => {
  const ground = () => board.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await board.keyboard.press('Control+k');
  await board.getByRole('dialog').getByRole('combobox').fill('light theme');
  await expect(board.getByRole('option', { name: 'Light theme', selected: true })).toBeVisible();
  await board.keyboard.press('Enter');
  await expect(board.locator('html')).toHaveAttribute('data-theme', 'light');
  const light = await ground();
  await openSettings(board);
  await expect(board.getByRole('radio', { name: 'Light' })).toBeChecked();
  await board.getByRole('radio', { name: 'Light' }).press('ArrowLeft');
  await expect(board.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(board.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(ground).not.toBe(light);
  const answer = await board.reload();
  expect(await answer?.text()).toContain('data-theme="dark"');
});
