import { statSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect, openTerminal, paste, rows, test, type } from './fixtures.ts';
import { go, heard, startReader } from './reader.ts';

const BEGIN = '\x1b[200~';
const END = '\x1b[201~';

/** 5 MB of numbered lines: what is lost, doubled or out of order shows. */
const LONG = Array.from({ length: 500_000 }, (_, line) => String(line).padStart(9, '0')).join('\n');

const progress = (terminal: Locator) => terminal.getByRole('region', { name: 'Paste' });

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
