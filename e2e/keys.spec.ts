import { expect, openTerminal, rows, test, type } from './fixtures.ts';

/** A program that shows each byte it reads as a hexadecimal number; ends at `q`. */
const SHOW_BYTES = `stty raw -echo; while IFS= read -rn1 -d '' c; do printf '<%02x>' "'$c"; [ "$c" = q ] && break; done; stty sane; echo done\n`;

test('a plain key starts an action on the board, and writes where text is written', async ({ board }) => {
  await expect(board.getByText(/no session/i).first()).toBeVisible();
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
