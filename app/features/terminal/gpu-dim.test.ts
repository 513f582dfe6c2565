import { expect, test } from 'vitest';
import { Terminal } from '@xterm/headless';
import { gpuDim, type ResolvedCell } from './gpu-dim.ts';

const DIM = 0x8000000;

/** The first cell of a terminal that got this, as xterm packs it. */
async function cellOf(sgr: string): Promise<ResolvedCell> {
  const terminal = new Terminal({ allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(`\x1b[${sgr}mx`, done));
  const cell = terminal.buffer.active.getLine(0)?.getCell(0) as Partial<ResolvedCell> | undefined;
  terminal.dispose();
  return { fg: cell?.fg ?? 0, bg: cell?.bg ?? 0 };
}

async function made(sgr: string, resolved?: Partial<ResolvedCell>) {
  const cell = await cellOf(sgr);
  const result = { ...cell, ...resolved };
  gpuDim(cell, result);
  return { cell, result, isDim: (result.bg & DIM) !== 0 };
}

test.each(['2', '2;1;3', '2;48;2;10;20;30'])('dim text without a colour of its own has the theme’s dim colour: %s', async (sgr) => {
  const { cell, result, isDim } = await made(sgr);
  const named = await cellOf('90');
  expect(isDim).toBe(false);
  expect(result.fg & 0x3ffffff).toBe(named.fg);
  expect(result.fg & ~0x3ffffff).toBe(cell.fg & ~0x3ffffff);
});

test.each(['2;31', '2;38;5;3', '2;97;44', '2;7;42'])('dim text in a named colour stays as it is: %s', async (sgr) => {
  const { cell, result, isDim } = await made(sgr);
  expect([isDim, result.fg]).toEqual([false, cell.fg]);
});

test.each(['2;38;5;100', '2;38;2;1;2;3', '2;7', '2;42', '2;7;48;5;200'])('other dim text is left to the renderer: %s', async (sgr) => {
  const { cell, result } = await made(sgr);
  expect(result).toEqual(cell);
});

test('what is not dim is not touched, and a colour that the selection gave stays', async () => {
  const plain = await made('31');
  expect(plain.result).toEqual(plain.cell);
  const selected = await made('2', { fg: 0x3123456 });
  expect(selected.result.fg).toBe(0x3123456);
});
