import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, logIn, openTerminal, rows, test } from './fixtures.ts';

/** Starting sessions from the dialog. */

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  await expect(dialog.getByRole('radio', { name: /Shell/ })).toBeVisible();
  return dialog;
}

const folderField = (dialog: Locator) => dialog.getByRole('combobox', { name: 'Folder' });

test('a folder is found with the keyboard alone, and Enter starts', async ({ board, folder }) => {
  for (const name of ['work/api', 'work/app', 'work/.hidden']) mkdirSync(join(folder, name), { recursive: true });
  // Keys count as soon as there is a connection, as the button does.
  await expect(board.getByRole('button', { name: 'New session' }).first()).toBeEnabled();
  await board.keyboard.press('n');
  const dialog = board.getByRole('dialog', { name: 'New session' });
  const field = folderField(dialog);
  await expect(field).toBeFocused();
  await dialog.getByRole('radio', { name: /Shell/ }).check();
  await field.fill(`${folder}/WO`);
  await expect(dialog.getByRole('option', { name: `${folder}/work` })).toBeVisible();
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(field).toHaveValue(`${folder}/work/`);
  await expect(dialog.getByRole('option')).toHaveText([`${folder}/work/api`, `${folder}/work/app`]);
  await field.press('ArrowUp');
  await expect(dialog.getByRole('option', { name: `${folder}/work/app` })).toHaveAttribute('aria-selected', 'true');
  await field.press('Tab');
  await expect(field).toHaveValue(`${folder}/work/app/`);
  await field.press('Enter');
  await expect(rows(board.getByRole('region', { name: /^Terminal / }))).toContainText('$');
});

test('Enter before it is known what is installed starts as soon as it is; until then the dialog says what it waits for', async ({
  board,
  folder,
}) => {
  let tell = () => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await board.route(/\/api\/providers/, async (route) => {
    await asked;
    await route.continue();
  });
  await board.getByRole('button', { name: 'New session' }).first().click();
  const dialog = board.getByRole('dialog', { name: 'New session' });
  await folderField(dialog).fill(`${folder}/work`);
  await folderField(dialog).press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Looks first what is installed.');
  await expect(dialog.getByRole('button', { name: 'Starting…' })).toBeDisabled();
  // Who goes on typing has not finished.
  await dialog.getByRole('textbox', { name: 'Name' }).fill('early bird');
  await expect(dialog.getByRole('status')).toHaveText('');
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Looks first what is installed.');
  tell();
  await board.waitForURL(/\/s\//);
  await expect(board.getByRole('heading', { level: 1 })).toContainText('early bird');
});

test('folders of dismissed sessions are offered again, the newest first, also by another start of the server', async ({
  hub,
  hubWith,
  page,
  folder,
}) => {
  mkdirSync(join(folder, 'other'));
  for (const cwd of ['work', 'other']) {
    const { id } = await hub.create({ provider: 'command', cwd: join(folder, cwd), command: { program: 'true' } });
    await expect.poll(async () => (await hub.session(id)).status).toBe('exited');
    await hub.call('DELETE', `/api/sessions/${id}`);
  }
  await hub.stop('SIGKILL');
  const again = hubWith({});
  await again.start();
  await logIn(page, again);
  const dialog = await openDialog(page);
  await folderField(dialog).click();
  await expect(dialog.getByRole('option', { name: /recent/ })).toHaveText([`${folder}/otherrecent`, `${folder}/workrecent`]);
  await dialog.getByRole('option', { name: `${folder}/work recent` }).click();
  await expect(folderField(dialog)).toHaveValue(`${folder}/work/`);
});

test('recent folders are offered while the field stands as it was filled in with the last one', async ({ board, hub, folder }) => {
  for (const cwd of ['first', 'second']) {
    mkdirSync(join(folder, cwd));
    const dialog = await openDialog(board);
    await folderField(dialog).fill(join(folder, cwd));
    await dialog.getByRole('radio', { name: /Shell/ }).check();
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(rows(board.getByRole('region', { name: /^Terminal / }))).toContainText('$');
    await board.goto(hub.origin);
  }
  const dialog = await openDialog(board);
  await expect(folderField(dialog)).toHaveValue(join(folder, 'second'));
  await folderField(dialog).click();
  await expect(dialog.getByRole('option', { name: /recent/ })).toHaveText([`${folder}/secondrecent`, `${folder}/firstrecent`]);
});

test('a mistake stands at its field, and the field has the focus', async ({ board, folder }) => {
  const dialog = await openDialog(board);
  await dialog.getByRole('radio', { name: /Shell/ }).check();
  await folderField(dialog).fill(`${folder}/none`);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('x');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(folderField(dialog)).toBeFocused();
  await expect(folderField(dialog)).toHaveAccessibleDescription(`There is no folder ${folder}/none. Make it, or name another.`);
  await folderField(dialog).fill(`${folder}/work`);
  await dialog.getByRole('radio', { name: /Command/ }).check();
  await dialog.getByRole('textbox', { name: 'Program' }).fill('no-such-program');
  await dialog.getByRole('textbox', { name: 'Program' }).press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Program' })).toBeFocused();
  await expect(dialog.getByRole('textbox', { name: 'Program' })).toHaveAccessibleDescription(/no program "no-such-program" in PATH/);
});

test('Esc closes the list, then the dialog; what was typed is there when it opens again', async ({ board, folder }) => {
  const dialog = await openDialog(board);
  await dialog.getByRole('radio', { name: /Shell/ }).check();
  await dialog.getByRole('textbox', { name: 'Opening prompt' }).fill('echo kept');
  await folderField(dialog).fill(`${folder}/`);
  await expect(dialog.getByRole('option').first()).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(dialog.getByRole('option')).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await openDialog(board);
  await expect(dialog.getByRole('textbox', { name: 'Opening prompt' })).toHaveValue('echo kept');
  await expect(folderField(dialog)).toHaveValue(`${folder}/`);
});

test('three with one prompt are started at once, and numbered', async ({ board, hub, folder }) => {
  const dialog = await openDialog(board);
  await folderField(dialog).fill(`${folder}/work`);
  await dialog.getByRole('radio', { name: /Demo agent/ }).check();
  await dialog.getByRole('textbox', { name: 'Opening prompt' }).fill('a question');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('try');
  await dialog.getByRole('spinbutton', { name: 'How many' }).fill('3');
  await dialog.getByRole('button', { name: 'Start 3' }).click();
  await expect(board.getByText('3 sessions started.', { exact: true })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  const { sessions } = (await hub.call('GET', '/api/sessions')).json;
  expect(sessions.map(({ name }: { name: string }) => name)).toEqual(['try', 'try 2', 'try 3']);
  await expect.poll(() => hub.screen(sessions[2].id)).toContain('Should I open the pull request now?');
});

test('when not all of them can be started, the dialog says how many were', async ({ board, folder }) => {
  let asked = 0;
  await board.route('**/api/sessions', async (route) => {
    asked += 1;
    if (asked < 3) return route.fallback();
    return route.fulfill({
      status: 409,
      json: { error: { code: 'session_limit', message: '500 sessions run already. End one of them first.' } },
    });
  });
  const dialog = await openDialog(board);
  await folderField(dialog).fill(`${folder}/work`);
  await dialog.getByRole('radio', { name: /Shell/ }).check();
  await dialog.getByRole('spinbutton', { name: 'How many' }).fill('4');
  await dialog.getByRole('button', { name: 'Start 4' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    '2 of 4 sessions were started. The next one failed: 500 sessions run already. End one of them first.',
  );
  await expect(dialog.getByRole('button', { name: 'Start 2' })).toBeVisible();
});

test('another one like a session begins filled in', async ({ board, hub, folder }) => {
  await hub.create({
    provider: 'command',
    cwd: `${folder}/work`,
    name: 'greeter',
    command: { program: 'sh', args: ['-c', 'echo hello-again; cat'] },
  });
  await openTerminal(board, 'greeter');
  await board.getByRole('heading', { level: 1 }).click();
  await board.keyboard.press('d');
  const dialog = board.getByRole('dialog', { name: 'Duplicate greeter' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('greeter 2');
  await expect(dialog.getByRole('textbox', { name: 'Arguments' })).toHaveValue('-c\necho hello-again; cat');
  await expect(dialog.getByRole('button', { name: 'Start', exact: true })).toBeEnabled(); // what is installed is known
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  const terminal = board.getByRole('region', { name: 'Terminal greeter 2' });
  await expect(rows(terminal)).toContainText('hello-again');
});

test('each provider says what is installed, or how to', async ({ makeHub, page, folder }) => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'claude'), '#!/bin/sh\n[ "$1" = --version ] && echo "9.8.7 (Claude Code)"\n', { mode: 0o755 });
  const hub = makeHub({ env: { PATH: `${folder}/bin:/usr/bin:/bin` } });
  await hub.start();
  await logIn(page, hub);
  const dialog = await openDialog(page);
  await expect(dialog.getByRole('radio', { name: 'Claude Code 9.8.7' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'opencode not installed' }).check();
  await expect(dialog.getByText('npm i -g opencode-ai')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
});
