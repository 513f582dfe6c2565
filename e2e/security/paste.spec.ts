import { existsSync } from 'node:fs';
import { expect, openTerminal, paste, rows, test, type } from '../fixtures.ts';
import { go, heard, startReader } from '../reader.ts';

/** Text from a clipboard that wants to be typed as keys. */

const END = '\x1b[201~';

test('S58 several lines go to a shell as one text: nothing runs before Enter, not even after an end marker in the text', async ({
  board,
  hub,
  folder,
}) => {
  await hub.create({ name: 'shell', cwd: `${folder}/work` });
  const terminal = await openTerminal(board, 'shell');
  await expect(rows(terminal)).toContainText('$');
  await paste(terminal, `echo a-$((1+1))\n${END}\ntouch ran\n`);
  await expect(rows(terminal)).toContainText('touch ran');
  await type(terminal, '#');
  await expect(rows(terminal)).toContainText('#');
  await expect(board.getByRole('dialog')).toHaveCount(0);
  expect(existsSync(`${folder}/work/ran`)).toBe(false);
  await type(terminal, '\n');
  await expect(rows(terminal)).toContainText('a-2');
});

test('S58 a paste with Ctrl-C in it does not leave a shell’s paste to run the rest', async ({ board, hub, folder }) => {
  await hub.create({ name: 'shell', cwd: `${folder}/work` });
  const terminal = await openTerminal(board, 'shell');
  await expect(rows(terminal)).toContainText('$');
  await paste(terminal, 'echo begun\x03\ntouch ran\necho over\n');
  await expect(rows(terminal)).toContainText('echo over');
  await type(terminal, '#');
  await expect(rows(terminal)).toContainText('#');
  expect(existsSync(`${folder}/work/ran`)).toBe(false);
});

test('S58 several lines for a program that would run each are shown first; only then, or not at all, they go', async ({
  board,
  hub,
  folder,
}) => {
  await startReader(hub, folder, { bracketed: false });
  const terminal = await openTerminal(board, 'reader');
  await expect(rows(terminal)).toContainText('ready');
  go(folder);
  await paste(terminal, 'rm one\nrm two\x1b\n');
  const question = board.getByRole('dialog', { name: 'Paste 2 lines?' });
  await expect(question).toContainText('rm one\nrm two␛');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await paste(terminal, 'three\nfour');
  await board.getByRole('dialog', { name: 'Paste 2 lines?' }).getByRole('button', { name: 'Paste' }).click();
  await expect.poll(() => heard(folder)).toBe('three\rfour');
  await paste(terminal, 'five');
  await expect.poll(() => heard(folder)).toBe('three\rfourfive');
});
