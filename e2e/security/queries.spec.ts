import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { expect, logIn, openTerminal, rows, test } from '../fixtures.ts';
import type { HubProcess } from '../hub-process.ts';

/**
 * A program that keeps all that it is typed in `heard`. At a dot, and at the signal USR1, it prints what the file `print` has, so often as it says,
 * and then asks for the status of the terminal: that answer comes after all others.
 */
const PROGRAM = `
  const fs = require('node:fs');
  function print() {
    if (fs.existsSync('print')) {
      const { text, times } = JSON.parse(fs.readFileSync('print', 'utf8'));
      fs.unlinkSync('print');
      process.stdout.write(text.repeat(times));
    }
    process.stdout.write('\\x1b[5n');
  }
  process.on('SIGUSR1', print);
  process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes) => {
    fs.appendFileSync('heard', bytes);
    if (String(bytes).includes('.')) print();
  });
  process.stdout.write('ready');`;
const STATUS = '\x1b[0n';

/** One of each kind that a terminal of ours answers: attributes, cursor, modes, settings, colours, sizes. */
const QUESTIONS =
  '\x1b[c\x1b[>c\x1b[6n\x1b[?6n\x1b[?25$p\x1b[4$p\x1bP$qr\x1b\\\x1b]10;?\x07\x1b]11;?\x07\x1b]4;1;?\x07\x1b[14t\x1b[16t\x1b[18t\x1b[?996n\x1b[?2031$p';

interface Asker {
  readonly pid: number;
  readonly heard: () => string;
  /** Lets it print on its next turn. */
  readonly toPrint: (text: string, times: number) => void;
  /** It takes a turn: what it heard from then on, up to its status; that must come within so many milliseconds. */
  readonly turn: (within?: number) => Promise<string>;
}

async function start(hub: HubProcess, folder: string): Promise<Asker> {
  const command = { program: process.execPath, args: ['-e', PROGRAM] };
  const { id } = await hub.create({ provider: 'command', name: 'asks', cwd: `${folder}/work`, command });
  await expect.poll(() => hub.screen(id)).toContain('ready');
  const heard = () => (existsSync(`${folder}/work/heard`) ? readFileSync(`${folder}/work/heard`, 'utf8') : '');
  return {
    pid: (await hub.session(id)).pid ?? 0,
    heard,
    toPrint: (text, times) => writeFileSync(`${folder}/work/print`, JSON.stringify({ text, times })),
    async turn(timeout = 30_000) {
      const before = heard().length;
      await hub.call('POST', `/api/sessions/${id}/input`, { text: '.' });
      await expect.poll(() => heard().slice(before).endsWith(STATUS), { timeout }).toBe(true);
      return heard().slice(before);
    },
  };
}

async function another(browser: Browser, hub: HubProcess): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await logIn(page, hub);
  await openTerminal(page, 'asks');
  await expectShown(page);
  return page;
}

/** Its terminal has read what there is to read. */
async function expectShown(page: Page): Promise<void> {
  const terminal = page.getByRole('region', { name: 'Terminal asks' });
  await expect(terminal.getByText('Opening the terminal')).toHaveCount(0);
  await expect(rows(terminal)).toContainText('ready');
}

test('S55 each question is answered once, however many look; who comes, comes back or reads it again answers nothing', async ({
  board,
  hub,
  folder,
  browser,
}) => {
  const { pid, heard, toPrint, turn } = await start(hub, folder);
  await openTerminal(board, 'asks');
  await expectShown(board);
  const others = [await another(browser, hub), await another(browser, hub)];
  let answers = '';
  await expect(async () => {
    toPrint(QUESTIONS, 1);
    answers = (await turn()).slice(1, -STATUS.length);
    expect(answers).toContain('\x1b[6;'); // the page has told how large its letters are
  }).toPass();
  expect(answers.split('\x1b[?1;2c')).toHaveLength(2);
  expect(answers.split('\x1b').length - 1).toBe(15 + 4); // four end with one, too
  toPrint(QUESTIONS, 40);
  expect(await turn()).toBe(`.${answers.repeat(40)}${STATUS}`);

  const before = heard().length;
  for (const page of [board, ...others]) {
    await page.reload();
    await expectShown(page);
  }
  others.push(await another(browser, hub));
  expect(await turn()).toBe(`.${STATUS}`);
  expect(heard().slice(before)).toBe(`.${STATUS}`);

  // It asks while the server is away: the pages get those very bytes when it is back.
  await hub.stop('SIGKILL');
  for (const page of [board, ...others]) await expect(page.getByText('Lost the server').first()).toBeVisible();
  toPrint(`${QUESTIONS}later`, 1);
  process.kill(pid, 'SIGUSR1');
  await expect.poll(() => heard().endsWith(STATUS)).toBe(true);
  await expect.poll(() => heard().slice(before)).toBe(`.${STATUS}${answers}${STATUS}`);
  await hub.start();
  for (const page of [board, ...others]) await expect(rows(page.getByRole('region', { name: 'Terminal asks' }))).toContainText('later');
  expect(await turn()).toBe(`.${STATUS}`);
  expect(heard().slice(before)).toBe(`.${STATUS}${answers}${STATUS}.${STATUS}`);
  for (const page of others) await page.context().close();
});

test('S55 a program that asks without an end gets so many answers a second and no more, and is answered again after that', async ({
  board,
  hub,
  folder,
}) => {
  const { heard, toPrint, turn } = await start(hub, folder);
  await openTerminal(board, 'asks');
  await expectShown(board);
  const times = 400_000;
  toPrint('\x1b[c', times);
  // The status may be among what is not answered any more, so it is asked for until it is.
  await expect(async () => expect(await turn(2000)).toMatch(/\.[^.c]*$/)).toPass();
  const count = heard().split('\x1b[?1;2c').length - 1;
  expect(count).toBeGreaterThan(1000);
  expect(count).toBeLessThan(times / 4);
});
