import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { HubProcess, type HubSurroundings } from './hub-process.ts';

/** Each test has a hub of its own, a home of its own, and a browser that was let in by a link. */

interface Fixtures {
  /** A fresh folder, removed afterwards, with an empty `work` and `home` in it. */
  folder: string;
  hub: HubProcess;
  /** Another hub for the state folder of `hub`, which must have been stopped, in an environment with these variables. */
  hubWith: (env: Record<string, string>) => HubProcess;
  /** A hub that is not started yet, on the test's state folder or another; it and its pty host end with the test. */
  makeHub: (options?: { state?: string; env?: Record<string, string>; surroundings?: HubSurroundings }) => HubProcess;
  /** The page, opened with a fresh link. */
  board: Page;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'b-'));
    mkdirSync(join(folder, 'work'));
    mkdirSync(join(folder, 'home'));
    // A prompt that is known, whatever the system's own start files say; and no file written late, by shells that end with the test.
    writeFileSync(join(folder, 'home', '.bashrc'), "PS1='$ '\nunset HISTFILE\n");
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  hub: async ({ folder }, use) => {
    const hub = new HubProcess(join(folder, 'state'), { HOME: join(folder, 'home'), SHELL: '/bin/bash' });
    await hub.start();
    await use(hub);
    await hub.close();
  },
  hubWith: async ({ hub, folder }, use) => {
    const made: HubProcess[] = [];
    await use((env) => {
      const other = new HubProcess(hub.state, { HOME: join(folder, 'home'), SHELL: '/bin/bash', ...env });
      made.push(other);
      return other;
    });
    for (const other of made) await other.stop('SIGKILL');
  },
  makeHub: async ({ folder }, use) => {
    const made: HubProcess[] = [];
    await use(({ state = join(folder, 'state'), env = {}, surroundings = {} } = {}) => {
      const hub = new HubProcess(state, { HOME: join(folder, 'home'), SHELL: '/bin/bash', ...env }, surroundings);
      made.push(hub);
      return hub;
    });
    for (const hub of made) await hub.close();
  },
  board: async ({ hub, page }, use) => {
    await logIn(page, hub);
    await use(page);
  },
});

export { expect };

/** Opens the page with a fresh link and waits until it is connected: from then on it hears keys. */
export async function logIn(page: Page, hub: HubProcess): Promise<void> {
  await page.goto(await hub.link());
  await page.waitForURL(`${hub.origin}/`);
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeEnabled();
}

/** Opens the terminal of a session by its link, and waits until it has the focus: what is typed goes to it. */
export async function openTerminal(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name }).first().click();
  const terminal = page.getByRole('region', { name: `Terminal ${name}` });
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  return terminal;
}

/** Waits until this page has heard that a session runs: the hub may know it a moment before. */
export async function expectRunning(page: Page, ...sessions: string[]): Promise<void> {
  for (const name of sessions) await expect(page.getByRole('main').getByRole('listitem', { name, exact: true })).toContainText('running');
}

/** Chooses from the menu of a session on the board. */
export async function choose(page: Page, session: string, item: string): Promise<void> {
  await page.getByRole('listitem', { name: session }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Groups the cards of the board. */
export async function groupBy(page: Page, what: 'None' | 'Project' | 'Status' | 'Provider'): Promise<void> {
  await page.getByRole('button', { name: /^Group: / }).click();
  await page.getByRole('menuitemradio', { name: what }).click();
  await expect(page.getByRole('button', { name: `Group: ${what.toLowerCase()}` })).toBeVisible();
}

/** The rows of a terminal as a person sees them. */
export function rows(terminal: Locator): Locator {
  return terminal.locator('.xterm-rows');
}

/** Waits until this text stands in a span of its own colour. Read in one go: a row is drawn anew at any time, and a lost span has no colour. */
export async function expectColoured(place: Locator, text: string): Promise<void> {
  await expect
    .poll(() =>
      place.evaluate((all, wanted) => {
        const span = [...all.querySelectorAll('span')].find((each) => each.textContent === wanted);
        if (!span) return 'no such text';
        return getComputedStyle(span).color === getComputedStyle(span.parentElement ?? all).color ? 'as the text around it' : 'coloured';
      }, text),
    )
    .toBe('coloured');
}

/** Types into a terminal, as keys. */
export async function type(terminal: Locator, text: string): Promise<void> {
  await terminal.locator('.xterm-helper-textarea').focus();
  await terminal.page().keyboard.type(text);
}

/** Pastes text into a terminal, as the browser does with what is in the clipboard. */
export async function paste(terminal: Locator, text: string): Promise<void> {
  await terminal.locator('.xterm-helper-textarea').evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
