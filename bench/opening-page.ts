import type { BeckonAddress } from './beckon-door.ts';
import { inBrowser, logIn, SIZE } from './browser.ts';
import { endCards, startCards } from './many-cards.ts';
import type { Round } from './measures.ts';
import { PROMPT } from './shell.ts';
import { pause } from './terminal.ts';
import { noteTyping } from './typing-probe.ts';

// From a click on a card to the session's screen, each time on a board that has shown no terminal yet.

const ROUNDS = 5;
/** Until a page is at rest, in milliseconds. */
const SETTLE_MS = 1000;

export function openingPage(beckon: BeckonAddress, log: { path: string }, lines: number): Promise<Round[]> {
  return inBrowser(async (browser) => {
    const shell = `head -n ${lines} ${log.path}; exec env PS1='${PROMPT}' bash --noprofile --norc -i`;
    const sessions = await startCards(beckon, 1, shell);
    try {
      const context = await browser.newContext({ viewport: SIZE });
      const { origin } = await logIn(context, beckon);
      await context.addInitScript(noteTyping);
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const page = await context.newPage();
        await page.goto(`${origin}/`);
        const card = page.getByRole('main').getByRole('link', { name: /of the bench/ });
        await card.waitFor();
        await page.waitForFunction(() => window.typingNotes.opened === null); // the code that waits takes 9 ms of the page to begin with
        await pause(SETTLE_MS);
        await card.click();
        const opened = await page.waitForFunction(() => window.typingNotes.opened);
        rounds.push({ 'page opened': Number(await opened.jsonValue()) });
        await page.close();
      }
      return rounds;
    } finally {
      await endCards(beckon, sessions);
    }
  });
}
