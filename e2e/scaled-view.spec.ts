import type { Browser, Locator, Page } from '@playwright/test';
import { expect, logIn, openTerminal, rows, test } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/** Somebody watches in a small window what runs in a large one: the large grid is scaled down for them. */

const WORDS = Array.from({ length: 30 }, (_, line) => [0, 1, 2, 3, 4, 5, 6, 7].map((column) => `word-${line}x${column}-end`).join('   '));

async function watch(browser: Browser, owner: Page, hub: HubProcess, script: string): Promise<Locator> {
  await hub.create({ provider: 'command', name: 'shared', command: { program: 'bash', args: ['-c', `${script}; read -r line`] } });
  await owner.setViewportSize({ width: 1800, height: 1000 });
  await expect(rows(await openTerminal(owner, 'shared'))).toContainText('the-end');
  const context = await browser.newContext({ viewport: { width: 600, height: 700 }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await logIn(page, hub);
  const terminal = await openTerminal(page, 'shared');
  await expect(terminal.getByText('types here and sets the size')).toBeVisible();
  await expect(rows(terminal)).toContainText('the-end');
  await expect.poll(() => scaleOf(terminal)).toBeLessThan(0.5);
  return terminal;
}

/** Pixels of the page for one of the terminal's. */
const scaleOf = (terminal: Locator) =>
  terminal.locator('.xterm-screen').evaluate((screen: HTMLElement) => screen.getBoundingClientRect().width / screen.offsetWidth);

/** Where the middle of this text is in the page. */
async function placeOf(terminal: Locator, text: string): Promise<{ x: number; y: number }> {
  const place = await rows(terminal).evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(wanted) ?? -1;
      if (start === -1) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, text);
  if (!place) throw new Error(`${text} is not shown`);
  return place;
}

test('a word that is double-clicked in a scaled terminal is the word that is copied, and a drag selects what it passes', async ({
  board,
  hub,
  browser,
}) => {
  const terminal = await watch(browser, board, hub, `printf '%s\\n' ${WORDS.map((line) => `'${line}'`).join(' ')} the-end`);
  const page = terminal.page();
  const copied = async () => {
    await page.keyboard.press('Control+Shift+C');
    return page.evaluate(() => navigator.clipboard.readText());
  };
  for (const word of ['word-0x0-end', 'word-12x4-end', 'word-29x7-end']) {
    const { x, y } = await placeOf(terminal, word);
    await page.mouse.dblclick(x, y);
    await expect.poll(copied).toBe(word);
  }
  // The middle of twelve characters lies between the sixth and the seventh.
  const [from, to] = [await placeOf(terminal, 'word-20x5-en'), await placeOf(terminal, 'word-22x5-en')];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  const [first, middle, last] = WORDS.slice(20, 23);
  const [begin = 0, end = 0] = [first?.indexOf('word-20x5'), last?.indexOf('word-22x5')];
  await expect.poll(copied).toBe(`${first?.slice(begin + 6)}\n${middle}\n${last?.slice(0, end + 6)}`);
  await page.context().close();
});

test('a link in a scaled terminal is told of where it stands, and nowhere else', async ({ board, hub, browser }) => {
  const script = `printf '%s\\n' ${WORDS.map((line) => `'${line}'`).join(' ')} 'see https://example.org/there now' the-end`;
  const terminal = await watch(browser, board, hub, script);
  const page = terminal.page();
  const tip = terminal.getByRole('region', { name: 'Link' });
  const there = await placeOf(terminal, 'example.org');
  await page.mouse.move(there.x, there.y);
  await expect(tip).toContainText('https://example.org/there');
  const beside = await placeOf(terminal, 'the-end');
  await page.mouse.move(beside.x, beside.y);
  await expect(tip).toHaveCount(0);
  await page.context().close();
});
