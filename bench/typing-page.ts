import type { Browser, Page } from '@playwright/test';
import type { BeckonAddress } from './beckon-door.ts';
import { inBrowser, logIn, SIZE } from './browser.ts';
import { askHub } from './hub-request.ts';
import type { Round } from './measures.ts';
import { quantile } from './report.ts';
import { FLOOD, PROMPT, SHELL_ARGUMENTS } from './shell.ts';
import { pause } from './terminal.ts';
import { noteTyping } from './typing-probe.ts';

// Keys as a person feels them: in a browser, from the key to the picture that shows it.

const ROUNDS = 4;
const KEYS = 60;
const INTERRUPTS = 3;
/** How long a flood runs before its Ctrl-C, in milliseconds: what is on its way everywhere is full by then. */
const FLOOD_MS = 1000;
/** Between keys, in milliseconds, and in no rhythm with the frames of the screen. */
const REST_MS = 45;
const REST_SPREAD = 34;

/** Both pages by turns, each round in fresh ones; Ctrl-C in ours alone: the plain page shows all of a flood before its prompt. */
export function typingPages(bare: { port: number }, beckon: BeckonAddress): Promise<{ bare: Round[]; beckon: Round[] }> {
  return inBrowser(async (browser) => {
    const rounds: { bare: Round[]; beckon: Round[] } = { bare: [], beckon: [] };
    const ours = await browser.newContext({ viewport: SIZE });
    const { origin } = await logIn(ours, beckon);
    for (let round = 0; round < ROUNDS; round += 1) {
      const plain = await newPage(browser);
      await plain.goto(`http://127.0.0.1:${bare.port}/`);
      rounds.bare.push(await typed(plain));
      await plain.context().close();
      const { id } = (await askHub(beckon.hubSocket, 'POST', '/api/sessions', {
        provider: 'command',
        cwd: beckon.cwd,
        command: { program: 'bash', args: SHELL_ARGUMENTS },
      })) as { id: string };
      const page = await ours.newPage();
      await page.addInitScript(noteTyping);
      await page.goto(`${origin}/s/${id}`);
      const keys = await typed(page);
      rounds.beckon.push({ ...keys, 'page interrupt': quantile(await interrupts(page), 0.5) });
      await page.close();
      await askHub(beckon.hubSocket, 'POST', `/api/sessions/${id}/end`);
    }
    return rounds;
  });
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZE });
  await context.addInitScript(noteTyping);
  return context.newPage();
}

async function typed(page: Page): Promise<Round> {
  await page.locator('.xterm-helper-textarea').focus();
  await page.waitForFunction((prompt) => document.querySelector('.xterm-rows')?.textContent?.trim() === prompt, PROMPT.trim());
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press('abcdefghijklmnopqrstuvwxyz'.charAt(key % 26));
    await pause(REST_MS + Math.random() * REST_SPREAD);
  }
  await page.waitForFunction((count) => window.typingNotes.shown.length === count, KEYS);
  await page.keyboard.press('Control+u');
  const { drawn, shown } = await page.evaluate(() => window.typingNotes);
  return { 'page key drawn p50': quantile(drawn, 0.5), 'page key p50': quantile(shown, 0.5), 'page key p95': quantile(shown, 0.95) };
}

async function interrupts(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let each = 0; each < INTERRUPTS; each += 1) {
    await page.keyboard.insertText(FLOOD);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /(0123456789){8}\s*$/.test(document.querySelector('.xterm-rows')?.textContent ?? ''));
    await pause(FLOOD_MS);
    await page.evaluate(() => {
      window.typingNotes.prompt = null;
    });
    await page.keyboard.press('Control+c');
    await page.waitForFunction(() => window.typingNotes.prompt !== null);
    times.push(await page.evaluate(() => window.typingNotes.prompt ?? Number.NaN));
  }
  return times;
}
