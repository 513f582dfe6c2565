import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Locator, Page } from '@playwright/test';
import { VIEWER_HIGH } from '#common/limits.ts';
import { expect, logIn, openTerminal, rows, test, type } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

/** Viewers that cannot follow a flood, beside one that can; and windows that change within one. */

const line = (number: number) => `line-${String(number).padStart(7, '0')}-of-the-flood`;
/** In bytes, as the terminal gets it. */
const sizeOf = (lines: number) => lines * `${line(0)}\r\n`.length;
/** Far more than a viewer may fall behind, and more than the server may grow by (`docs/performance.md`). */
const FIRST = 300_000;
const SECOND = 1_000_000;
const GROWTH_MAX = 20 * 1024 * 1024;

/** A session that prints so many lines when the file `go-1` is there, and so many when `go-2` is. */
async function startFlooder(hub: HubProcess, folder: string, first: number, second: number): Promise<string> {
  const round = (number: number, lines: number) =>
    `until [ -e go-${number} ]; do read -rt 0.05 key; done; seq -f 'line-%07.0f-of-the-flood' ${lines}; echo end of round ${number};`;
  const script = `echo ready; ${round(1, first)} ${round(2, second)} read -r key`;
  return (await hub.create({ provider: 'command', name: 'flood', cwd: folder, command: { program: 'bash', args: ['-c', script] } })).id;
}

/** Counts the bytes that come over the lines of a page, from now on and after what it sent last that ends in this character. */
async function listen(cdp: CDPSession, key: string): Promise<{ received: number; afterKey: number | null }> {
  const heard = { received: 0, afterKey: null as number | null };
  cdp.on('Network.webSocketFrameSent', ({ response }) => {
    if (response.opcode === 2 && Buffer.from(response.payloadData, 'base64').toString('latin1').endsWith(key)) heard.afterKey = 0;
  });
  cdp.on('Network.webSocketFrameReceived', ({ response }) => {
    const bytes = response.payloadData.length * (response.opcode === 2 ? 3 / 4 : 1); // binary ones are told in base64
    heard.received += bytes;
    if (heard.afterKey !== null) heard.afterKey += bytes;
  });
  await cdp.send('Network.enable');
  return heard;
}

interface Watcher {
  readonly page: Page;
  readonly terminal: Locator;
  readonly cdp: CDPSession;
  /** Bytes that came over its lines so far. */
  readonly received: () => number;
}

async function look(browser: Browser, hub: HubProcess): Promise<Watcher> {
  const page = await (await browser.newContext()).newPage();
  const cdp = await page.context().newCDPSession(page);
  const heard = await listen(cdp, 'none');
  await logIn(page, hub);
  const terminal = await openTerminal(page, 'flood');
  await expect(rows(terminal)).not.toHaveText('');
  return { page, terminal, cdp, received: () => heard.received };
}

/** Memory of hub and pty host together, in bytes. */
function memory(hub: HubProcess): number {
  const resident = (pid: number) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  return resident(hub.pid) + resident(hub.ptyHostPid ?? 0);
}

/** The rows that a page shows are those of the pty host's terminal, each of them. */
async function expectTrue(hub: HubProcess, id: string, terminal: Locator): Promise<void> {
  const shown = () =>
    rows(terminal).evaluate((element) => [...element.children].map((row) => row.textContent?.replaceAll('\xa0', ' ').trimEnd() ?? ''));
  const real = async () => (await hub.call('GET', `/api/sessions/${id}/screen`)).json.lines.map((each: string) => each.trimEnd());
  await expect(async () => expect(await shown()).toEqual(await real())).toPass();
}

test('beside a viewer on a slow line the quick one sees all, and the slow one what is true in the end, at no cost in memory', async ({
  board,
  hub,
  browser,
  folder,
}) => {
  const id = await startFlooder(hub, folder, FIRST, SECOND);
  const quick = await openTerminal(board, 'flood');
  await expect(rows(quick)).toContainText('ready');
  const slow = await look(browser, hub);
  writeFileSync(join(folder, 'go-1'), '');
  for (const each of [quick, slow.terminal]) await expect(rows(each)).toContainText('end of round 1');

  const [before, received] = [memory(hub), slow.received()];
  await slow.cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 65_536,
    uploadThroughput: 65_536,
  });
  writeFileSync(join(folder, 'go-2'), '');
  await expect(rows(quick)).toContainText('end of round 2');
  expect(memory(hub) - before).toBeLessThan(GROWTH_MAX);
  await expect(rows(slow.terminal)).toContainText('end of round 2');
  for (const each of [quick, slow.terminal]) await expectTrue(hub, id, each);
  expect(slow.received() - received).toBeLessThan(sizeOf(SECOND) / 2);
  await slow.page.context().close();
});

test('a page that stands still holds up nobody, though it owns the terminal; back again it shows what is true, not what it missed', async ({
  board,
  hub,
  browser,
  folder,
}) => {
  const id = await startFlooder(hub, folder, FIRST, 10);
  const still = await look(browser, hub);
  const other = await openTerminal(board, 'flood');
  await expect(other.getByText('types here and sets the size')).toBeVisible();
  // Its thread stands, as that of a tab that hangs or that the browser has frozen.
  await still.cdp.send('Debugger.enable');
  const stands = new Promise((done) => still.cdp.once('Debugger.paused', done));
  await still.cdp.send('Debugger.pause');
  const running = still.page.evaluate(() => null); // what it stops at
  await stands;
  const received = still.received();
  writeFileSync(join(folder, 'go-1'), '');
  await expect(rows(other)).toContainText('end of round 1');
  await still.cdp.send('Debugger.resume');
  await running;
  await expect(rows(still.terminal)).toContainText('end of round 1');
  await expectTrue(hub, id, still.terminal);
  expect(still.received() - received).toBeLessThan(sizeOf(FIRST) / 4);
  writeFileSync(join(folder, 'go-2'), '');
  await expect(rows(still.terminal)).toContainText('end of round 2');
  await still.page.context().close();
});

test('Ctrl-C in a flood: what was printed before it is soon through, and the prompt is there', async ({ board, hub }) => {
  const cdp = await board.context().newCDPSession(board);
  const heard = await listen(cdp, '\x03');
  await hub.create({ name: 'flood' });
  const terminal = await openTerminal(board, 'flood');
  await expect(rows(terminal)).toContainText('$');
  await type(terminal, 'yes a line of the flood\n');
  await expect.poll(() => heard.received).toBeGreaterThan(4 * VIEWER_HIGH);
  await board.keyboard.press('Control+C');
  await type(terminal, 'echo it-is-$((40+2))\n');
  await expect(rows(terminal)).toContainText('it-is-42');
  // No more was under way than a viewer may have unread, and what was printed until the key arrived. What it missed is tens of megabytes.
  expect(heard.afterKey).not.toBeNull();
  expect(heard.afterKey).toBeLessThan(8 * VIEWER_HIGH);
});

/**
 * Draws as quick as it can, anywhere and over the edges, and never anew: what is drawn for another size stays to be seen. With the
 * file `last` it says `heard`, and the next change of its size is the end.
 */
const SCRIBBLER = `
  const fs = require('node:fs');
  let number = 1;
  let heard = false;
  let over = false;
  process.stdout.on('resize', () => { over = heard; });
  const next = (most) => (number = (number * 48271) % 2147483647) % most + 1;
  const text = () => Array.from({ length: 100 }, () => '\\x1b[' + next(90) + ';' + next(260) + 'H\\x1b[3' + next(7) + 'm<' + number + '>').join('');
  const on = () => {
    if (over) return setInterval(() => {}, 1000);
    if (!heard && fs.existsSync('last')) {
      heard = true;
      fs.writeFileSync('heard', '');
    }
    process.stdout.write(text(), () => setImmediate(on));
  };
  process.stdout.write('\\x1b[?1049h\\x1b[?7l', on);
`;

test('a window that changes its size within a flood leaves no torn screen, here and at who watches', async ({
  board,
  hub,
  browser,
  folder,
}) => {
  const command = { program: process.execPath, args: ['-e', SCRIBBLER] };
  const { id } = await hub.create({ provider: 'command', name: 'flood', cwd: folder, command });
  const mine = await openTerminal(board, 'flood');
  const theirs = await look(browser, hub);
  const grid = async () => {
    const { cols, rows: lines } = (await hub.call('GET', `/api/sessions/${id}/screen`)).json;
    return `${cols}x${lines}`;
  };
  const resize = async (width: number, height: number) => {
    const before = await grid();
    await board.setViewportSize({ width, height });
    await expect.poll(grid).not.toBe(before);
  };
  await resize(1500, 950);
  await resize(700, 800);
  await resize(900, 500);
  writeFileSync(join(folder, 'last'), '');
  await expect.poll(() => existsSync(join(folder, 'heard'))).toBe(true);
  await resize(1600, 1000);
  for (const each of [mine, theirs.terminal]) await expectTrue(hub, id, each);
  await theirs.page.context().close();
});
