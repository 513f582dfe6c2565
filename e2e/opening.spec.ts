import { expect, logIn, rows, test } from './fixtures.ts';

declare global {
  interface Window {
    /** The first terminal that was made in this page, shown or not. */
    firstMade: Element | undefined;
  }
}

test('a terminal that is made before anybody asks is the one that is shown, and its program hears of one size', async ({
  page,
  hub,
  context,
}) => {
  // Made unseen and taken away within one task: only an observer sees it.
  await context.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node instanceof Element) window.firstMade ??= node.querySelector('.xterm') ?? undefined;
    }).observe(document, { subtree: true, childList: true });
  });
  const script = `trap 'echo "size $(stty size)."' WINCH; echo ready; while :; do read -rt 0.1 key && echo "read $key."; done`;
  await hub.create({ name: 'sized', provider: 'command', command: { program: 'bash', args: ['-c', script] } });
  await logIn(page, hub);
  await page.waitForFunction(() => window.firstMade !== undefined);
  await expect(page.locator('.xterm')).toHaveCount(0);

  await page.getByRole('main').getByRole('link', { name: 'sized' }).click();
  const terminal = page.getByRole('region', { name: 'Terminal sized' });
  await expect(rows(terminal)).toContainText(/size \d+ \d+\./);
  await terminal.locator('.xterm-helper-textarea').pressSequentially('word\n');
  await expect(rows(terminal)).toContainText('read word.');
  const { shown, isFirst, text } = await page.evaluate(() => ({
    shown: document.querySelectorAll('.xterm-rows > div').length,
    isFirst: document.querySelector('.xterm') === window.firstMade,
    text: document.querySelector('.xterm-rows')?.textContent ?? '',
  }));
  expect(isFirst).toBe(true);
  expect(text.match(/size \d+/g)).toEqual([`size ${shown}`]);
});
