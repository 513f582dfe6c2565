import { expectAccessible, expectGoodEverywhere, tooSmall } from './accessible.ts';
import { choose, expect, openTerminal, rows, test, type } from './fixtures.ts';

/** What is open or amiss only at times, on wide screens and a phone, in both themes. */

const WIDTHS = [1440, 1024, 390];

test('the inspector and the menu of a session stand every check', async ({ board, hub }) => {
  await hub.create({ name: 'a shell' });
  const terminal = await openTerminal(board, 'a shell');
  await type(terminal, 'echo $((6*7))\n');
  await expect(rows(terminal)).toContainText('42');
  for (const width of WIDTHS) {
    await board.setViewportSize({ width, height: 844 });
    const tab = (name: string) => board.getByRole('tab', { name });
    await expect(board.getByRole('button', { name: 'Inspector', exact: true })).toBeVisible();
    if ((await tab('Details').count()) === 0) await board.getByRole('button', { name: 'Inspector', exact: true }).click();
    for (const name of ['Activity', 'Details']) {
      await tab(name).click();
      await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
      for (const colorScheme of ['dark', 'light'] as const) {
        await board.emulateMedia({ colorScheme });
        await expectAccessible(board);
      }
    }
    if (width < 640) await expect.poll(() => tooSmall(board)).toEqual([]);
    await board.keyboard.press('Escape'); // a sheet is a dialog, and the page behind it out of reach
  }
  await board.setViewportSize({ width: 1440, height: 900 });
  await board.locator('header').getByRole('button', { name: 'More' }).click();
  await expect(board.getByRole('menu')).toBeVisible();
  await expectGoodEverywhere(board, WIDTHS);
});

test('the menu of a card, the dialog for another session like it, and a filter that finds nothing stand every check', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'a shell' });
  await board.getByRole('main').getByRole('listitem', { name: 'a shell' }).getByRole('button', { name: 'More' }).click();
  await expect(board.getByRole('menu')).toBeVisible();
  await expectGoodEverywhere(board, WIDTHS);
  await board.keyboard.press('Escape');
  await expect(board.getByRole('menu')).toHaveCount(0);
  await choose(board, 'a shell', 'Duplicate');
  await expect(board.getByRole('dialog').getByRole('combobox', { name: 'Folder' })).toHaveValue(hub.state);
  await expectGoodEverywhere(board, WIDTHS);
  await board.keyboard.press('Escape');
  await expect(board.getByRole('dialog')).toHaveCount(0);
  await board.getByRole('searchbox').fill('zebra');
  await expect(board.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expectGoodEverywhere(board, WIDTHS);
});

test('the page of a session that is gone stands every check', async ({ board, hub }) => {
  await board.goto(`${hub.origin}/s/zzzzzzzzzzzz`);
  await expect(board.getByRole('heading', { name: 'This session is gone' })).toBeVisible();
  await expectGoodEverywhere(board, WIDTHS);
});

test('keys in conflict stand every check', async ({ board, hub }) => {
  await board.goto(`${hub.origin}/settings`);
  await board.getByRole('button', { name: /^Open settings, outside of terminals/ }).click();
  await board.keyboard.press('b');
  await expect(board.getByRole('list', { name: 'Conflicts' })).toBeVisible();
  await expectGoodEverywhere(board, WIDTHS);
});

test('the question whether a program may copy stands every check', async ({ board, hub }) => {
  const script = `printf '\\033]52;c;%s\\007' "$(printf 'one two' | base64)"; read -r line`;
  await hub.create({ provider: 'command', name: 'copies', command: { program: 'bash', args: ['-c', `read -r line; ${script}`] } });
  const terminal = await openTerminal(board, 'copies');
  await type(terminal, '\n');
  await expect(terminal.getByRole('region', { name: 'Clipboard' })).toContainText('wants to copy 7 characters');
  await expectGoodEverywhere(board, WIDTHS);
});
