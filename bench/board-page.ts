import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { BeckonAddress } from './beckon-door.ts';
import { inBrowser, logIn, SIZE } from './browser.ts';
import { BUSY_CARD, endCards, scrolled, startCards } from './many-cards.ts';
import type { Round } from './measures.ts';
import { notePage } from './page-probe.ts';
import { quantile } from './report.ts';
import { pause } from './terminal.ts';

// The board in a real browser, with forty cards whose programs print all the time.

const CARDS = 40;
const LOADS = 5;
/** Between two inputs, in milliseconds: each has its own frame and the previews go on. */
const REST_MS = 60;
const SCROLLS = 40;
/** The browser rounds events to 8 ms and tells none below 16. */
const UNTOLD_MS = 8;

/** One round for each load of the page; interactions, shifts and frames are taken once, after the last. */
export async function boardPage(address: BeckonAddress): Promise<Round[]> {
  const sessions = await startCards(address, CARDS, BUSY_CARD);
  try {
    return await inBrowser((browser) => measure(browser, address));
  } finally {
    await endCards(address, sessions);
  }
}

async function measure(browser: Browser, address: BeckonAddress): Promise<Round[]> {
  const context = await browser.newContext({ viewport: SIZE });
  await context.addInitScript(notePage);
  const { origin } = await logIn(context, address); // the server is warm from here on
  const rounds: Round[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const { page, script } = await loadPage(context, `${origin}/`);
    rounds.push({ 'page usable': await usable(page), 'page script': script() / 1e3 });
    if (load === LOADS - 1) Object.assign(rounds[load] ?? {}, await used(page));
    await page.close();
  }
  return rounds;
}

/** Opens the page with an empty cache; `script` gives the bytes of script so far, as gzip makes them. */
async function loadPage(context: BrowserContext, url: string): Promise<{ page: Page; script: () => number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  let bytes = 0;
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.body().then(
      (body) => {
        bytes += gzipSync(body).length;
      },
      () => undefined, // the page was closed first
    );
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, script: () => bytes };
}

async function usable(page: Page): Promise<number> {
  await page.waitForFunction(() => window.beckonNotes.usable !== null);
  return page.evaluate(() => window.beckonNotes.usable ?? Number.NaN);
}

/** Uses the board as a person does, and gives how it answered. */
async function used(page: Page): Promise<Round> {
  await pause(1000);
  const told = await interactions(page);
  const frames = await scrolled(page, { turns: SCROLLS, rest: REST_MS / 2 });
  return {
    'page interaction p50': quantile(told, 0.5),
    'page interaction p95': quantile(told, 0.95),
    'page interaction max': quantile(told, 1),
    'page frame p95': quantile(frames, 0.95),
    'page shift': await page.evaluate(() => window.beckonNotes.shift),
  };
}

/** Milliseconds from each input to the next picture: typing in the filter, the menu, both views, arrow keys. */
async function interactions(page: Page): Promise<number[]> {
  let done = 0;
  async function act(input: () => Promise<void>): Promise<void> {
    await input();
    done += 1;
    await pause(REST_MS);
  }
  const filter = page.getByRole('searchbox', { name: 'Filter sessions' });
  await filter.click();
  for (const key of 'card 2 running') await act(() => page.keyboard.press(key === ' ' ? 'Space' : key));
  for (let key = 0; key < 14; key += 1) await act(() => page.keyboard.press('Backspace'));
  for (let turn = 0; turn < 5; turn += 1) {
    await act(() => page.getByRole('button', { name: 'More' }).nth(turn).click());
    for (let step = 0; step < 4; step += 1) await act(() => page.keyboard.press('ArrowDown'));
    await act(() => page.keyboard.press('Escape'));
  }
  for (const name of ['List', 'Grid', 'List', 'Grid', 'List', 'Grid']) await act(() => page.getByText(name, { exact: true }).click());
  await pause(500);
  const told = [...new Map(await page.evaluate(() => [...window.beckonNotes.interactions])).values()];
  return [...told, ...Array.from({ length: Math.max(0, done - told.length) }, () => UNTOLD_MS)];
}
