import type { Locator, Page } from '@playwright/test';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';

/** The renderer of this browser, which has no GPU, calls itself one from the next page on. */
async function pretendGpu(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const read = WebGL2RenderingContext.prototype.getParameter;
    WebGL2RenderingContext.prototype.getParameter = function (name: number): unknown {
      return name === 0x9246 ? 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060, D3D11)' : read.call(this, name); // UNMASKED_RENDERER_WEBGL
    };
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeEnabled();
}

/** The canvas of a terminal that is drawn with the GPU. The browser's own drawing has rows instead. */
const canvas = (terminal: Locator) => terminal.locator('.xterm-screen > canvas:not([class])');

/** Takes the context away, as a browser does that has too many or whose GPU was reset. */
const loseContext = (terminal: Locator) =>
  canvas(terminal).evaluate((element: HTMLCanvasElement) =>
    element.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
  );

/** What a colour is in the middle of the first cells of each row. */
async function coloursOf(page: Page, terminal: Locator, rowCount: number): Promise<string[]> {
  const picture = (await terminal.locator('.xterm-screen').screenshot()).toString('base64');
  return page.evaluate(
    async ({ data, count }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const pen = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
      pen?.drawImage(image, 0, 0);
      const middle = (row: number) => Math.floor(((row + 0.5) * image.height) / count);
      return Array.from({ length: count }, (_, row) => String(pen?.getImageData(12, middle(row), 1, 1).data.join()));
    },
    { data: picture, count: rowCount },
  );
}

test('a GPU that the processor plays is refused: the browser draws the text', async ({ board, hub }) => {
  const code: string[] = [];
  board.on('response', async (answer) => {
    if (answer.url().endsWith('.js') && (await answer.text()).includes('webglcontextrestored')) code.push(answer.url());
  });
  expect(await board.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null)).toBe(true);
  await hub.create({ provider: 'command', name: 'plain', command: { program: 'cat' } });
  const terminal = await openTerminal(board, 'plain');
  await type(terminal, 'typed\n');
  await expect(rows(terminal)).toContainText('typed');
  await expect(canvas(terminal)).toHaveCount(0);
  expect(code).toEqual([]); // its code is not even loaded
});

test('with a GPU the canvas shows the text; when its context is lost the browser draws it, here and in the next terminal', async ({
  board,
  hub,
}) => {
  await pretendGpu(board);
  await hub.create({ provider: 'command', name: 'first', command: { program: 'cat' } });
  await hub.create({ provider: 'command', name: 'second', command: { program: 'cat' } });
  const terminal = await openTerminal(board, 'first');
  await expect(canvas(terminal)).toBeVisible();
  await expect(rows(terminal)).toHaveCount(0);
  await type(terminal, 'before it\n');
  await loseContext(terminal);
  await expect(rows(terminal)).toContainText('before it');
  await expect(canvas(terminal)).toHaveCount(0);
  await type(terminal, 'after it\n');
  await expect(rows(terminal)).toContainText('after it');
  await board.goBack();
  const other = await openTerminal(board, 'second');
  await type(other, 'elsewhere\n');
  await expect(rows(other)).toContainText('elsewhere');
});

/** Blocks fill their cells: what is in their middle is the ink alone. */
const INKS = [
  '0',
  '31',
  '90',
  '1;32',
  '38;5;208',
  '38;2;200;120;40',
  '2',
  '2;1',
  '2;31',
  '2;38;5;3',
  '2;38;5;208',
  '2;48;2;10;40;60',
  '7',
  '2;7;42',
];

for (const scheme of ['dark', 'light'] as const) {
  test(`colours are the same with a GPU and without, dim ones among them: ${scheme}`, async ({ board, hub }) => {
    await board.emulateMedia({ colorScheme: scheme });
    await pretendGpu(board);
    const lines = INKS.map((ink) => `\\033[${ink}m███\\033[m`).join('\\n');
    const command = { program: 'bash', args: ['-c', `printf '\\033[?25l${lines}\\n'; echo the-end; read line`] };
    const { id } = await hub.create({ provider: 'command', name: 'inks', command });
    const terminal = await openTerminal(board, 'inks');
    await expect.poll(() => hub.screen(id)).toContain('the-end');
    const reader = await board.context().newPage();
    const { rows: rowCount } = (await hub.call('GET', `/api/sessions/${id}/screen`)).json;
    const colours = async () => (await coloursOf(reader, terminal, rowCount)).slice(0, INKS.length);
    await expect(canvas(terminal)).toBeVisible();
    await expect.poll(async () => new Set(await colours()).size).toBeGreaterThan(8);
    const withGpu = await colours();
    await loseContext(terminal);
    await expect(rows(terminal)).toContainText('the-end');
    expect(await colours()).toEqual(withGpu);
  });
}
