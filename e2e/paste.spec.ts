import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect, openTerminal, paste, rows, test, type } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

const BEGIN = '\x1b[200~';
const END = '\x1b[201~';

/** 5 MB of numbered lines: what is lost, doubled or out of order shows. */
const LONG = Array.from({ length: 500_000 }, (_, line) => String(line).padStart(9, '0')).join('\n');

/**
 * A program that takes keys one by one, says `ready`, and from the moment that the file `go` is there writes all that it is
 * typed to `heard`.
 */
async function startReader(hub: HubProcess, folder: string, { bracketed }: { bracketed: boolean }): Promise<void> {
  const program = `
    const fs = require('node:fs');
    process.stdin.setRawMode(true);
    process.stdout.write(${JSON.stringify(bracketed ? '\x1b[?2004h' : '')} + 'ready');
    const wait = setInterval(() => {
      if (!fs.existsSync('go')) return;
      clearInterval(wait);
      process.stdin.on('data', (bytes) => fs.appendFileSync('heard', bytes));
    }, 20);`;
  await hub.create({
    provider: 'command',
    name: 'reader',
    cwd: `${folder}/work`,
    command: { program: process.execPath, args: ['-e', program] },
  });
}

const heard = (folder: string) => (existsSync(`${folder}/work/heard`) ? readFileSync(`${folder}/work/heard`, 'utf8') : '');
const go = (folder: string) => writeFileSync(`${folder}/work/go`, '');
const progress = (terminal: Locator) => terminal.getByRole('region', { name: 'Paste' });

test('several lines go to a shell as one text: nothing runs before Enter, not even after an end marker in the text', async ({
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

test('a paste with Ctrl-C in it does not leave a shell’s paste to run the rest', async ({ board, hub, folder }) => {
  await hub.create({ name: 'shell', cwd: `${folder}/work` });
  const terminal = await openTerminal(board, 'shell');
  await expect(rows(terminal)).toContainText('$');
  await paste(terminal, 'echo begun\x03\ntouch ran\necho over\n');
  await expect(rows(terminal)).toContainText('echo over');
  await type(terminal, '#');
  await expect(rows(terminal)).toContainText('#');
  expect(existsSync(`${folder}/work/ran`)).toBe(false);
});

test('several lines for a program that would run each are shown first; only then, or not at all, they go', async ({
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

test('5 MB arrive whole and in order, and what is typed meanwhile comes after', async ({ board, hub, folder }) => {
  await startReader(hub, folder, { bracketed: true });
  const terminal = await openTerminal(board, 'reader');
  await expect(rows(terminal)).toContainText('ready');
  await paste(terminal, LONG);
  await expect(progress(terminal)).toContainText('of 5.0 MB');
  await type(terminal, 'typed');
  go(folder);
  await expect(progress(terminal)).toHaveCount(0);
  const whole = `${BEGIN}${LONG.replaceAll('\n', '\r')}${END}typed`;
  await expect.poll(() => heard(folder).length).toBe(whole.length);
  expect(heard(folder) === whole).toBe(true);
});

test('a paste into a program that does not read says so, and is cancelled with its end marker', async ({ board, hub, folder }) => {
  await startReader(hub, folder, { bracketed: true });
  const terminal = await openTerminal(board, 'reader');
  await expect(rows(terminal)).toContainText('ready');
  await paste(terminal, LONG);
  await expect(progress(terminal)).toContainText('The program reads no more');
  await progress(terminal).getByRole('button', { name: 'Cancel' }).click();
  await expect(progress(terminal)).toHaveCount(0);
  await expect(terminal.getByText(/The paste was cancelled after about 0\.\d of 5\.0 MB/)).toBeVisible();
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  await board.keyboard.type('next');
  go(folder);
  await expect.poll(() => heard(folder)).toContain(`${END}next`);
  const text = heard(folder);
  expect(text.length).toBeLessThan(1_000_000);
  expect(LONG.replaceAll('\n', '\r').startsWith(text.slice(BEGIN.length, text.indexOf(END)))).toBe(true);
});

test('Ctrl-C cancels a paste, and goes to the program', async ({ board, hub, folder }) => {
  await startReader(hub, folder, { bracketed: true });
  const terminal = await openTerminal(board, 'reader');
  await expect(rows(terminal)).toContainText('ready');
  await paste(terminal, LONG);
  await expect(progress(terminal)).toBeVisible();
  await terminal.locator('.xterm-helper-textarea').press('Control+c');
  await expect(progress(terminal)).toHaveCount(0);
  go(folder);
  await expect.poll(() => heard(folder)).toContain(`${END}\x03`);
});

test('a server that is lost in the middle of a paste: how much went is said, the rest never goes, and the program gets its end marker', async ({
  board,
  hub,
  folder,
}) => {
  await startReader(hub, folder, { bracketed: true });
  const terminal = await openTerminal(board, 'reader');
  await expect(rows(terminal)).toContainText('ready');
  await paste(terminal, LONG);
  await expect(progress(terminal)).toContainText('The program reads no more');
  await hub.stop('SIGKILL');
  await expect(progress(terminal)).toHaveCount(0);
  const said = terminal.getByText(/About 0\.\d of 5\.0 MB was pasted before that/);
  await expect(said).toBeVisible();
  go(folder);
  await expect.poll(() => heard(folder).endsWith(END)).toBe(true);
  const { size } = statSync(`${folder}/work/heard`);
  await hub.start();
  await expect(board.getByText('Lost the server', { exact: false })).toHaveCount(0);
  await expect(terminal.getByText('Opening the terminal')).toHaveCount(0);
  await expect(said).toBeVisible();
  await type(terminal, 'next');
  await expect.poll(() => heard(folder).slice(size)).toBe('next');
  await expect(said).toHaveCount(0);
});
