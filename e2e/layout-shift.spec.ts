import type { Page } from '@playwright/test';
import type { Session } from '#common/session.ts';
import { expect, logIn, openTerminal, rows, test, type } from './fixtures.ts';

declare global {
  interface Window {
    shifts: string[];
  }
}

/** Notes every shift of layout that no input of a person explains, from the first paint on. */
async function noteShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Element | null }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        const nodes = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 160) ?? 'text');
        window.shifts.push(`${entry.value.toFixed(5)} ${nodes.join(' | ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Waits until the letters have come and two frames were drawn after them: what shifts, has shifted. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  });
}

for (const [what, size] of [
  ['a wide screen', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`nothing on the board moves after the first paint, on ${what}`, async ({ board, hub }) => {
    for (let each = 1; each <= 12; each += 1) {
      await hub.create({
        provider: 'command',
        name: `task ${each}`,
        command: { program: 'bash', args: ['-c', `echo "● line ${each} ⎿"; read line`] },
      });
    }
    await noteShifts(board);
    await board.setViewportSize(size);
    await board.goto(`${hub.origin}/`);
    await expect(board.getByRole('main').getByRole('listitem', { name: 'task 12' })).toContainText('line 12');
    await settled(board);
    expect(await board.evaluate(() => window.shifts)).toEqual([]);
  });

  test(`nothing on the page of a session moves after the first paint, on ${what}`, async ({ board, hub }) => {
    const { id } = await hub.create({
      provider: 'command',
      name: 'one',
      command: { program: 'bash', args: ['-c', 'echo "● ready ⎿"; read line'] },
    });
    await noteShifts(board);
    await board.setViewportSize(size);
    await board.goto(`${hub.origin}/s/${id}`);
    await expect(board.locator('.xterm-rows').filter({ visible: true })).toContainText('ready');
    await settled(board);
    expect(await board.evaluate(() => window.shifts)).toEqual([]);
  });
}

for (const [what, size, view] of [
  ['the cards', { width: 1440, height: 900 }, ''],
  ['the list', { width: 1024, height: 768 }, '?view=list'],
  ['the cards of a phone', { width: 390, height: 844 }, ''],
] as const) {
  test(`nothing moves when a session begins to wait and when it ends to, on ${what}`, async ({ board, hub, browser }) => {
    const made: Session[] = [];
    for (const name of ['first', 'second', 'a third with a long name']) made.push(await hub.create({ provider: 'demo', name }));
    await hub.create({ name: 'a shell' });
    const settledAs = (...wanted: string[]) =>
      expect.poll(() => Promise.all(made.map(async ({ id }) => (await hub.session(id)).status))).toEqual(wanted);
    await settledAs('waiting_input', 'waiting_input', 'waiting_input');
    await noteShifts(board);
    await board.setViewportSize(size);
    await board.goto(`${hub.origin}/${view}`);
    const card = (name: string) => board.getByRole('main').getByRole('list', { name: 'Sessions' }).getByRole('listitem', { name });
    for (const { name } of made) await expect(card(name)).toContainText('waiting for input');
    await settled(board);

    // Answered elsewhere: on this page nobody presses anything.
    const context = await browser.newContext();
    const other = await context.newPage();
    await logIn(other, hub);
    for (const { name } of [made[0], made[2]].filter((one) => one !== undefined)) {
      await other.goto(hub.origin);
      const terminal = await openTerminal(other, name);
      await type(terminal, 'Ask for permission before you run the tests.\n');
      await expect(card(name)).toContainText('waiting for permission');
      await expect(rows(terminal)).toContainText('Do you want to proceed?');
      await type(terminal, '1');
      await expect(card(name)).not.toContainText('waiting for permission');
    }
    await context.close();
    await settled(board);
    expect(await board.evaluate(() => window.shifts)).toEqual([]);
  });
}
