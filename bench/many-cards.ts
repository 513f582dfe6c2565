import type { Page } from '@playwright/test';
import { type BeckonAddress, endSession } from './beckon-door.ts';
import { inBrowser, logIn, SIZE } from './browser.ts';
import { askHub } from './hub-request.ts';
import type { Round } from './measures.ts';
import { notePage } from './page-probe.ts';
import { quantile } from './report.ts';
import { pause } from './terminal.ts';

// A board of a hundred cards, thirty of which change, scrolled; beside a page of a hundred cards that are only text.

const ROUNDS = 2;
const SCROLLS = 60;
const SCROLL_MS = 30;
/** Until all cards are drawn and their previews go, in milliseconds. */
const SETTLE_MS = 2000;
const AT_ONCE = 5;

/** Writes its screen anew five times a second, as an agent at work does; without starting a program for each pause. */
export const BUSY_CARD = `i=0; while :; do i=$((i+1)); printf '\\033[2J\\033[H\\033[32m*\\033[0m step %d\\n  \\033[1mUpdate\\033[0m(src/file-%d.ts)\\n\\033[41m - old %d \\033[0m\\n\\033[42m + new %d \\033[0m\\n\\033[33mWorking (%ds)\\033[0m' $i $i $i $i $((i/5)); read -rt 0.2 _; done`;
const STILL_CARD = `for i in {1..12}; do echo "  src/file-$i.ts: a line of text as long as others"; done; read -r _`;

export function manyCards(bare: { port: number }, beckon: BeckonAddress): Promise<{ bare: Round[]; beckon: Round[] }> {
  return inBrowser(async (browser) => {
    const sessions = [...(await startCards(beckon, 30, BUSY_CARD)), ...(await startCards(beckon, 70, STILL_CARD))];
    try {
      const context = await browser.newContext({ viewport: SIZE });
      await context.addInitScript(notePage);
      const { origin } = await logIn(context, beckon);
      const rounds: { bare: Round[]; beckon: Round[] } = { bare: [], beckon: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [url, into] of [
          [`http://127.0.0.1:${bare.port}/cards`, rounds.bare],
          [`${origin}/`, rounds.beckon],
        ] as const) {
          const page = await context.newPage();
          await page.goto(url);
          if (into === rounds.beckon) await page.waitForFunction(() => window.beckonNotes.usable !== null);
          await pause(SETTLE_MS);
          into.push({ 'cards frame p95': quantile(await scrolled(page, { turns: SCROLLS, rest: SCROLL_MS }), 0.95) });
          await page.close();
        }
      }
      return rounds;
    } finally {
      await endCards(beckon, sessions);
    }
  });
}

/** Milliseconds between frames while a page is scrolled down and up again. */
export async function scrolled(page: Page, { turns, rest }: { turns: number; rest: number }): Promise<number[]> {
  await page.mouse.move(SIZE.width / 2, SIZE.height / 2);
  await page.evaluate(() => {
    window.beckonNotes.watching = true;
  });
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, turn < turns / 2 ? 100 : -100);
    await pause(rest);
  }
  return page.evaluate(() => {
    window.beckonNotes.watching = false;
    return window.beckonNotes.frames;
  });
}

/** Sessions of a script of bash; gives their ids. */
export async function startCards({ hubSocket, cwd }: BeckonAddress, count: number, script: string): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const command = { program: 'bash', args: ['-c', script] };
    const body = { provider: 'command', cwd, name: `card ${number} of the bench`, command };
    ids.push(((await askHub(hubSocket, 'POST', '/api/sessions', body)) as { id: string }).id);
  }
  return ids;
}

export async function endCards({ hubSocket }: BeckonAddress, sessions: readonly string[]): Promise<void> {
  for (let at = 0; at < sessions.length; at += AT_ONCE)
    await Promise.all(sessions.slice(at, at + AT_ONCE).map((session) => endSession(hubSocket, session)));
}
