import { expect, test } from 'vitest';
import { runStep } from './step.mjs';

async function run(code: string): Promise<{ ok: boolean; said: string }> {
  const said: string[] = [];
  const step = { name: 'Working', file: process.execPath, args: ['--eval', code], cwd: process.cwd(), env: {} };
  const ok = await runStep({ ...step, say: (line) => said.push(line) });
  return { ok, said: said.join('\n') };
}

test('a step tells that it begins, and when it has succeeded its time', async () => {
  const { ok, said } = await run("console.log('much');");
  expect(ok).toBe(true);
  expect(said).toMatch(/^Working…\nWorking \(\d+\.\d s\)$/);
});

test('a step that fails shows how its output begins and ends', async () => {
  const { ok, said } = await run("for (let i = 1; i <= 100; i += 1) console.error('line ' + i); process.exitCode = 2;");
  expect(ok).toBe(false);
  expect(said).toMatch(/^Working…\nWorking: failed after \d+\.\d s\. It said:\n {2}line 1\n/);
  expect(said).toContain('\n  ... 58 lines ...\n');
  expect(said).toMatch(/\n {2}line 100$/);
});

test('a program that is not there is a failure that names it', async () => {
  const said: string[] = [];
  const ok = await runStep({ name: 'Working', file: 'no-such-program', args: [], cwd: '/', env: {}, say: (line) => said.push(line) });
  expect(ok).toBe(false);
  expect(said.join()).toContain('no-such-program');
});

test('that a step begins is told before its program runs', async () => {
  const said: string[] = [];
  const running = runStep({
    name: 'Working',
    file: process.execPath,
    args: ['--eval', ''],
    cwd: '/',
    env: {},
    say: (line) => said.push(line),
  });
  expect(said).toEqual(['Working…']);
  await running;
});
