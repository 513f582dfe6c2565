import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { installedBrowser } from '../cli/test/browser.mjs';
import { askHub } from './hub-request.ts';
import type { BeckonAddress } from './beckon-door.ts';

/** What every page is measured in, in CSS pixels. */
export const SIZE = { width: 1440, height: 900 };

/** Chromium without a GPU; ends with `use`. */
export async function inBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = installedBrowser(process.env);
  if (executablePath === null) throw new Error('No Chromium to measure in. Name one with BECKON_TEST_BROWSER.');
  const args = ['--disable-gpu', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a link to the hub once, so that later pages of the context are logged in. */
export async function logIn(context: BrowserContext, { hubSocket, port }: BeckonAddress): Promise<{ origin: string }> {
  const origin = `http://beckon.localhost:${port}`;
  const { url } = (await askHub(hubSocket, 'POST', '/api/links')) as { url: string };
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('main').waitFor();
  await page.waitForURL(`${origin}/**`);
  await page.close();
  return { origin };
}
