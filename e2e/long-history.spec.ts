import type { Locator, Page } from '@playwright/test';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

/** A program that prints so many numbered lines, and then says back what is typed. */
const printing = (lines: number) => ({
  provider: 'command',
  command: {
    program: 'bash',
    args: [
      '-c',
      `for ((i = 1; i <= ${lines}; i++)); do echo "line-$i of the history"; done; while read -r word; do echo "said $word"; done`,
    ],
  },
});

/** Frames of this type are lines above a screen (common/frames.ts). */
const LINES = 7;

/** Holds back the lines that come for the terminals of this page, until they are let go. */
async function holdLines(page: Page): Promise<{ letGo: () => void; held: () => Promise<void> }> {
  let holds = true;
  const waiting: (() => void)[] = [];
  let first: () => void = () => undefined;
  const someHeld = new Promise<void>((done) => (first = done));
  await page.routeWebSocket(/\/socket\//, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (holds && typeof message !== 'string' && message[0] === LINES) {
        waiting.push(() => line.send(message));
        first();
      } else line.send(message);
    });
  });
  return {
    held: () => someHeld,
    letGo: () => {
      holds = false;
      for (const each of waiting.splice(0)) each();
    },
  };
}

/** A turn of the wheel: xterm makes a few lines of it, however far it goes. */
async function wheel(page: Page, pixels: number): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, pixels);
}

/** Follows the first line that is in view, frame by frame: gives the rows it stood in until now, each once, in order; -1 for none. */
async function followFirstLine(terminal: Locator): Promise<() => Promise<number[]>> {
  const seen = await rows(terminal).evaluateHandle((all) => {
    const texts = () => [...all.children].map((row) => row.textContent ?? '');
    const followed = texts().find((text) => text.trim() !== '') ?? 'no line';
    const places: number[] = [];
    const look = () => {
      const place = texts().indexOf(followed);
      if (places.at(-1) !== place) places.push(place);
      requestAnimationFrame(look);
    };
    look();
    return places;
  });
  return () =>
    seen.evaluate((places) => new Promise<number[]>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(places)))));
}

/** Goes up by whole screens until this text is in view. */
async function scrollUpTo(terminal: Locator, text: string): Promise<void> {
  await terminal.locator('.xterm-helper-textarea').focus();
  await expect(async () => {
    await terminal.page().keyboard.press('Shift+PageUp');
    await expect(rows(terminal)).toContainText(text, { timeout: 50 });
  }).toPass();
}

test('a long history is there to be read when a terminal is opened again', async ({ board, hub }) => {
  await hub.create({ name: 'talker', ...printing(900) });
  const terminal = await openTerminal(board, 'talker');
  await expect(rows(terminal)).toContainText('line-900');
  await board.reload();
  await expect(rows(terminal)).toContainText('line-900');
  await scrollUpTo(terminal, 'line-1 of the history');
  await type(terminal, 'hello\n'); // which goes down again
  await expect(rows(terminal)).toContainText('said hello');
});

test('the screen is there and takes keys before the history is; who scrolls up meanwhile is told, and nothing moves when it comes', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'talker', ...printing(900) });
  const first = await openTerminal(board, 'talker');
  await expect(rows(first)).toContainText('line-900');
  const lines = await holdLines(board);
  await board.reload();
  const terminal = board.getByRole('region', { name: 'Terminal talker' });
  await expect(rows(terminal)).toContainText('line-900');
  await lines.held();
  await type(terminal, 'early\n');
  await expect(rows(terminal)).toContainText('said early');
  await wheel(board, -200);
  const loading = terminal.getByText('Loading the lines above…');
  await expect(loading).toBeVisible();
  await expect(rows(terminal)).not.toContainText('said early');
  const places = await followFirstLine(terminal);
  lines.letGo();
  await expect(loading).toBeHidden();
  const [place, ...others] = await places();
  expect(place).toBeGreaterThan(0); // above it stand lines that come now
  expect(others).toEqual([]);
  await scrollUpTo(terminal, 'line-1 of the history');
});

test('who reads above the screen goes on reading there when the window changes before the history is there', async ({ board, hub }) => {
  await hub.create({ name: 'talker', ...printing(900) });
  const first = await openTerminal(board, 'talker');
  await expect(rows(first)).toContainText('line-900');
  const lines = await holdLines(board);
  await board.reload();
  const terminal = board.getByRole('region', { name: 'Terminal talker' });
  await expect(rows(terminal)).toContainText('line-900');
  await lines.held();
  await type(terminal, 'early\n');
  await expect(rows(terminal)).toContainText('said early');
  await wheel(board, -200);
  await expect(rows(terminal)).not.toContainText('said early');
  const drawn = rows(terminal).locator('> div');
  const before = await drawn.count();
  await board.setViewportSize({ width: 1280, height: 560 });
  await expect(async () => expect(await drawn.count()).toBeLessThan(before)).toPass();
  await expect(rows(terminal)).not.toContainText('said early');
  lines.letGo();
  await expect(terminal.getByText('Loading the lines above…')).toBeHidden();
  await expect(rows(terminal)).toContainText('of the history');
  await expect(rows(terminal)).not.toContainText('said early');
  await type(terminal, 'late\n'); // which goes down again
  await expect(rows(terminal)).toContainText('said late');
});
