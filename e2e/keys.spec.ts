import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Response } from '@playwright/test';
import { expect, expectRunning, logIn, openTerminal, rows, test, type } from './fixtures.ts';

/** Says that it is ready, and shows each byte it reads as a hexadecimal number; ends at `q`. */
const SHOW_BYTES = `stty raw -echo; echo re''ady; while IFS= read -rn1 -d '' c; do printf '<%02x>' "'$c"; [ "$c" = q ] && break; done; stty sane; echo done\n`;

test('a plain key starts an action on the board, and writes where text is written', async ({ board }) => {
  await expect(board.getByRole('button', { name: 'New session', exact: true }).first()).toBeEnabled();
  await board.keyboard.press('n');
  const dialog = board.getByRole('dialog', { name: 'New session' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('');
  await dialog.getByRole('textbox', { name: 'Name' }).pressSequentially('bnb');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('bnb');
});

test('in a terminal every key is the program’s, Ctrl+K and Ctrl+B too, but for the few that are Beckon’s', async ({ board, hub }) => {
  await hub.create({ name: 'bytes' });
  const terminal = await openTerminal(board, 'bytes');
  await type(terminal, SHOW_BYTES);
  await expect(rows(terminal)).toContainText('ready');
  await terminal.locator('.xterm-helper-textarea').focus();
  for (const key of ['Control+k', 'Control+b', 'n', '/', '?']) await board.keyboard.press(key);
  await expect(rows(terminal)).toContainText('<0b><02><6e><2f><3f>');
  await board.keyboard.press('Control+Shift+ArrowUp');
  await expect(terminal.locator('.xterm-helper-textarea')).not.toBeFocused();
  await board.keyboard.press('b');
  await expect(board).toHaveURL(`${hub.origin}/`);
  await openTerminal(board, 'bytes');
  await type(terminal, 'q');
  await expect(rows(terminal)).toContainText('<71>done');
  await expect(rows(terminal)).not.toContainText('<62>');
});

/** Action, key, key inside a terminal, as the page of the documentation and the help have them in their tables. */
const DOCUMENTED = readFileSync(new URL('../docs/keys.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:action|-)/.test(line))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) =>
        cell
          .trim()
          .replace(/,? ?Mac `.*$/, '')
          .replaceAll('`', ''),
      ),
  );

test('the help lists the keys of the documentation', async ({ board }) => {
  await board.keyboard.press('?');
  const help = board.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  const shown = await help.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  expect(DOCUMENTED.length).toBeGreaterThan(20);
  expect(shown).toEqual(DOCUMENTED);
  await board.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('each action of the palette has the title and the keys of the documentation', async ({ board, hub }) => {
  await hub.create({ name: 'any' });
  for (const go of ['board', 'session'] as const) {
    if (go === 'session') {
      await openTerminal(board, 'any');
      await board.keyboard.press('Control+Shift+F');
    } else await board.keyboard.press('Control+k');
    const palette = board.getByRole('dialog', { name: 'Search or run' });
    await expect(palette.getByRole('option', { name: 'New session' })).toBeVisible();
    const offered = await palette.locator('[cmdk-item][data-value^="action "]').evaluateAll((all) =>
      all.map((option) => {
        const [title, key, inTerminal] = [...option.children].map((cell) => (cell.querySelector('kbd') ?? cell).textContent);
        return [title, key, inTerminal];
      }),
    );
    expect(offered.length).toBeGreaterThan(8);
    for (const row of offered) expect(DOCUMENTED).toContainEqual(row);
    await board.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
  }
});

test('the palette finds a session by name, and runs an action', async ({ board, hub }) => {
  await hub.create({ name: 'needle in the hay' });
  await hub.create({ name: 'hay' });
  await board.keyboard.press('Control+k');
  const palette = board.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill('needle');
  await expect(palette.getByRole('option')).toHaveText([/needle in the hay/]);
  await expect(palette.getByRole('option', { selected: true })).toHaveCount(1);
  await board.keyboard.press('Enter');
  await expect(board.getByRole('region', { name: 'Terminal needle in the hay' })).toBeVisible();
  await expect(palette).toBeHidden();

  await board.getByRole('region', { name: 'Terminal needle in the hay' }).locator('.xterm-helper-textarea').focus();
  await board.keyboard.press('Control+Shift+F');
  // Both keys, wherever it was opened: that of the page, and that of a terminal.
  const both = palette.getByRole('option', { name: 'Hide or show the terminal, start one if none is open' });
  await expect(both.locator('kbd')).toHaveText(['T', 'Ctrl+Shift+↓']);
  await palette.getByRole('combobox').fill('settings');
  await expect(palette.getByRole('option', { name: 'Open settings', selected: true })).toBeVisible();
  await board.keyboard.press('Enter');
  await expect(board.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await board.keyboard.press('Control+k');
  await expect(palette.getByRole('option', { name: 'Search or run' })).toHaveCount(0);
  await expect(palette.getByRole('option', { name: 'New session' }).locator('kbd')).toHaveText(['N', 'Ctrl+Shift+Enter']);
});

test('what the palette would do to the card at the focus names its session', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'needle in the hay' });
  const other = await hub.create({ name: 'hay' });
  await board.getByRole('list', { name: 'Sessions' }).getByRole('link', { name: 'needle in the hay' }).focus();
  await board.keyboard.press('Control+k');
  const palette = board.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill('pin needle');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(/^Pin or unpin the session\s*needle in the hay/);
  await board.keyboard.press('Enter');
  await expect.poll(async () => (await hub.session(id)).pinned).toBe(true);
  expect((await hub.session(other.id)).pinned).toBe(false);
});

test('what is typed finds the action of that name before sessions in whose folders its letters are scattered', async ({
  board,
  hub,
  folder,
}) => {
  const deep = join(folder, 'work', 'send', 'the', 'nightly');
  mkdirSync(deep, { recursive: true });
  for (const name of ['team', 'other']) await hub.create({ name, cwd: deep });
  const terminal = await openTerminal(board, 'team');
  await board.keyboard.press('Control+Shift+F');
  const palette = board.getByRole('dialog', { name: 'Search or run' });
  await palette.getByRole('combobox').fill('end the');
  await expect(palette.getByRole('option', { name: 'End the session', selected: true })).toBeVisible();
  await palette.getByRole('combobox').fill('xq');
  await expect(palette.getByRole('option')).toHaveCount(0);
  await palette.getByRole('combobox').fill('nightly');
  await expect(palette.getByRole('option', { name: 'other' })).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
});

/** The script that has the palette in it: it comes by itself, nothing has asked for it. */
function paletteCode(page: Page): Promise<Response> {
  const isIt = async (response: Response) =>
    response.request().resourceType() === 'script' && (await response.text()).includes('Search sessions, folders, actions');
  return page.waitForResponse(isIt);
}

test('the palette opens without the server, too, and says that a status is only the last known', async ({ page, hub }) => {
  await hub.create({ name: 'left alone' });
  const code = paletteCode(page);
  await logIn(page, hub);
  await expectRunning(page, 'left alone');
  await code;
  await hub.stop('SIGKILL');
  await expect(page.getByRole('main').getByRole('listitem', { name: 'left alone' })).toContainText('last known');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('option', { name: /left alone/ })).toContainText('last known: running');
});

test('a part of the page whose code does not come is not opened, says so, and comes when it is asked for again', async ({
  page,
  hub,
  browser,
}) => {
  const code = paletteCode(page);
  await logIn(page, hub);
  const address = (await code).url();
  const other = await browser.newPage();
  await other.route(address, (route) => route.abort());
  await logIn(other, hub);
  await other.keyboard.press('Control+k');
  await expect(other.getByText('This could not be opened').first()).toBeVisible();
  await expect(other.getByRole('button', { name: 'New session' }).first()).toBeEnabled();
  await other.unroute(address);
  await other.keyboard.press('Control+k');
  await expect(other.getByRole('dialog', { name: 'Search or run' })).toBeVisible();
  await other.close();
});

test('the palette closes by Esc, and the focus is where it was', async ({ board, hub }) => {
  await hub.create({ name: 'focus' });
  const terminal = await openTerminal(board, 'focus');
  await terminal.locator('.xterm-helper-textarea').focus();
  await board.keyboard.press('Control+Shift+F');
  await expect(board.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await board.keyboard.press('Escape');
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  await board.keyboard.type('echo typed-$((1+1))\n');
  await expect(rows(terminal)).toContainText('typed-2');
});

test('from inside a terminal its keys create, go around, hide and close; none of them reaches the program', async ({ board, hub }) => {
  for (const name of ['one', 'two']) await hub.create({ name });
  const field = (name: string) => board.getByRole('region', { name: `Terminal ${name}` }).locator('.xterm-helper-textarea');
  await openTerminal(board, 'one');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowDown');
  const second = await openTerminal(board, 'two');
  await expect(field('two')).toBeFocused();
  await type(second, SHOW_BYTES);
  await board.keyboard.type('a');
  await expect(rows(second)).toContainText('<61>');

  await board.keyboard.press('Control+Shift+Enter');
  await expect(board.getByRole('dialog', { name: 'New session' }).getByRole('combobox', { name: 'Folder' })).toBeFocused();
  await board.keyboard.press('Escape');
  await expect(field('two')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowRight');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowLeft');
  await expect(field('two')).toBeFocused();
  // The same key hides and shows; in between the focus is at the card.
  await board.keyboard.press('Control+Shift+ArrowDown');
  await expect(board.getByRole('main').getByRole('link', { name: 'two' })).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowDown');
  await expect(field('two')).toBeFocused();
  await board.keyboard.type('b');
  await expect(rows(second)).toContainText('<61><62>');
  await board.keyboard.press('Control+Shift+Backspace');
  await expect(field('one')).toBeFocused();
  await board.keyboard.press('Control+Shift+Backspace');
  await expect(board.getByRole('main').getByRole('link', { name: 'one' })).toBeFocused();
});
