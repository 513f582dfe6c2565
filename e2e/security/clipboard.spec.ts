import type { Locator, Page } from '@playwright/test';
import { expect, openTerminal, rows, test, type } from '../fixtures.ts';
import type { HubProcess } from '../hub-process.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const inClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const bar = (terminal: Locator) => terminal.getByRole('region', { name: 'Clipboard' });

/** Writes its argument to the clipboard, as programs do. */
const COPY = `copy() { printf '\\033]52;c;%s\\007' "$(printf %s "$1" | base64 -w0)"; }`;

async function start(page: Page, hub: HubProcess, name: string, script: string): Promise<{ id: string; terminal: Locator }> {
  const { id } = await hub.create({ provider: 'command', name, command: { program: 'bash', args: ['-c', `${COPY}; ${script}`] } });
  const terminal = await openTerminal(page, name);
  await expect(rows(terminal)).toContainText('ready');
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  await page.evaluate(() => navigator.clipboard.writeText('mine'));
  return { id, terminal };
}

/** Copies each line that it is typed, and says so after that. */
const COPIER = 'echo ready; while read -r line; do copy "$line"; echo "did $line"; done';

test('S52 a program writes to the clipboard only after the person allowed it: once, then for this session and no other', async ({
  board,
  hub,
}) => {
  const { terminal } = await start(board, hub, 'first', COPIER);
  await type(terminal, 'one two\n');
  await expect(bar(terminal)).toContainText('wants to copy 7 characters');
  await expect(bar(terminal)).toContainText('one two');
  expect(await inClipboard(board)).toBe('mine');
  await bar(terminal).getByRole('button', { name: 'Allow once' }).click();
  await expect.poll(() => inClipboard(board)).toBe('one two');
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();

  await type(terminal, 'three\n');
  await bar(terminal).getByRole('button', { name: 'Allow for this session' }).click();
  await expect.poll(() => inClipboard(board)).toBe('three');
  await type(terminal, 'four\n');
  await expect.poll(() => inClipboard(board)).toBe('four');
  await expect(bar(terminal)).toHaveCount(0);

  await board.goto(hub.origin);
  const other = await start(board, hub, 'second', COPIER);
  await type(other.terminal, 'theirs\n');
  await expect(bar(other.terminal)).toContainText('theirs');
  expect(await inClipboard(board)).toBe('mine');
});

test('S52 never holds for the session, also after a reload, until it is taken back; what the program prints goes on', async ({
  board,
  hub,
}) => {
  const { terminal } = await start(board, hub, 'nosy', COPIER);
  await type(terminal, 'one\n');
  await bar(terminal).getByRole('button', { name: 'Never' }).click();
  await board.reload();
  await expect(rows(terminal)).toContainText('did one');
  await type(terminal, 'two\n');
  await expect(rows(terminal)).toContainText('did two');
  await expect(bar(terminal)).toHaveCount(0);
  expect(await inClipboard(board)).toBe('mine');

  await board.getByRole('button', { name: 'Inspector', exact: true }).click();
  await board.getByRole('tab', { name: 'Details' }).click();
  await expect(board.getByText('copying refused')).toBeVisible();
  await board.getByRole('button', { name: 'Ask again' }).click();
  await expect(board.getByText('copying refused')).toHaveCount(0);
  await type(terminal, 'three\n');
  await bar(terminal).getByRole('button', { name: 'Allow for this session' }).click();
  await expect.poll(() => inClipboard(board)).toBe('three');
  await expect(board.getByText('copying allowed')).toBeVisible();
});

/** Frames of this type say, at this byte, how far a page's terminal has read (common/frames.ts). */
const ACK = 5;
const ACK_OFFSET = 5;

/** How far the terminals of this page have read what their programs printed, in bytes; it is loaded anew. */
async function readingOf(page: Page): Promise<() => number> {
  let read = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string' && payload[0] === ACK) read = payload.readDoubleBE(ACK_OFFSET);
    }),
  );
  await page.reload();
  return () => read;
}

test('S52 the clipboard is never read for a program, and what is too large or not looked at is not written', async ({ board, hub }) => {
  // Asked plainly, wrapped for tmux, and with control characters of 8 bits; then a text above the bound, in two parts: a page that
  // is more than 1 MB behind gets the screen as it is, and nothing of what was asked meanwhile.
  const script = `
    echo ready; read -rs go
    printf '\\033]52;c;?\\007\\033Ptmux;\\033\\033]52;c;?\\007\\033\\\\\\302\\23552;p;?\\302\\234'
    IFS= read -rs -d '' -n 1 -t 1 || echo no-answer
    printf '\\033]52;c;'; head -c 600000 /dev/zero | base64 -w0; read -rs go
    head -c 600000 /dev/zero | base64 -w0; printf '\\007'
    read -rs go; copy later; echo copied; read -rs go`;
  const hasRead = await readingOf(board);
  const { id, terminal } = await start(board, hub, 'reads', script);
  const go = () => hub.call('POST', `/api/sessions/${id}/input`, { text: '\r' });
  await go();
  await expect(rows(terminal)).toContainText('no-answer');
  await expect.poll(hasRead).toBeGreaterThan(700_000);
  await go();
  await expect(board.getByText('wanted to copy more than 1 MB').first()).toBeVisible();
  await board.getByRole('button', { name: 'Inspector', exact: true }).focus();
  await go();
  await expect(rows(terminal)).toContainText('copied');
  await expect(bar(terminal)).toHaveCount(0);
  expect(await inClipboard(board)).toBe('mine');
});

/**
 * Calls `then` when what the person did last is too long ago to have asked for a copy, and gives what the question says that comes of it. The page
 * looks by itself: for the browser, a test that looks is a person who acts.
 */
async function askedLater(page: Page, then: () => Promise<unknown>): Promise<string> {
  const isQuiet = page.waitForEvent('console', (message) => message.text() === 'quiet');
  const asked = page.evaluate(
    () =>
      new Promise<string>((done) => {
        let isQuiet = false;
        const look = () => {
          const question = document.querySelector('section[aria-label="Clipboard"]');
          if (question) return done(question.textContent);
          if (!isQuiet && !navigator.userActivation.isActive) {
            isQuiet = true;
            console.info('quiet');
          }
          requestAnimationFrame(look);
        };
        look();
      }),
  );
  await isQuiet;
  await then();
  return asked;
}

test('S52 also when it is allowed, nothing is copied without an act of the person: then they are asked, in whatever way it was wrapped', async ({
  board,
  hub,
}) => {
  const wish = (text: string) => Buffer.from(text).toString('base64');
  // Each line that it gets lets it go on by a step: plain, with control characters of 8 bits, wrapped for tmux, and 10 MB.
  const script = `
    echo ready; read -r line; copy first; echo step-one
    read -r line; copy second; echo step-two
    read -r line; printf '\\302\\23552;c;${wish('third')}\\302\\234'; echo step-three
    read -r line; printf '\\033Ptmux;\\033\\033]52;c;${wish('fourth')}\\007\\033\\\\'; echo step-four
    read -r line; printf '\\033]52;c;'; head -c 7500000 /dev/zero | base64 -w0; printf '\\007'; echo step-five; read -r line`;
  const { id, terminal } = await start(board, hub, 'copies', script);
  const go = () => hub.call('POST', `/api/sessions/${id}/input`, { text: '\r' });
  await type(terminal, '\n');
  await bar(terminal).getByRole('button', { name: 'Allow for this session' }).click();
  await expect.poll(() => inClipboard(board)).toBe('first');
  await expect(bar(terminal)).toHaveCount(0);
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();

  expect(await askedLater(board, go)).toContain('second');
  expect(await inClipboard(board)).toBe('first');
  await bar(terminal).getByRole('button', { name: 'Not now' }).click();
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();

  expect(await askedLater(board, go)).toContain('third');
  await bar(terminal).getByRole('button', { name: 'Not now' }).click();
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  // A terminal that is no tmux takes the wrapped one for what is in it.
  expect(await askedLater(board, go)).toContain('fourth');
  await bar(terminal).getByRole('button', { name: 'Not now' }).click();
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
  await type(terminal, '\n');
  await expect(rows(terminal)).toContainText('step-five');
  await expect(bar(terminal)).toHaveCount(0);
  expect(await inClipboard(board)).toBe('first');
});
