import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const entry = join(import.meta.dirname, 'start.mjs');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beckon-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(args: string[], nodeArgs: string[] = []) {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, BECKON_HOME: join(folder, 'state') };
  return spawnSync(process.execPath, [...nodeArgs, entry, ...args], { env, encoding: 'utf8' });
}

describe('an old Node', () => {
  test.each(['20.18.3', '18.20.0', '8.0.0'])('%s is told what is needed', (version) => {
    const preload = join(folder, 'old.cjs');
    writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`);
    const run = start([], ['--require', preload]);
    expect(run.stderr).toBe(
      `Beckon needs Node 20.19 or newer, this is ${version}. Install it from nodejs.org or with your version manager.\n`,
    );
    expect(run.status).toBe(1);
  });

  test('understands the entry file: no syntax younger than ES modules with dynamic import', async () => {
    const source = readFileSync(entry, 'utf8');
    const options = { minifyWhitespace: true, legalComments: 'none' } as const;
    const asItIs = await transform(source, { ...options, target: 'esnext' });
    const forOld = await transform(source, { ...options, target: 'es5', supported: { 'dynamic-import': true } });
    expect(forOld.code).toBe(asItIs.code);
    expect(source).not.toMatch(/^import\s[^(]/m);
  });
});

test('help, and a sentence for what is not understood', () => {
  expect(start(['--help'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--port N') });
  expect(start(['--bad'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'Unknown option "--bad". npm start -- --help lists the options.\n',
  });
  expect(start(['--port', 'x'])).toMatchObject({ status: 2, stderr: '--port takes a number from 0 to 65535, not "x".\n' });
});

describe('what nobody foresaw ends in one sentence', () => {
  function startCopy(nodeArgs: string[] = []) {
    cpSync(import.meta.dirname, join(folder, 'cli'), { recursive: true });
    const env = { PATH: '', HOME: folder, BECKON_HOME: join(folder, 'state') };
    return spawnSync(process.execPath, [...nodeArgs, join(folder, 'cli', 'start.mjs')], { env, encoding: 'utf8' });
  }

  // A refusal of the system is played: tests may run as root, whom nothing refuses.
  test.each([
    ['EACCES', (path: string) => `permission denied for ${path}. Give your user the right to it, or put Beckon into a folder of your own.`],
    ['ENOSPC', (path: string) => `the disk of ${path} is full. Free some space and start again.`],
  ])('%s in the checkout', (code, sentence) => {
    const preload = join(folder, 'refusing.cjs');
    writeFileSync(
      preload,
      `require('fs').mkdirSync = (path) => { throw Object.assign(new Error('no'), { code: '${code}', path }); };
       require('module').syncBuiltinESMExports();`,
    );
    const run = startCopy(['--require', preload]);
    expect(run).toMatchObject({ status: 1, stdout: '', stderr: `Beckon cannot start: ${sentence(join(folder, 'dist'))}\n` });
  });

  test('anything else, too', () => {
    writeFileSync(join(folder, 'dist'), 'in the way');
    const run = startCopy();
    expect(run.stderr).toMatch(/^Beckon cannot start: EEXIST: [^\n]*dist'\. Mend that and start again\.\n$/);
    expect(run.status).toBe(1);
  });
});

test('beside a running hub it prints a fresh link and ends', async () => {
  const state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  const server = createServer((_request, response) => response.end('{"url":"http://beckon.localhost:4470/login#fresh"}'));
  await new Promise<void>((resolve) => server.listen(join(state, 'hub.sock'), resolve));
  const env = { PATH: process.env.PATH ?? '', HOME: folder, BECKON_HOME: state };
  const child = spawn(process.execPath, [entry, '--no-open', '--port', '4471'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const { code, output } = await ended(child);
  await new Promise((resolve) => server.close(resolve));
  expect(output).toContain('\n  http://beckon.localhost:4470/login#fresh\n');
  expect(output).toContain('It keeps its port.');
  expect(code).toBe(0);
});

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
