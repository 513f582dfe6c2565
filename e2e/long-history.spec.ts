import type { Page } from '@playwright/test';
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

async function wheel(page: Page, lines: number): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, lines * 20);
}

test('a long history is there to be read when a terminal is opened again', async ({ board, hub }) => {
  await hub.create({ name: 'talker', ...printing(3000) });
  const terminal = await openTerminal(board, 'talker');
  await expect(rows(terminal)).toContainText('line-3000');
  await board.reload();
  await expect(rows(terminal)).toContainText('line-3000');
  await wheel(board, -100_000);
  await expect(rows(terminal)).toContainText('line-1 of the history');
  await wheel(board, 100_000);
  await type(terminal, 'hello\n');
  await expect(rows(terminal)).toContainText('said hello');
});

test('the screen is there and takes keys before the history is; who scrolls up meanwhile is told, and nothing moves when it comes', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'talker', ...printing(3000) });
  const first = await openTerminal(board, 'talker');
  await expect(rows(first)).toContainText('line-3000');
  const lines = await holdLines(board);
  await board.reload();
  const terminal = board.getByRole('region', { name: 'Terminal talker' });
  await expect(rows(terminal)).toContainText('line-3000');
  await lines.held();
  await type(terminal, 'early\n');
  await expect(rows(terminal)).toContainText('said early');
  await wheel(board, -5);
  const loading = terminal.getByText('Loading the lines above…');
  await expect(loading).toBeVisible();
  await expect(rows(terminal)).not.toContainText('said early');
  const [shown = ''] = /line-\d+ of the history/.exec((await rows(terminal).textContent()) ?? '') ?? [];
  const place = async () => (await rows(terminal).getByText(shown, { exact: true }).first().boundingBox())?.y;
  const before = await place();
  expect(before).toBeDefined();
  lines.letGo();
  await expect(loading).toBeHidden();
  expect(await place()).toBe(before);
  await wheel(board, -100_000);
  await expect(rows(terminal)).toContainText('line-1 of the history');
});
