import { expectGoodEverywhere, listen } from './accessible.ts';
import { expect, expectRunning, openTerminal, test } from './fixtures.ts';

/** The page while its server is away, for who reads it with ears, and for who looks at it on any screen. */

test('a reader hears once that the server is lost, no seconds, and that it is back; the rail says what was last known', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'far away' });
  await expectRunning(board, 'far away');
  const rail = board.getByRole('complementary', { name: 'Overview' });
  await expect(rail.getByRole('link', { name: 'far away, running', exact: true })).toBeVisible();
  const heard = await listen(board);
  await hub.stop('SIGKILL');
  await expect(rail.getByRole('link', { name: 'far away, last known: running', exact: true })).toBeVisible();
  await expect(rail.getByText(/^server lost (?![012]s)\d+[sm]$/)).toBeVisible(); // three seconds were counted
  const said = (await heard()).filter((text) => /server/i.test(text));
  expect(said[0]).toBe('Server lost. Sessions do not depend on it.');
  // On a slow machine ten seconds may be over, and then help is said as well.
  expect(said.slice(1).filter((text) => !text.startsWith('The server is still away;'))).toEqual([]);
  await hub.start();
  await expect.poll(heard).toContain('The server is back.');
  await expect(rail.getByRole('link', { name: 'far away, running', exact: true })).toBeVisible();
});

for (const where of ['the board', 'the page of a session'] as const) {
  test(`${where} stands every check without the server`, async ({ board, hub }) => {
    await hub.create({ name: 'far away' });
    await expectRunning(board, 'far away');
    if (where !== 'the board') await openTerminal(board, 'far away');
    await hub.stop('SIGKILL');
    await expect(board.getByText('last known: running', { exact: false }).filter({ visible: true })).toBeVisible();
    await expectGoodEverywhere(board, [1440, 1024, 390]);
  });
}
