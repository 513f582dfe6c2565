import { existsSync, readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, logIn, openTerminal, rows, test } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/**
 * A program asks what its terminal looks like, and hears what the page of its owner looks like. It wants to be told of other colours, and keeps
 * all that it is typed in `heard`; an `a` makes it ask for the background, and for the size of a character and of all of them in pixels.
 */
const PROGRAM = `
  const fs = require('node:fs');
  process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes) => {
    fs.appendFileSync('heard', bytes);
    if (String(bytes) === 'a') process.stdout.write('\\x1b]11;?\\x07\\x1b[16t\\x1b[14t');
  });
  process.stdout.write('\\x1b[?2031hready');`;

const LIGHT = '\x1b]11;rgb:fcfc/fcfc/fdfd\x1b\\';
const DARK = '\x1b]11;rgb:0c0c/0d0d/1010\x1b\\';
const NOW_LIGHT = '\x1b[?997;2n';
const NOW_DARK = '\x1b[?997;1n';

async function start(hub: HubProcess, folder: string): Promise<{ ask: () => Promise<string>; heard: () => string }> {
  const command = { program: process.execPath, args: ['-e', PROGRAM] };
  const { id } = await hub.create({ provider: 'command', name: 'asks', cwd: `${folder}/work`, command });
  const heard = () => (existsSync(`${folder}/work/heard`) ? readFileSync(`${folder}/work/heard`, 'utf8') : '');
  await expect.poll(() => hub.screen(id)).toContain('ready'); // from then on it is told
  return {
    heard,
    /** All that it heard up to the answers to its next questions. */
    async ask() {
      const before = heard().length;
      await hub.call('POST', `/api/sessions/${id}/input`, { text: 'a' });
      await expect.poll(() => heard().slice(before)).toMatch(/a[\s\S]*rgb:[\s\S]*t[\s\S]*t$/);
      return heard().slice(before);
    },
  };
}

/** The two answers about sizes, as the page draws its characters. */
function sizes(terminal: Locator, { cols, rows: lines }: { cols: number; rows: number }): Promise<string> {
  return terminal.locator('.xterm-screen').evaluate(
    ({ offsetWidth, offsetHeight }: HTMLElement, grid) => {
      const [width, height] = [offsetWidth / grid.cols, offsetHeight / grid.lines].map((size) => Math.round(10 * size) / 10) as [
        number,
        number,
      ];
      const text = [height * grid.lines, width * grid.cols].map(Math.round).join(';');
      return `\x1b[6;${Math.round(height)};${Math.round(width)}t\x1b[4;${text}t`;
    },
    { cols, lines },
  );
}

async function grid(hub: HubProcess): Promise<{ cols: number; rows: number }> {
  const { sessions } = (await hub.call('GET', '/api/sessions')).json;
  const { cols, rows: lines } = (await hub.call('GET', `/api/sessions/${sessions[0].id}/screen`)).json;
  return { cols, rows: lines };
}

async function shown(page: Page): Promise<Locator> {
  const terminal = await openTerminal(page, 'asks');
  await expect(rows(terminal)).toContainText('ready');
  return terminal;
}

test('a program hears the colours and the size of letters of the page it is shown in, is told when they change, and hears them still when nobody looks', async ({
  board,
  hub,
  folder,
}) => {
  await board.emulateMedia({ colorScheme: 'light' });
  const { ask, heard } = await start(hub, folder);
  const terminal = await shown(board);
  await expect.poll(heard).toBe(NOW_LIGHT); // until then it was as any page's: dark
  expect(await ask()).toBe(`a${LIGHT}${await sizes(terminal, await grid(hub))}`);

  await board.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(heard).toContain(NOW_DARK);
  expect(await ask()).toBe(`a${DARK}${await sizes(terminal, await grid(hub))}`);

  const before = await sizes(terminal, await grid(hub));
  await board.getByRole('button', { name: 'Settings' }).click();
  await expect(board.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await board.getByRole('button', { name: 'Larger letters' }).click();
  await board.getByRole('button', { name: 'Larger letters' }).click();
  await expect(board.getByRole('status', { name: 'Letter size' })).toHaveText('15 px');
  await board.goBack();
  await expect.poll(async () => (await ask()).slice(1 + DARK.length)).not.toBe(before);
  const larger = await ask();
  expect(larger).toBe(`a${DARK}${await sizes(terminal, await grid(hub))}`);

  await hub.stop('SIGKILL');
  await board.goto('about:blank');
  await hub.start();
  await expect.poll(async () => (await hub.call('GET', '/api/sessions')).json.sessions[0]?.status).toBe('running');
  expect(await ask()).toBe(larger);
});

test('of two pages the one that owns the terminal is heard; a page that comes and goes is no news to the program', async ({
  board,
  hub,
  folder,
  browser,
}) => {
  await board.emulateMedia({ colorScheme: 'light' });
  const { ask, heard } = await start(hub, folder);
  await shown(board);
  await expect.poll(heard).toBe(NOW_LIGHT);
  const context = await browser.newContext({ colorScheme: 'dark' });
  const other = await context.newPage();
  await logIn(other, hub);
  const theirs = await shown(other);
  await expect(theirs.getByText('types here and sets the size')).toBeVisible();
  await other.reload();
  await expect(rows(theirs)).toContainText('ready');
  expect(await ask()).toContain(LIGHT);
  await board.reload();
  await expect(rows(board.getByRole('region', { name: 'Terminal asks' }))).toContainText('ready');
  expect(await ask()).toContain(LIGHT);
  expect(heard().split(NOW_LIGHT)).toHaveLength(2);
  expect(heard()).not.toContain(NOW_DARK);

  await theirs.getByRole('button', { name: 'Take over' }).click();
  await expect.poll(heard).toContain(NOW_DARK);
  expect(await ask()).toContain(DARK);
  await context.close();
});
