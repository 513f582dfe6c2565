import type { Page } from '@playwright/test';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

/** Waits until a session is shown, and its terminal takes keys. */
async function shows(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('region', { name: `Terminal ${name}` }).locator('.xterm-helper-textarea')).toBeFocused();
}

async function backToBoard(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+ArrowDown');
  await expect(page.getByRole('list', { name: 'Sessions' })).toBeVisible();
}

test('next and previous go around the terminals that were opened, and a reload keeps them', async ({ board, hub }) => {
  for (const name of ['one', 'two', 'three', 'never opened']) await hub.create({ name });
  for (const name of ['one', 'two', 'three']) {
    await openTerminal(board, name);
    await shows(board, name);
    if (name !== 'three') await backToBoard(board);
  }
  await expect(board).toHaveTitle(/^three \[3\/3\]/);
  await board.keyboard.press('Control+Shift+ArrowRight');
  await shows(board, 'one');
  await expect(board).toHaveTitle(/^one \[1\/3\]/);
  await board.keyboard.press('Control+Shift+ArrowLeft');
  await shows(board, 'three');
  await board.keyboard.press('Control+Shift+ArrowLeft');
  await shows(board, 'two');
  await board.reload();
  await shows(board, 'two');
  await board.keyboard.press('Control+Shift+ArrowRight');
  await shows(board, 'three');
  await board.goBack();
  await shows(board, 'two');
});

test('a terminal that was hidden goes on reading, and comes back as it is now', async ({ board, hub, folder }) => {
  await hub.create({ name: 'busy', cwd: `${folder}/work` });
  await hub.create({ name: 'other' });
  const busy = await openTerminal(board, 'busy');
  await shows(board, 'busy');
  await type(busy, 'until [ -e go ]; do sleep 0.05; done; for i in 1 2 3; do echo line-$i; done; touch done\n');
  await backToBoard(board);
  await openTerminal(board, 'other');
  await shows(board, 'other');
  await type(
    board.getByRole('region', { name: 'Terminal other' }),
    `cd ${folder}/work; touch go; until [ -e done ]; do sleep 0.05; done; echo all-$((1+1))\n`,
  );
  await expect(rows(board.getByRole('region', { name: 'Terminal other' }))).toContainText('all-2');
  await board.keyboard.press('Control+Shift+ArrowLeft');
  await shows(board, 'busy');
  await expect(rows(busy)).toContainText('line-3');
  await type(busy, 'echo still-$((2+3))\n');
  await expect(rows(busy)).toContainText('still-5');
});

test('what is typed right after a terminal was hidden does not reach its program', async ({ board, hub }) => {
  await hub.create({
    name: 'asks',
    provider: 'command',
    command: { program: 'bash', args: ['-c', 'read -r line; echo "got [$line]"; read -r'] },
  });
  const asks = await openTerminal(board, 'asks');
  await shows(board, 'asks');
  // Both in one turn of the page: before the board can be there.
  await board.evaluate(() => {
    const press = (init: KeyboardEventInit & { keyCode: number }) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    press({ key: 'ArrowDown', code: 'ArrowDown', ctrlKey: true, shiftKey: true, keyCode: 40 });
    press({ key: 'Enter', code: 'Enter', keyCode: 13 });
  });
  await expect(board.getByRole('list', { name: 'Sessions' })).toBeVisible();
  await openTerminal(board, 'asks');
  await shows(board, 'asks');
  await type(asks, 'later\n');
  await expect(rows(asks)).toContainText('got [later]');
});

test('closing goes to the neighbour, and the last one to the board; the sessions run on', async ({ board, hub }) => {
  for (const name of ['one', 'two', 'three']) await hub.create({ name });
  for (const name of ['one', 'two', 'three']) {
    await openTerminal(board, name);
    await shows(board, name);
    await backToBoard(board);
  }
  await openTerminal(board, 'two');
  await shows(board, 'two');
  await board.keyboard.press('Control+Shift+Backspace');
  await shows(board, 'three');
  await board.keyboard.press('Control+Shift+Backspace');
  await shows(board, 'one');
  await expect(board).toHaveTitle('one · Beckon');
  await board.keyboard.press('Control+Shift+Backspace');
  await expect(board.getByRole('listitem', { name: 'two' })).toContainText('running');
  await expect(board.getByRole('main').getByRole('listitem')).toHaveCount(3);
});

test('toggle hides the terminal, shows it again, and starts a session like the last one where there is none', async ({ board, folder }) => {
  await expect(board.getByRole('button', { name: 'New session', exact: true }).first()).toBeEnabled();
  await board.keyboard.press('t');
  const dialog = board.getByRole('dialog', { name: 'New session' });
  await dialog.getByRole('combobox', { name: 'Folder' }).fill(`${folder}/work`);
  await dialog.getByRole('radio', { name: /Shell/ }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('first');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await shows(board, 'first');
  await backToBoard(board);
  await board.keyboard.press('t');
  await shows(board, 'first');
  await board.keyboard.press('Control+Shift+Backspace');
  await expect(board.getByRole('list', { name: 'Sessions' })).toBeVisible();
  await board.keyboard.press('t');
  const made = board.getByRole('region', { name: /^Terminal / });
  await expect(rows(made)).toContainText('$');
  await type(made, 'pwd\n');
  await expect(rows(made)).toContainText(`${folder}/work`);
  await expect(board.getByRole('heading', { level: 1 })).not.toHaveText('first');
  await backToBoard(board);
  await expect(board.getByRole('listitem').filter({ hasText: 'running' })).toHaveCount(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the menu of a session goes to the next terminal and the previous one, when there are several', async ({ board, hub }) => {
    for (const name of ['one', 'two', 'three']) await hub.create({ name });
    const heading = (name: string) => board.getByRole('heading', { level: 1, name });
    const more = board.getByRole('banner').getByRole('button', { name: 'More' });
    await openTerminal(board, 'one');
    await expect(heading('one')).toBeVisible();
    await more.tap();
    await expect(board.getByRole('menuitem', { name: 'Hide' })).toBeVisible();
    await expect(board.getByRole('menuitem', { name: 'Next terminal' })).toHaveCount(0);
    await board.getByRole('menuitem', { name: 'Hide' }).tap();
    for (const name of ['two', 'three']) {
      await openTerminal(board, name);
      await expect(heading(name)).toBeVisible();
      if (name === 'two') await board.getByRole('button', { name: 'Hide the terminal' }).tap();
    }
    await more.tap();
    await board.getByRole('menuitem', { name: 'Previous terminal' }).tap();
    await expect(heading('two')).toBeVisible();
    for (const name of ['three', 'one']) {
      await more.tap();
      await board.getByRole('menuitem', { name: 'Next terminal' }).tap();
      await expect(heading(name)).toBeVisible();
    }
  });
});
