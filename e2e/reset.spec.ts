import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, logIn, openTerminal, rows, test, type } from './fixtures.ts';

/** As from a binary, and the same each time. */
const NOISE = Buffer.concat(Array.from({ length: 5000 }, (_, at) => createHash('sha256').update(String(at)).digest())).filter(
  (byte) => byte !== 0x1b && byte !== 0x9b, // no question that the terminal would answer
);
/** Another screen, line drawing, mouse reports, a hidden cursor, colours, a region, and a sequence without an end. */
const HARM = Buffer.from('\x1b[?1049h\x1b(0\x1b[?1003h\x1b[?25l\x1b[7;41m\x1b[2;4r\x1b]2;no end');

test('after a binary was printed, the terminal is reset for all who look and for who comes later; the program types on', async ({
  board,
  hub,
  browser,
  folder,
}) => {
  writeFileSync(join(folder, 'garbage'), Buffer.concat([NOISE, HARM]));
  const { id } = await hub.create({ name: 'garbled', cwd: folder });
  const terminal = await openTerminal(board, 'garbled');
  await expect(rows(terminal)).toContainText('$');
  const other = await (await browser.newContext()).newPage();
  await logIn(other, hub);
  const watching = await openTerminal(other, 'garbled');
  await expect(watching.getByText('types here and sets the size')).toBeVisible();

  await type(terminal, 'echo be""fore; cat garbage\n');
  await expect.poll(() => hub.screen(id)).not.toContain('before');
  await board.getByRole('button', { name: 'More' }).click();
  await board.getByRole('menuitem', { name: 'Reset the terminal' }).click();
  await type(terminal, '\x15echo it-$((20+2))-works; tput lines\n');
  for (const each of [terminal, watching]) await expect(rows(each)).toContainText('it-22-works');
  await expect.poll(() => hub.screen(id)).toContain('it-22-works');
  const { rows: lines } = (await hub.call('GET', `/api/sessions/${id}/screen`)).json;
  await expect(rows(terminal)).toContainText(String(lines));

  await board.reload();
  await expect(rows(terminal)).toContainText('it-22-works');
  await type(terminal, 'echo and-$((20+3))-on\n');
  await expect(rows(terminal)).toContainText('and-23-on');
  for (const page of [board, other]) await expect(page.locator('.enable-mouse-events')).toHaveCount(0);
  await other.context().close();
});
