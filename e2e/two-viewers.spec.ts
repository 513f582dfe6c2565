import type { Browser, Locator, Page } from '@playwright/test';
import { expect, logIn, openTerminal, rows, test, type } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/** A page in a browser of its own, of this size. */
async function another(browser: Browser, hub: HubProcess, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await logIn(page, hub);
  return page;
}

/** The grid that the session has now. */
async function grid(hub: HubProcess, id: string): Promise<string> {
  const { cols, rows: lines } = (await hub.call('GET', `/api/sessions/${id}/screen`)).json;
  return `${cols}x${lines}`;
}

/** Every cell of the terminal lies within its region and over the offer: scaled, never clipped. */
async function expectWhole(terminal: Locator, offer: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const [screen, region, bar] = await Promise.all(
        [terminal.locator('.xterm-screen'), terminal, offer].map((each) => each.boundingBox()),
      );
      if (!screen || !region || !bar) return 'not there';
      if (screen.x < region.x || screen.x + screen.width > region.x + region.width) return 'clipped at a side';
      return screen.y < region.y || screen.y + screen.height > bar.y + bar.height ? 'clipped above or below' : 'whole';
    })
    .toBe('whole');
}

const offerOf = (terminal: Locator) => terminal.getByText('types here and sets the size');

test('a phone sees all of a desktop and takes over, the desktop sees all of the phone: neither takes the size from the other by itself', async ({
  board,
  hub,
  browser,
}) => {
  const { id } = await hub.create({ provider: 'command', name: 'shared', command: { program: 'cat' } });
  await board.setViewportSize({ width: 1800, height: 1000 });
  const desk = await openTerminal(board, 'shared');
  await type(desk, 'typed at the desk\n');
  await expect(rows(desk)).toContainText('typed at the desk');
  const wide = await grid(hub, id);

  const phone = await another(browser, hub, 390, 844);
  const hand = await openTerminal(phone, 'shared');
  await expect(rows(hand)).toContainText('typed at the desk');
  await expectWhole(hand, offerOf(hand));
  expect(await grid(hub, id)).toBe(wide);

  await type(hand, 'x');
  await expect(hand.getByText('nothing was typed')).toBeVisible();
  await hand.getByRole('button', { name: 'Take over' }).click();
  await expect.poll(() => grid(hub, id)).not.toBe(wide);
  await expect(hand.getByRole('button', { name: 'Take over' })).toHaveCount(0);
  await type(hand, 'typed in the hand\n');
  await expect(rows(desk)).toContainText('typed in the hand');
  await expect(rows(desk)).not.toContainText('x');
  const narrow = await grid(hub, id);
  await expectWhole(desk, offerOf(desk));
  await board.setViewportSize({ width: 1500, height: 900 });
  await expectWhole(desk, offerOf(desk));
  expect(await grid(hub, id)).toBe(narrow);

  await phone.context().close();
  await expect(desk.getByRole('button', { name: 'Take over' })).toBeVisible();
  await desk.getByRole('button', { name: 'Take over' }).click();
  await expect.poll(() => grid(hub, id)).not.toBe(narrow);
});

test('while the owner is hidden, the first key of another takes over', async ({ board, hub, browser }) => {
  await hub.create({ provider: 'command', name: 'shared', command: { program: 'cat' } });
  const mine = await openTerminal(board, 'shared');
  await type(mine, 'mine\n');
  await expect(rows(mine)).toContainText('mine');
  const other = await another(browser, hub, 1200, 800);
  const theirs = await openTerminal(other, 'shared');
  await expect(offerOf(theirs)).toBeVisible();
  await board.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  // Its page told the host that it is hidden when the answer to anything it asked after that is there.
  await board.evaluate(() => fetch('/api/health'));
  await expect(async () => {
    await type(theirs, 'z');
    await expect(theirs.getByRole('button', { name: 'Take over' })).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await expect(mine.getByRole('button', { name: 'Take over' })).toBeVisible();
  await type(theirs, '\n');
  await expect(rows(mine)).toContainText('z');
  await other.context().close();
});

test('a window that gets smaller while the server is away still shows all of the terminal, in a bar that says why', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'cut off' });
  const terminal = await openTerminal(board, 'cut off');
  await type(terminal, 'printf "%*s\\n" "$(tput cols)" edge\n');
  await expect(rows(terminal)).toContainText(/ edge/);
  await hub.stop('SIGKILL');
  const lost = board.getByText('Lost the server.').first();
  await expect(lost).toBeVisible();
  await board.setViewportSize({ width: 390, height: 844 });
  const room = async () => {
    const [screen, around] = await Promise.all([terminal.locator('.xterm-screen').boundingBox(), terminal.boundingBox()]);
    return screen && around ? screen.x + screen.width <= around.x + around.width : false;
  };
  await expect.poll(room).toBe(true);
  // Nothing of the bar below shows beside the sentence.
  const bar = board.getByRole('banner');
  const uncovered = await bar.getByText('shell', { exact: true }).evaluate((tag) => {
    const { left, top, width, height } = tag.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === tag;
  });
  expect(uncovered).toBe(false);
  await hub.start();
  await expect(lost).toBeHidden();
  await expect.poll(room).toBe(true);
  await expect(terminal.locator('.xterm-helper-textarea')).toBeEnabled();
});
