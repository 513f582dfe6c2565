import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { choose, expect, expectRunning, groupBy, logIn, openTerminal, test, expectColoured } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

const card = (page: Page, name: string) => page.getByRole('listitem', { name });
/** The names of the shown sessions, in the order of the board. */
const names = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('link');

/** Chooses how sessions are shown and waits until they are: lines are low, cards high. */
async function show(page: Page, layout: 'Grid' | 'List'): Promise<void> {
  await page.getByRole('group', { name: 'View' }).locator('label').filter({ hasText: layout }).click();
  const first = page.getByRole('main').getByRole('listitem').first();
  await expect.poll(async () => ((await first.boundingBox())?.height ?? 0) < 100).toBe(layout === 'List');
}

/** Sessions that wait for a line, the first of them created first. */
async function sleepers(hub: HubProcess, ...all: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of all) {
    const { id } = await hub.create({ provider: 'command', name, command: { program: 'bash', args: ['-c', 'read line'] } });
    ids.push(id);
  }
  return ids;
}

test('previews are live, in the colours of the terminal, and only of what is in view', async ({ board, hub, folder }) => {
  const watched: string[][] = [];
  board.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const found = /\["board:watch",(\{.*\})\]$/.exec(String(payload));
      if (found) watched.push(JSON.parse(found[1] ?? '').sessions);
    }),
  );
  await board.reload();
  const fill = await sleepers(hub, ...Array.from({ length: 30 }, (_, each) => `filler ${each}`));
  const script = `printf 'plain \\033[31mRED\\033[0m\\n'; while [ ! -e ${folder}/go ]; do sleep 0.05; done; echo changed-$((6*7)); read line`;
  const { id } = await hub.create({ provider: 'command', name: 'painter', command: { program: 'bash', args: ['-c', script] } });
  await expect(card(board, 'painter')).toContainText('plain RED');
  await expectColoured(card(board, 'painter'), 'RED');
  writeFileSync(`${folder}/go`, '');
  await expect(card(board, 'painter')).toContainText('changed-42');

  // The newest come first: the oldest are far below.
  const isWatched = () => [id, fill[0] ?? ''].map((each) => watched.at(-1)?.includes(each));
  await expect.poll(isWatched).toEqual([true, false]);
  await card(board, 'filler 0').scrollIntoViewIfNeeded();
  await expect.poll(isWatched).toEqual([false, true]);
});

test('a click anywhere on a card opens its session', async ({ board, hub }) => {
  const [id] = await sleepers(hub, 'wide target');
  await card(board, 'wide target').click({ position: { x: 150, y: 150 } });
  await board.waitForURL(`${hub.origin}/s/${id}`);
});

test('the filter finds by name, folder, provider and status; what finds nothing says so and is cleared', async ({ board, hub }) => {
  await sleepers(hub, 'api server', 'web client');
  await hub.create({ name: 'a shell' });
  await expect(names(board)).toHaveCount(3);
  await board.keyboard.press('/');
  const filter = board.getByRole('searchbox', { name: 'Filter sessions' });
  await expect(filter).toBeFocused();
  await board.keyboard.type('API');
  await expect(names(board)).toHaveText(['api server']);
  await filter.fill('running shell');
  await expect(names(board)).toHaveText(['a shell']);
  await filter.fill('nowhere');
  await expect(board.getByText('No session has “nowhere”', { exact: false })).toBeVisible();
  await board.getByRole('button', { name: 'Clear filter' }).click();
  await expect(names(board)).toHaveCount(3);
  await expect(filter).toHaveValue('');
});

test('the view is in the address: it survives a reload and a visit, and the way back undoes it', async ({ board, hub }) => {
  await sleepers(hub, 'first one', 'second one');
  await show(board, 'List');
  await board.waitForURL(`${hub.origin}/?view=list`);
  await groupBy(board, 'Provider');
  await board.waitForURL(`${hub.origin}/?view=list&group=provider`);
  await board.getByRole('searchbox').fill('second');
  await board.waitForURL(`${hub.origin}/?view=list&group=provider&q=second`);
  const isAsSet = async () => {
    await expect(board.getByRole('radio', { name: 'List' })).toBeChecked();
    await expect(board.getByRole('heading', { name: 'command 1' })).toBeVisible();
    await expect(names(board)).toHaveText(['second one']);
    await expect(board.getByRole('searchbox')).toHaveValue('second');
  };
  await isAsSet();
  await board.reload();
  await isAsSet();
  await names(board).first().click();
  await board.waitForURL(/\/s\//);
  await board.goBack();
  await isAsSet();
  await board.goBack();
  await expect(board.getByRole('button', { name: 'Group: none' })).toBeVisible();
  await expect(board.getByRole('radio', { name: 'List' })).toBeChecked();
});

test('a folder in the home folder is read with ~, and found by it', async ({ board, hub, folder }) => {
  for (const name of ['deep', 'flat']) mkdirSync(join(folder, 'home', 'code', name), { recursive: true });
  await hub.create({ name: 'one', cwd: '~/code/deep' });
  await hub.create({ name: 'two', cwd: '~/code/flat' });
  await expect(card(board, 'one')).toContainText('deep ~/code/');
  await board.getByRole('searchbox', { name: 'Filter sessions' }).fill('~/code/deep');
  await expect(names(board)).toHaveText(['one']);
  await board.keyboard.press('Escape');
  await groupBy(board, 'Project');
  await expect(board.getByRole('main')).toContainText('~/code/flat');
  await openTerminal(board, 'two');
  await expect(board.getByRole('banner').getByText('~/code/flat')).toBeVisible();
});

test('groups have a count and can be folded', async ({ board, hub }) => {
  await sleepers(hub, 'one', 'two');
  await hub.create({ name: 'three' });
  await groupBy(board, 'Provider');
  const heading = board.getByRole('button', { name: 'command 2' });
  await expect(heading).toHaveAttribute('aria-expanded', 'true');
  await expect(names(board)).toHaveText(['three', 'two', 'one'].sort(byProvider));
  await heading.click();
  await expect(names(board)).toHaveText(['three']);
  await heading.click();
  await expect(names(board)).toHaveCount(3);
});

/** Shells come before commands, as providers are offered. */
function byProvider(a: string, b: string): number {
  return Number(b === 'three') - Number(a === 'three');
}

test('what is pinned and moved stays so in every window and over a restart of the hub', async ({ board, hub, browser }) => {
  await sleepers(hub, 'a', 'b', 'c', 'd');
  await expect(names(board)).toHaveText(['d', 'c', 'b', 'a']);
  await choose(board, 'a', 'Pin');
  await expect(names(board)).toHaveText(['a', 'd', 'c', 'b']);
  await expect(card(board, 'a').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await choose(board, 'b', 'Move to start');
  await expect(names(board)).toHaveText(['a', 'b', 'd', 'c']);
  await isNumber(board, 'b', '1 of 3');
  const other = await browser.newPage();
  await logIn(other, hub);
  await choose(other, 'd', 'Move later');
  await expect(names(board)).toHaveText(['a', 'b', 'c', 'd']);
  await other.close();

  await hub.stop('SIGKILL');
  await hub.start();
  await board.reload();
  await expect(names(board)).toHaveText(['a', 'b', 'c', 'd']);
  await expect(card(board, 'a').getByRole('img', { name: 'Pinned' })).toBeVisible();
});

/** What a reader hears when a card has come to its place in the hub, too: the board itself shows that before. */
const isNumber = (page: Page, name: string, place: string) =>
  expect(page.getByRole('status').filter({ hasText: `${name} is now number ${place}` })).toBeAttached();

test('a card at the focus is moved, pinned, renamed, duplicated, ended and dismissed by keys, and keeps the focus', async ({
  board,
  hub,
}) => {
  await sleepers(hub, 'a', 'b', 'c');
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
  const link = (name: string) => card(board, name).getByRole('link', { name, exact: true });
  await board.keyboard.press('Shift+ArrowRight'); // no card has the focus
  await link('c').focus();
  await board.keyboard.press('Shift+ArrowRight');
  await expect(names(board)).toHaveText(['b', 'c', 'a']);
  await isNumber(board, 'c', '2 of 3');
  await expect(link('c')).toBeFocused();
  await board.keyboard.press('Shift+ArrowLeft');
  await isNumber(board, 'c', '1 of 3');
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
  await link('a').focus();
  await board.keyboard.press('p');
  await expect(card(board, 'a').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expect(names(board)).toHaveText(['a', 'c', 'b']);
  await expect(link('a')).toBeFocused();

  await board.keyboard.press('r');
  await board.getByRole('textbox', { name: 'Name' }).fill('first');
  await board.keyboard.press('Enter');
  await expect(link('first')).toBeFocused();
  await board.keyboard.press('d');
  await expect(board.getByRole('dialog', { name: 'Duplicate first' })).toBeVisible();
  await board.keyboard.press('Escape');
  await expect(link('first')).toBeFocused();
  await board.keyboard.press('Control+k');
  await board.getByRole('combobox').fill('end the');
  await expect(board.getByRole('option').first()).toHaveAccessibleName('End the session first');
  await board.keyboard.press('Enter');
  await board.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await expect(card(board, 'first')).toContainText('exited');
  await link('first').focus();
  await board.keyboard.press('Control+k');
  await board.getByRole('combobox').fill('dismiss');
  await expect(board.getByRole('option').first()).toHaveAccessibleName('Dismiss the exited session first');
  await board.keyboard.press('Enter');
  await expect(names(board)).toHaveText(['c', 'b']);
});

test('keys act on no card that is not shown: one that the filter hides; the layout keeps the focus at its session', async ({
  board,
  hub,
}) => {
  await sleepers(hub, 'heron', 'stork');
  const link = (name: string) => card(board, name).getByRole('link', { name, exact: true });
  await link('heron').focus();
  await board.keyboard.press('l');
  await expect(board.getByRole('radio', { name: 'List' })).toBeChecked();
  await expect(link('heron')).toBeFocused();
  await board.keyboard.press('g');
  await expect(board.getByRole('radio', { name: 'Grid' })).toBeChecked();
  await expect(link('heron')).toBeFocused();

  // Hidden by what somebody else does to its name: the focus is taken from the page with it.
  const { id } = (await hub.call('GET', '/api/sessions')).json.sessions.find(({ name }: { name: string }) => name === 'heron');
  await board.getByRole('searchbox').fill('heron');
  await expect(names(board)).toHaveText(['heron']);
  await link('heron').focus();
  await hub.call('PATCH', `/api/sessions/${id}`, { name: 'gone bird' });
  await expect(names(board)).toHaveCount(0);
  await board.keyboard.press('p');
  await board.keyboard.press('r');
  await board.keyboard.press('?');
  await expect(board.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expect(board.getByRole('dialog')).toHaveCount(1);
  expect((await hub.session(id)).pinned).toBe(false);
});

test('a terminal that is hidden leaves the board as it was, with its filter and grouping', async ({ board, hub }) => {
  await sleepers(hub, 'heron', 'stork');
  await groupBy(board, 'Provider');
  await board.getByRole('searchbox').fill('heron');
  await expect(names(board)).toHaveText(['heron']);
  await openTerminal(board, 'heron');
  await board.keyboard.press('Control+Shift+ArrowDown');
  await expect(board).toHaveURL(`${hub.origin}/?group=provider&q=heron`);
  await expect(card(board, 'heron').getByRole('link', { name: 'heron', exact: true })).toBeFocused();
});

test('the ring of a card at the focus lies around all of it, over its screen', async ({ board, hub }) => {
  await sleepers(hub, 'ringed');
  await board.keyboard.press('Tab');
  await card(board, 'ringed').getByRole('link', { name: 'ringed' }).focus();
  const ring = await card(board, 'ringed').evaluate((element) => {
    const link = element.querySelector('a');
    const look = link && getComputedStyle(link, '::after');
    const box = element.getBoundingClientRect();
    // What is on top in the middle of the screen, where the ring must not be covered.
    const top = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
    return { style: look?.outlineStyle, width: look?.outlineWidth, isOnTop: top === link };
  });
  expect(ring).toEqual({ style: 'solid', width: '2px', isOnTop: true });
});

/** Drags with the mouse from the middle of one card to a part of another. */
async function drag(page: Page, from: Locator, to: Locator, part: { x: number; y: number }): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()];
  if (a === null || b === null) throw new Error('A card is not shown.');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 20, a.y + a.height / 2, { steps: 3 });
  await page.mouse.move(b.x + b.width * part.x, b.y + b.height * part.y, { steps: 5 });
}

test('a card is dragged to another place, in the grid and in the list; Esc leaves it where it was', async ({ board, hub }) => {
  await sleepers(hub, 'a', 'b', 'c');
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
  await drag(board, card(board, 'a'), card(board, 'c'), { x: 0.2, y: 0.5 });
  await board.keyboard.press('Escape');
  await board.mouse.up();
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
  await drag(board, card(board, 'a'), card(board, 'c'), { x: 0.2, y: 0.5 });
  await board.mouse.up();
  await expect(names(board)).toHaveText(['a', 'c', 'b']);
  await isNumber(board, 'a', '1 of 3');
  expect(new URL(board.url()).pathname).toBe('/');
  await show(board, 'List');
  await drag(board, card(board, 'a'), card(board, 'b'), { x: 0.5, y: 0.9 });
  await board.mouse.up();
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
  await isNumber(board, 'a', '3 of 3');
  await board.reload();
  await expect(names(board)).toHaveText(['c', 'b', 'a']);
});

/** The menu of a session is open and hears keys. */
async function hearsKeys(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('menu', { name: `Menu of ${name}` })).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=menu]') !== null)).toBe(true);
}

test('the menu works by keys alone and gives the focus back', async ({ board, hub }) => {
  await sleepers(hub, 'a', 'b');
  const more = card(board, 'b').getByRole('button', { name: 'More' });
  await more.focus();
  await board.keyboard.press('Enter');
  await hearsKeys(board, 'b');
  await board.keyboard.press('Home');
  await expect(board.getByRole('menuitem', { name: 'Open' })).toBeFocused();
  await board.keyboard.press('Escape');
  await expect(board.getByRole('menu')).toHaveCount(0);
  await expect(more).toBeFocused();
  await board.keyboard.press('Enter');
  await hearsKeys(board, 'b');
  await board.keyboard.press('End');
  await expect(board.getByRole('menuitem', { name: 'End', exact: true })).toBeFocused();
  // The menu moves its focus a moment after the key.
  for (const item of ['Move to end', 'Move later']) {
    await board.keyboard.press('ArrowUp');
    await expect(board.getByRole('menuitem', { name: item, exact: true })).toBeFocused();
  }
  await board.keyboard.press('Enter');
  await expect(names(board)).toHaveText(['a', 'b']);
  await expect(more).toBeFocused();
  await choose(board, 'b', 'Rename');
  await expect(board.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await board.keyboard.press('Escape');
  await expect(more).toBeFocused();
  await card(board, 'a').click({ button: 'right', position: { x: 150, y: 150 } });
  await hearsKeys(board, 'a');
});

test('without the server cards say that they are last known, and go on when it is back', async ({ board, hub, folder }) => {
  const script = `echo before; while [ ! -e ${folder}/go ]; do sleep 0.05; done; echo after-$((1+1)); read line`;
  await hub.create({ provider: 'command', name: 'patient', command: { program: 'bash', args: ['-c', script] } });
  await expect(card(board, 'patient')).toContainText('before');
  await expectRunning(board, 'patient');
  await hub.stop('SIGKILL');
  await expect(card(board, 'patient')).toContainText('last known: running');
  await expect(card(board, 'patient')).toContainText('before');
  writeFileSync(`${folder}/go`, '');
  await hub.start();
  await expect(card(board, 'patient')).toContainText('after-2');
  await expect(card(board, 'patient')).not.toContainText('last known');
});

test('without the server no click leaves the page: it says so and what to do; again when the server is back it opens', async ({
  board,
  hub,
}) => {
  const [id] = await sleepers(hub, 'far away');
  await expectRunning(board, 'far away');
  await hub.stop('SIGKILL');
  await expect(card(board, 'far away')).toContainText('last known: running');
  const away = board.getByText('The server is away. Nothing was opened; try again when it is back.', { exact: true });
  const dismissed = async () => {
    await expect(away).toBeVisible();
    await away.hover(); // it would go by itself, but not from under a pointer
    await board.getByRole('button', { name: 'Hide' }).click();
    await expect(away).toHaveCount(0);
    await expect(card(board, 'far away')).toBeVisible();
  };
  await card(board, 'far away').click({ position: { x: 150, y: 150 } });
  await dismissed();
  await board.getByRole('complementary', { name: 'Overview' }).getByRole('link', { name: 'far away' }).click();
  await dismissed();
  await board.getByRole('button', { name: 'Settings' }).click();
  await dismissed();
  expect(board.url()).toBe(`${hub.origin}/`);
  await hub.start();
  await expect(card(board, 'far away')).not.toContainText('last known');
  await card(board, 'far away').click({ position: { x: 150, y: 150 } });
  await board.waitForURL(`${hub.origin}/s/${id}`);
});

test('names that are cut are told apart by their numbers, and by their ends', async ({ board, hub }) => {
  const long = 'Review what the last release broke in the settings of accounts';
  await sleepers(hub, `${long} 2`, `${long} 10`, `${long} on ios`, `${long} on mac`);
  const ends = (place: Locator) => place.getByText(/^( (2|10)|s on (ios|mac))$/).filter({ visible: true });
  const expectWhole = async (place: Locator) => {
    await expect(ends(place)).toHaveText(['s on mac', 's on ios', '10', '2']);
    const looks = () =>
      ends(place).evaluateAll((all) =>
        all.map((span) => {
          const before = span.previousElementSibling;
          const { right } = span.getBoundingClientRect();
          return {
            isNeeded: before !== null && before.scrollWidth > before.clientWidth,
            // Nothing lies over it, nor cuts it.
            isWhole: right <= (span.closest('li')?.getBoundingClientRect().right ?? 0) && span.scrollWidth <= span.clientWidth,
          };
        }),
      );
    await expect.poll(looks).toEqual(Array(4).fill({ isNeeded: true, isWhole: true }));
  };
  await expectWhole(board.getByRole('navigation', { name: 'Sessions by project' }));
  await board.setViewportSize({ width: 390, height: 1700 }); // so high that all four are drawn
  await expectWhole(board.getByRole('main'));
  await show(board, 'List');
  await expectWhole(board.getByRole('main'));
});

test('forty sessions with long names fit every width without scrolling sideways', async ({ board, hub }) => {
  const long = 'a name without any space that is longer than a card '.replaceAll(' ', '-').repeat(2);
  await sleepers(hub, ...Array.from({ length: 40 }, (_, each) => `${each}-${long}`));
  await expect(names(board)).toHaveCount(40);
  for (const layout of ['Grid', 'List'] as const) {
    await show(board, layout);
    for (const width of [1440, 1024, 390, 360]) {
      await board.setViewportSize({ width, height: 800 });
      const wide = () =>
        board.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, main *')]
            .filter((each) => each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX))
            .map((each) => each.outerHTML.slice(0, 200)),
        );
      await expect.poll(wide, `${layout} at ${width}`).toEqual([]);
      await expect.poll(() => board.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
});
