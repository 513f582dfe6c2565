import { TITLE_MAX } from '#common/limits.ts';
import { expect, openTerminal, rows, test } from '../fixtures.ts';

test('S53 a title is shown without control characters and without those that turn the direction of text, and cut', async ({
  board,
  hub,
}) => {
  // A character that turns what follows around, controls, and far too much text.
  const title = '\\342\\200\\256nice \\001\\177name\\342\\201\\246';
  const script = `printf '\\033]2;${title}%s\\033\\\\' "$(head -c 100000 /dev/zero | tr '\\0' x)"; echo titled; read -r line`;
  const { id } = await hub.create({ provider: 'command', name: 'titles', command: { program: 'bash', args: ['-c', script] } });
  await expect(rows(await openTerminal(board, 'titles'))).toContainText('titled');
  await expect(board.getByRole('heading', { level: 1, name: 'titles' })).toHaveAttribute('title', /^nice namex{200,}$/);
  expect((await hub.session(id)).title).toMatch(/^nice namex{200,}$/);
  expect((await hub.session(id)).title?.length).toBeLessThanOrEqual(TITLE_MAX);
  expect(await board.title()).not.toMatch(/[\p{Cc}\u202e]|x{300}/u);
});
