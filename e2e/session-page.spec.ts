import { coloursOf } from './accessible.ts';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

test('a session is renamed in place by its key; Esc leaves the old name', async ({ board, hub }) => {
  await hub.create({ name: 'before' });
  await openTerminal(board, 'before');
  await expect(board.locator('.xterm-helper-textarea')).toBeFocused();
  await board.keyboard.press('Control+Shift+ArrowUp');
  await board.keyboard.press('r');
  const field = board.getByRole('textbox', { name: 'Name', exact: true });
  await field.fill('never');
  await board.keyboard.press('Escape');
  await expect(board.getByRole('heading', { level: 1 })).toHaveText('before');
  await board.keyboard.press('r');
  await field.fill('after');
  await board.keyboard.press('Enter');
  await expect(board.getByRole('heading', { level: 1 })).toHaveText('after');
});

test('the inspector says what this page knows, and is as it was left after a reload', async ({ board, hub }) => {
  const { id, pid } = await hub.create({ name: 'inspected' });
  const terminal = await openTerminal(board, 'inspected');
  await expect(board.locator('.xterm-helper-textarea')).toBeFocused();
  await board.getByRole('button', { name: 'Inspector', exact: true }).click();
  const inspector = board.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('list', { name: 'Activity' }).getByRole('listitem')).toContainText([`Startedpid ${pid}`]);
  await type(terminal, 'exit 3\n');
  await expect(inspector.getByRole('listitem').first()).toContainText('exit code 3');
  await inspector.getByRole('tab', { name: 'Details' }).click();
  await expect(inspector).toContainText(id);
  const fact = (name: string) =>
    inspector
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('xpath=following-sibling::dd');
  await expect(fact('How')).toHaveText('exit code 3');
  await expect(fact('Ended')).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  await expect(fact('Program')).toContainText('Shell');
  await expect(fact('Size')).toHaveText(/^\d+ × \d+$/);
  await board.reload();
  await expect(inspector.getByRole('tab', { name: 'Details' })).toHaveAttribute('aria-selected', 'true');
  await inspector.getByRole('tab', { name: 'Activity' }).click();
  await expect(inspector.getByText(/^This page was opened at /)).toBeVisible();
  await inspector.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(inspector).toBeHidden();
  await expect(board.getByRole('button', { name: 'Inspector', exact: true })).toBeFocused();
  await board.reload();
  await expect(board.getByRole('heading', { level: 1, name: 'inspected' })).toBeVisible();
  await expect(inspector).toBeHidden();
});

test('the inspector is reached and left by keys, beside the terminal and over it; the focus goes back to where it was', async ({
  board,
  hub,
}) => {
  await hub.create({ name: 'by keys' });
  const terminal = await openTerminal(board, 'by keys');
  const inspector = board.getByRole('complementary', { name: 'Inspector' });
  for (const width of [1440, 1024]) {
    await board.setViewportSize({ width, height: 800 });
    await terminal.locator('.xterm-helper-textarea').focus();
    await board.keyboard.press('Control+Shift+ArrowUp');
    await expect(board.getByRole('button', { name: 'Hide the terminal' })).toBeFocused();
    await board.keyboard.press('i');
    await expect(inspector.getByRole('tab', { name: 'Activity' })).toBeFocused();
    await board.keyboard.press('Tab');
    await expect(inspector.getByRole('button', { name: 'Close the inspector' })).toBeFocused();
    await board.keyboard.press('Escape');
    await expect(inspector).toBeHidden();
    await expect(board.getByRole('button', { name: 'Hide the terminal' })).toBeFocused();
  }
  // One that was left open beside the terminal takes no focus when a wider window shows it again.
  await board.setViewportSize({ width: 1440, height: 800 });
  await board.keyboard.press('i');
  await expect(inspector.getByRole('tab', { name: 'Activity' })).toBeFocused();
  await board.setViewportSize({ width: 1000, height: 800 });
  await expect(inspector).toBeHidden();
  await terminal.locator('.xterm-helper-textarea').focus();
  await board.setViewportSize({ width: 1440, height: 800 });
  await expect(inspector).toBeVisible();
  await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
});

test('the scroll bar is thin, comes with the pointer, and covers no column', async ({ board, hub }) => {
  await hub.create({ name: 'long' });
  const terminal = await openTerminal(board, 'long');
  await type(terminal, 'seq 300; echo "columns $(tput cols)."\n');
  await expect(rows(terminal)).toContainText(/columns \d+\./);
  const count = Number(/columns (\d+)\./.exec((await rows(terminal).textContent()) ?? '')?.[1]);
  await terminal.locator('.xterm-screen').hover();
  const bar = terminal.locator('.scrollbar.vertical');
  await expect(bar).toHaveClass(/visible/);
  const [room, columns, thumb] = [
    await terminal.boundingBox(),
    await terminal.locator('.xterm-screen').boundingBox(),
    await bar.boundingBox(),
  ];
  if (!room || !columns || !thumb) throw new Error('Nothing is shown.');
  expect(thumb.width).toBeLessThanOrEqual(8);
  expect(thumb.x + thumb.width).toBeCloseTo(room.x + room.width, 0);
  expect(columns.x + columns.width).toBeLessThanOrEqual(thumb.x);
  // No room is given away: another column would not have fitted.
  expect(thumb.x - (columns.x + columns.width)).toBeLessThan(columns.width / count);
});

test('whatever colours a program takes, its text can be read in both themes, and the card shows the same', async ({ board, hub }) => {
  const looks = {
    pale: '38;2;255;255;150',
    night: '38;5;17',
    named: '30;42',
    faint: '2',
    faintred: '2;31',
    turned: '7;33',
    grey: '38;2;153;153;153',
  };
  const print = Object.entries(looks).map(([word, codes]) => `\\033[${codes}m${word}\\033[0m`);
  const { id } = await hub.create({
    provider: 'command',
    name: 'colours',
    command: { program: 'bash', args: ['-c', `printf '${print.join(' ')} end'; read line`] },
  });
  await expect.poll(() => hub.screen(id)).toContain('end');
  const card = board.getByRole('main').getByRole('listitem', { name: 'colours' });
  await expect(card).toContainText('grey end');
  for (const theme of ['light', 'dark'] as const) {
    await board.emulateMedia({ colorScheme: theme });
    const previewed = await coloursOf(card, Object.keys(looks));
    const terminal = await openTerminal(board, 'colours');
    await expect(rows(terminal)).toContainText('grey end');
    const shown = await coloursOf(rows(terminal), Object.keys(looks));
    for (const word of Object.keys(looks)) {
      for (const place of [shown, previewed]) expect(place[word]?.contrast, `${word}, ${theme}`).toBeGreaterThanOrEqual(4.5);
      // For what is reversed on the terminal's own ground xterm starts from another colour.
      if (word !== 'turned') expect(previewed[word], `${word}, ${theme}`).toEqual(shown[word]);
    }
    await board.getByRole('button', { name: 'Hide the terminal' }).click();
    await expect(card).toContainText('grey end');
  }
});

test('a lost server is said over the bar; every row of the terminal stays in sight', async ({ board, hub }) => {
  await hub.create({ name: 'lost' });
  const terminal = await openTerminal(board, 'lost');
  await type(terminal, 'clear; echo the first row\n');
  await expect(rows(terminal)).toContainText('the first row');
  await hub.stop('SIGKILL');
  const banner = board.getByText(/Lost the server/);
  await expect(banner).toBeVisible();
  /** How far down the banner reaches into the terminal, in CSS pixels. */
  const covered = async () => {
    const [said, shown] = [await banner.boundingBox(), await terminal.boundingBox()];
    return (said?.y ?? 0) + (said?.height ?? 0) - (shown?.y ?? 0);
  };
  await expect.poll(covered).toBeLessThanOrEqual(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a row of keys has what the keyboard on glass lacks; Ctrl holds for one key', async ({ board, hub }) => {
    await hub.create({ name: 'pocket' });
    const terminal = await openTerminal(board, 'pocket');
    const keys = board.getByRole('toolbar', { name: 'Keys' });
    await type(terminal, 'cat -v\n');
    await keys.getByRole('button', { name: 'Up' }).tap();
    await keys.getByRole('button', { name: 'Pipe' }).tap();
    await keys.getByRole('button', { name: 'Esc' }).tap();
    await keys.getByRole('button', { name: 'Ctrl' }).tap();
    await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'true');
    await board.keyboard.type('bb\n');
    await expect(rows(terminal)).toContainText('^[[A|^[^Bb');
    await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'false');
    await expect(terminal.locator('.xterm-helper-textarea')).toBeFocused();
    for (const button of await keys.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    }
    expect(await board.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
