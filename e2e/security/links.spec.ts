import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect, openTerminal, rows, test } from '../fixtures.ts';

const tip = (terminal: Locator) => terminal.getByRole('region', { name: 'Link' });

/** Prints lines, and waits until the last of them is shown. */
async function printed(board: Page, hub: { create(request: object): Promise<unknown> }, text: string): Promise<Locator> {
  const command = { program: 'bash', args: ['-c', `printf '${text}\\n'; echo the-end; read line`] };
  await hub.create({ provider: 'command', name: 'prints', command });
  const terminal = await openTerminal(board, 'prints');
  await expect(rows(terminal)).toContainText('the-end');
  return terminal;
}

/** The pages that are opened from now on are never loaded from anywhere. */
async function keepInside(context: BrowserContext): Promise<void> {
  await context.route(/example\.(org|com)/, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>opened</h1>' }));
}

/** Keeps the text of each link that is shown from now on, however shortly; gives what tells them. */
async function watchTips(page: Page): Promise<() => Promise<string[]>> {
  const tips = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const look = () => seen.push(...[...document.querySelectorAll('[aria-label="Link"]')].map(({ textContent }) => textContent ?? ''));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    return seen;
  });
  return () => tips.jsonValue();
}

/** The row that has this text. The layer that hears the pointer lies over all rows: actions on it are forced through. */
const row = (terminal: Locator, text: string) => rows(terminal).locator('> div').filter({ hasText: text });
const THERE = { position: { x: 20, y: 8 }, force: true };

test('S53 a link shows its real target, also a look-alike and a lying one, and opens with Ctrl without telling who we are', async ({
  board,
  hub,
  context,
}) => {
  await keepInside(context);
  const terminal = await printed(
    board,
    hub,
    'https://www.example.org/a?b=1 plain\\n\\033]8;;https://example.com/real\\033\\\\https://example.org/shown\\033]8;;\\033\\\\\\nhttps://ex\\320\\260mple.org/ alike',
  );
  await row(terminal, 'shown').hover(THERE);
  await expect(tip(terminal)).toContainText('Reads like example.org');
  await expect(tip(terminal)).toContainText('https://example.com/real');
  await row(terminal, 'alike').hover(THERE);
  await expect(tip(terminal)).toContainText('xn--exmple-4nf.org');
  await row(terminal, 'plain').hover(THERE);
  await expect(tip(terminal)).toContainText('https://www.example.org/a?b=1');
  await expect(tip(terminal)).not.toContainText('Reads like');
  await row(terminal, 'plain').click(THERE);
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    row(terminal, 'plain').click({ ...THERE, modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(opened.getByRole('heading', { name: 'opened' })).toBeVisible();
  expect(opened.url()).toBe('https://www.example.org/a?b=1');
  expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  expect(context.pages()).toHaveLength(2); // the plain click before opened nothing
  await row(terminal, 'the-end').hover(THERE);
  await expect(tip(terminal)).toHaveCount(0);
});

test('S53 an address that wraps is one link; other schemes are none', async ({ board, hub }) => {
  const path = 'p'.repeat(300);
  const terminal = await printed(
    board,
    hub,
    `https://example.org/${path}/last-word\\n\\033]8;;javascript:alert(1)\\033\\\\script-link\\033]8;;\\033\\\\\\n\\033]8;;file:///etc/passwd\\033\\\\file-link\\033]8;;\\033\\\\`,
  );
  const seen = await watchTips(board);
  await row(terminal, 'last-word').hover(THERE);
  await expect(tip(terminal)).toContainText(`https://example.org/${path}/last-word`);
  for (const name of ['script-link', 'file-link']) {
    await row(terminal, name).hover(THERE);
    await expect(tip(terminal)).toHaveCount(0);
    await row(terminal, name).click({ ...THERE, modifiers: ['ControlOrMeta'] });
  }
  await row(terminal, 'last-word').hover(THERE);
  await expect(tip(terminal)).toBeVisible();
  expect(board.context().pages()).toHaveLength(1);
  const tips = await seen();
  expect(tips.some((text) => text.includes('last-word'))).toBe(true);
  expect(tips.filter((text) => !text.includes('last-word'))).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('S53 a tap shows where a link goes, with a button that opens it', async ({ board, hub, context }) => {
    await keepInside(context);
    const terminal = await printed(board, hub, 'https://example.org/tap');
    await row(terminal, 'tap').tap(THERE);
    await expect(tip(terminal)).toContainText('example.org');
    const [opened] = await Promise.all([context.waitForEvent('page'), tip(terminal).getByRole('button', { name: 'Open' }).tap()]);
    await expect(opened.getByRole('heading', { name: 'opened' })).toBeVisible();
    await expect(tip(terminal)).toHaveCount(0);
  });
});
