import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment } from './clean-environment.mjs';
import { leftProcesses } from './left-processes.mjs';
import { makeRunFolder } from './run-folder.mjs';

test('tests see their own homes and no mark of what is around them', () => {
  const around = {
    PATH: '/usr/bin',
    HOME: '/home/a',
    CLAUDECODE: '1',
    CLAUDE_CONFIG_DIR: '/home/a/c',
    TMUX: 'x',
    SOME_API_KEY: 'k',
    LC_ALL: 'C',
    BECKON_PORT: '1',
  };
  const clean = cleanEnvironment(around, { folder: '/tmp/r', run: 'id' });
  expect(clean).toEqual({
    PATH: '/usr/bin',
    LC_ALL: 'C',
    HOME: '/tmp/r/home',
    BECKON_HOME: '/tmp/r/state',
    TMPDIR: '/tmp/r/tmp',
    BECKON_TEST_RUN: 'id',
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
  });
});

test('this very test runs in such an environment', () => {
  expect(process.env.BECKON_TEST_RUN).toMatch(/^[0-9a-f-]{36}$/);
  expect(process.env.HOME).toMatch(/beckon-test-\w+\/home$/);
  expect(process.env.BECKON_HOME).toMatch(/beckon-test-\w+\/state$/);
});

test('what tests leave in the temporary folder is named, what tools keep there is not', () => {
  const own = makeRunFolder();
  expect(own.leftovers()).toEqual([]);
  for (const name of ['playwright-transform-cache-0', 'playwright-artifacts-a1', 'playwright_chromiumdev_profile-a1'])
    mkdirSync(join(own.folder, 'tmp', name));
  writeFileSync(join(own.folder, 'tmp', 'beckon-forgotten'), '');
  expect(own.leftovers()).toEqual(['beckon-forgotten']);
  own.remove();
  expect(existsSync(own.folder)).toBe(false);
});

test('a process that is left is found by the mark of its run, and no other', async () => {
  const run = `planted-${process.pid}`;
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume(); console.log("up")'], { env: { BECKON_TEST_RUN: run } });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const found = await leftProcesses(run, 0);
  const others = await leftProcesses(`${run}-other`);
  child.stdin.end();
  await new Promise((resolve) => child.once('close', resolve));
  if (process.platform === 'linux') expect(found).toMatchObject([{ pid: child.pid }]);
  expect(others).toEqual([]);
  expect(await leftProcesses(run)).toEqual([]);
});
