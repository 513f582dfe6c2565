import { expect, logIn, openTerminal, rows, test, type, expectColoured } from './fixtures.ts';

test('a newcomer starts a shell from the empty board, types, reloads, and finds the same screen', async ({ board, folder }) => {
  await expect(board.getByText(/no session/i).first()).toBeVisible();
  await board.getByRole('button', { name: 'New session' }).first().click();
  await board.getByRole('combobox', { name: 'Folder' }).fill(`${folder}/work`);
  await board.getByRole('radio', { name: /Shell/ }).check();
  await board.getByRole('textbox', { name: 'Name' }).fill('my first shell');
  await board.getByRole('button', { name: 'Start', exact: true }).click();

  const terminal = board.getByRole('region', { name: 'Terminal my first shell' });
  await expect(rows(terminal)).toContainText('$');
  await type(terminal, 'echo "sum: $((20+22))"; pwd\n');
  await expect(rows(terminal)).toContainText('sum: 42');
  await expect(rows(terminal)).toContainText(`${folder}/work`);

  await board.reload();
  await expect(rows(terminal)).toContainText('sum: 42');
  await type(terminal, 'echo again-$((1+1))\n');
  await expect(rows(terminal)).toContainText('again-2');
});

test('the opening prompt of a shell is its first line; the name may stay empty', async ({ board, folder }) => {
  await board.getByRole('button', { name: 'New session' }).first().click();
  await board.getByRole('combobox', { name: 'Folder' }).fill(`${folder}/work`);
  await board.getByRole('radio', { name: /Shell/ }).check();
  await board.getByRole('textbox', { name: 'Opening prompt' }).fill('echo begun-$((3*3))');
  await board.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(rows(board.getByRole('region', { name: /^Terminal / }))).toContainText('begun-9');
  await expect(board.getByRole('heading', { level: 1 })).toHaveText(/work/);
});

test('any program runs with its arguments as they are, without a shell in between', async ({ board, folder }) => {
  await board.getByRole('button', { name: 'New session' }).first().click();
  await board.getByRole('combobox', { name: 'Folder' }).fill(`${folder}/work`);
  await board.getByRole('radio', { name: /Command/ }).check();
  await board.getByRole('textbox', { name: 'Program' }).fill('printf');
  await board.getByRole('textbox', { name: 'Arguments' }).fill('[%s]\n$HOME and; `more` "quoted"\n* two');
  await board.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(rows(board.getByRole('region', { name: /^Terminal / }))).toContainText('[$HOME and; `more` "quoted"][* two]');
});

test('colours, a full-screen program, its end, and what was there before', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'colours' });
  const terminal = await openTerminal(board, 'colours');
  await type(terminal, "printf '\\033[31mRED\\033[0m plain\\n'\n");
  await expect(rows(terminal)).toContainText('RED plain');
  await expectColoured(rows(terminal), 'RED');

  await type(terminal, "printf '\\033[?1049h\\033[2J\\033[5;10Hfull screen'; read -r line; printf '\\033[?1049l'\n");
  await expect(rows(terminal)).toContainText('full screen');
  await expect(rows(terminal)).not.toContainText('RED plain');
  await board.reload();
  await expect(rows(terminal)).toContainText('full screen');
  await type(terminal, '\n');
  await expect(rows(terminal)).toContainText('RED plain');
  await expect.poll(() => hub.screen(id)).toContain('RED plain');
});

test('a terminal is as large as its room, and the program knows', async ({ board, hub }) => {
  await hub.create({ name: 'sized' });
  const terminal = await openTerminal(board, 'sized');
  await type(terminal, "trap 'echo SIZE:$(stty size)' WINCH; echo SIZE:$(stty size)\n");
  await expect(rows(terminal)).toContainText(/SIZE:\d+ \d+/);
  const size = async () => (await rows(terminal).textContent())?.match(/SIZE:(\d+) (\d+)/g)?.at(-1) ?? '';
  const before = await size();
  await board.setViewportSize({ width: 700, height: 500 });
  await type(terminal, '\n');
  await expect.poll(size).not.toBe(before);
});

test('what scrolled away can be scrolled back to, also after a reload', async ({ board, hub }) => {
  await hub.create({ name: 'long' });
  const terminal = await openTerminal(board, 'long');
  await type(terminal, 'seq -f "line %g" 1 400\n');
  await expect(rows(terminal)).toContainText('line 400');
  await board.reload();
  await expect(rows(terminal)).toContainText('line 400');
  await expect(rows(terminal)).not.toContainText('line 12\n');
  await terminal.hover();
  await board.mouse.wheel(0, -1000);
  await expect(rows(terminal)).not.toContainText('line 400');
  await terminal.locator('.xterm-helper-textarea').focus();
  for (let page = 0; page < 15; page += 1) await board.keyboard.press('Shift+PageUp');
  await expect(rows(terminal)).toContainText(/line 1\n/, { useInnerText: true });
});

test('two windows show one session; the second watches until it takes over', async ({ board, hub, browser }) => {
  await hub.create({ name: 'shared' });
  const mine = await openTerminal(board, 'shared');
  await type(mine, 'echo from-the-first\n');
  await expect(rows(mine)).toContainText('from-the-first');

  const other = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await logIn(other, hub);
  const theirs = await openTerminal(other, 'shared');
  await expect(rows(theirs)).toContainText('from-the-first');
  await board.reload();
  await type(mine, 'echo still-mine\n');
  await expect(rows(theirs)).toContainText('still-mine');
  await type(theirs, 'x');
  await expect(theirs.getByText(/take over/i).first()).toBeVisible();
  await theirs.getByRole('button', { name: 'Take over' }).click();
  await type(theirs, 'echo from-the-second\n');
  await expect(rows(mine)).toContainText('from-the-second');
  await expect(rows(theirs)).not.toContainText('xecho');
  await expect(mine.getByRole('button', { name: 'Take over' })).toBeVisible();
  await other.close();
});
