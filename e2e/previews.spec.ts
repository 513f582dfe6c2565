import type { Page } from '@playwright/test';
import { expect, groupBy, test } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

declare global {
  interface Window {
    blankFrames: string[];
    framesSeen: number;
  }
}

const card = (page: Page, name: string) => page.getByRole('main').getByRole('listitem', { name, exact: true });

async function printers(hub: HubProcess, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await hub.create({ provider: 'command', name, command: { program: 'bash', args: ['-c', `echo "screen of ${name}"; read line`] } });
  }
}

/** From now on looks at each frame just before it is painted, and notes the cards in view that show nothing. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.blankFrames = [];
    window.framesSeen = 0;
    const look = () => {
      window.framesSeen += 1;
      for (const item of document.querySelectorAll('main li[data-session]')) {
        const box = item.getBoundingClientRect();
        if (box.bottom < 0 || box.top > innerHeight) continue;
        const pane = item.querySelector('div[aria-hidden=true]'); // only a card has one
        if (pane !== null && !pane.textContent?.includes('screen of'))
          window.blankFrames.push(`frame ${window.framesSeen}: ${item.textContent}`);
      }
    };
    // What changes the page is followed by a look in a microtask, before the frame; frames without a change by one of their own.
    new MutationObserver(look).observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true });
    const each = () => {
      look();
      requestAnimationFrame(each);
    };
    requestAnimationFrame(each);
  });
}

async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (many) => {
    for (let each = 0; each < many; each += 1) await new Promise(requestAnimationFrame);
  }, count);
}

test('cards that are regrouped, and cards that come back from the list, show their screens in the first frame', async ({ board, hub }) => {
  const names = ['one', 'two', 'three', 'four'];
  await printers(hub, names);
  for (const name of names) await expect(card(board, name)).toContainText(`screen of ${name}`);
  await watchFrames(board);
  await groupBy(board, 'Provider');
  await expect(board.getByRole('heading', { name: 'command 4' })).toBeVisible();
  await groupBy(board, 'Status');
  await expect(board.getByRole('heading', { name: 'running 4' })).toBeVisible();
  await groupBy(board, 'None');
  await frames(board, 3);
  expect(await board.evaluate(() => window.framesSeen)).toBeGreaterThan(3);
  expect(await board.evaluate(() => window.blankFrames)).toEqual([]);

  await board.getByRole('group', { name: 'View' }).getByText('List').click();
  await expect(card(board, 'one')).not.toContainText('screen of');
  await watchFrames(board);
  await board.getByRole('group', { name: 'View' }).getByText('Grid').click();
  for (const name of names) await expect(card(board, name)).toContainText(`screen of ${name}`);
  await frames(board, 3);
  expect(await board.evaluate(() => window.blankFrames)).toEqual([]);
});

test('without the server a card whose screen never came says when it will', async ({ board, hub }) => {
  await board.setViewportSize({ width: 1280, height: 600 });
  const names = Array.from({ length: 15 }, (_, each) => `number ${each + 1}`);
  await printers(hub, names);
  await board.reload(); // while they were started each of them was in view
  await expect(card(board, 'number 15')).toContainText('screen of number 15');
  await hub.stop('SIGKILL');
  await expect(card(board, 'number 15')).toContainText('last known: running');
  await card(board, 'number 1').scrollIntoViewIfNeeded();
  await expect(card(board, 'number 1').getByText('The screen is shown when the server is back.')).toBeVisible();
  await card(board, 'number 15').scrollIntoViewIfNeeded();
  await expect(card(board, 'number 15')).toContainText('screen of number 15');
  await expect(card(board, 'number 15').getByText('The screen is shown when the server is back.')).toBeHidden();
  await hub.start();
  await card(board, 'number 1').scrollIntoViewIfNeeded();
  await expect(card(board, 'number 1')).toContainText('screen of number 1');
});

test('what is longer than a card fades at its right edge', async ({ board, hub }) => {
  const script = 'for _ in 1 2 3 4; do printf "█%.0s" {1..70}; echo; done; read line';
  await hub.create({ provider: 'command', name: 'wide', command: { program: 'bash', args: ['-c', script] } });
  await expect(card(board, 'wide')).toContainText('███');
  await board.emulateMedia({ colorScheme: 'dark' });
  const pane = card(board, 'wide').locator('div[aria-hidden=true]');
  const picture = (await pane.screenshot()).toString('base64');
  // The lightest pixel of each column of the second row: the row is one bright bar.
  const columns = await board.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (pen === null) throw new Error('No canvas.');
    pen.drawImage(image, 0, 0);
    return Array.from({ length: image.width }, (_, x) =>
      Math.max(...pen.getImageData(x, 10 + 16, 1, 16).data.filter((_part, at) => at % 4 === 1)),
    );
  }, picture);
  const fromRight = (from: number, to: number) => Math.max(...columns.slice(columns.length - to, columns.length - from));
  const [full, half, none] = [fromRight(50, 60), fromRight(14, 18), fromRight(1, 3)];
  expect(full).toBeGreaterThan(180);
  expect(half).toBeLessThan(full - 40);
  expect(half).toBeGreaterThan(none + 40);
  expect(none).toBeLessThan(50);
});
