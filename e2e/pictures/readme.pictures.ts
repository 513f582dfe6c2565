import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Session } from '#common/session.ts';
import { expect, logIn, openTerminal, rows, test } from '../fixtures.ts';
import { type HubProcess, root } from '../hub-process.ts';

/** Takes the pictures that the README shows: `npm run pictures`. Names, folders and windows are always the same. */

const NAMES: readonly string[] = JSON.parse(readFileSync(join(import.meta.dirname, 'picture-list.json'), 'utf8'));
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** Paths are in the pictures: they must not differ from one run to the next. */
const HOME = '/tmp/me';
const THEMES = ['dark', 'light'] as const;

/** One file of the list, small: WebP is what the browser itself can write. */
async function take(page: Page, name: string): Promise<void> {
  if (!NAMES.includes(name)) throw new Error(`${name} is not in picture-list.json.`);
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 90 });
  writeFileSync(join(root, 'docs', 'pictures', name), Buffer.from(data, 'base64'));
}

async function inBothThemes(page: Page, name: string, prepare?: () => Promise<void>): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await prepare?.();
    await page.evaluate(() => document.fonts.ready);
    await take(page, `${name}-${colorScheme}.webp`);
  }
}

async function shows(hub: HubProcess, { id }: Session, text: string): Promise<void> {
  await expect.poll(() => hub.screen(id)).toContain(text);
}

let isMade = false;
test.afterAll(() => {
  if (isMade) rmSync(HOME, { recursive: true });
});

test('the pictures', async ({ makeHub, page }) => {
  mkdirSync(HOME); // fails when it is there: it is somebody's, or another run's
  isMade = true;
  writeFileSync(join(HOME, '.bashrc'), "PS1='$ '\nunset HISTFILE\n");
  const hub = makeHub({ state: join(HOME, '.local', 'share', 'beckon'), env: { HOME, PATH: '/usr/bin:/bin' } });
  await hub.start();
  for (const name of ['payments-service', 'dotfiles']) mkdirSync(join(HOME, 'code', name), { recursive: true });
  const planner = await hub.create({
    provider: 'demo',
    cwd: '~/code/payments-service',
    name: 'planner',
    prompt: 'Make a plan for signed cookies.',
  });
  const webhooks = await hub.create({
    provider: 'demo',
    cwd: '~/code/payments-service',
    name: 'webhooks',
    prompt: 'Replay the webhooks that fail.',
  });
  const shell = await hub.create({ provider: 'shell', cwd: '~/code/dotfiles', name: 'dotfiles', prompt: 'seq -f "line %g of the log" 8' });
  // The newest stand first on the board, and only what is in view has a preview.
  const started = (await hub.call('POST', '/api/demo')).json.sessions as Session[];
  const at = (name: string) => started.find((session) => session.name === name) as Session;
  await shows(hub, at('auth-api'), 'Do you want to proceed?');
  await shows(hub, at('release-notes'), 'Should I open the pull request now?');
  await shows(hub, at('billing'), 'esc to interrupt');
  await shows(hub, planner, 'Would you like to proceed?');
  await shows(hub, webhooks, '529 overloaded');
  await shows(hub, shell, 'line 8 of the log');

  await page.setViewportSize(DESKTOP);
  await logIn(page, hub);
  for (const text of ['Do you want to proceed?', 'Should I open the pull request now?', 'esc to interrupt'])
    await expect(page.getByText(text).first()).toBeVisible();
  await inBothThemes(page, 'board');

  await page.setViewportSize(PHONE);
  await inBothThemes(page, 'phone');

  await page.setViewportSize(DESKTOP);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  await dialog.getByRole('radio', { name: /Demo agent/ }).check();
  await dialog.getByRole('textbox', { name: 'Opening prompt' }).fill('Prorate the first invoice by day.');
  await dialog.getByRole('combobox', { name: 'Folder' }).fill('~/code/');
  await expect(dialog.getByRole('option')).toHaveCount(2);
  await inBothThemes(page, 'new-session');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const terminal = await openTerminal(page, 'auth-api');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  await inBothThemes(page, 'session');
});
