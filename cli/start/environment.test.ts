import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personsEnvironment } from './environment.mjs';

const none = () => null;

describe('without the kernel’s word', () => {
  const npms = {
    npm_lifecycle_event: 'start',
    npm_config_prefix: '/usr',
    npm_package_json: '/home/a/beckon/package.json',
    npm_node_execpath: '/usr/bin/node',
    INIT_CWD: '/home/a/beckon',
    NODE: '/usr/bin/node',
    COLOR: '1',
    EDITOR: 'vi',
    PATH: [
      ...['/home/a/beckon/node_modules/.bin', '/home/a/node_modules/.bin', '/home/node_modules/.bin', '/node_modules/.bin'],
      ...['/usr/lib/node_modules/npm/lib/node-gyp-bin', '/home/a/bin', '/home/a/node_modules/.bin', '/usr/bin'],
    ].join(':'),
  };
  const read = (env: Record<string, string>) => personsEnvironment(env, { parent: 2, readProcess: none, execPath: '/usr/bin/node' });

  test('npm’s additions go, the person’s own stay', () => {
    expect(read({ ...npms, HOME: '/home/a', NPM_CONFIG_REGISTRY: 'mine' })).toEqual({
      HOME: '/home/a',
      NPM_CONFIG_REGISTRY: 'mine',
      PATH: '/home/a/bin:/home/a/node_modules/.bin:/usr/bin',
    });
  });

  test('what the person set differently stays', () => {
    const own = { NODE: '/opt/node', COLOR: 'always', EDITOR: 'hx' };
    expect(read({ ...npms, ...own, PATH: '/usr/bin' })).toEqual({ ...own, PATH: '/usr/bin' });
  });

  test('without npm nothing is touched', () => {
    const env = { PATH: '/home/a/beckon/node_modules/.bin:/usr/bin', COLOR: '1', INIT_CWD: 'mine' };
    expect(read(env)).toEqual(env);
  });
});

test('with the kernel’s word it is what npm was started with, also through npm inside npm', () => {
  const processes = new Map([
    [30, { parent: 20, env: { npm_lifecycle_event: 'start', A: 'sh' } }],
    [20, { parent: 10, env: { npm_lifecycle_event: 'outer', A: 'npm in npm' } }],
    [10, { parent: 1, env: { A: 'person', COLOR: '1', npm_config_nodedir: '/usr' } }],
  ]);
  const readProcess = (pid: number) => processes.get(pid) ?? null;
  const env = personsEnvironment({ npm_lifecycle_event: 'start', A: 'script' }, { parent: 30, readProcess });
  expect(env).toEqual({ A: 'person', COLOR: '1', npm_config_nodedir: '/usr' });
});

describe('with the real npm', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'beckon-environment-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What a process sees that is started with this very environment, and what the script of an `npm run` restores of it. */
  function throughNpm(env: Record<string, string>, source: string): { given: object; restored: object } {
    cpSync(join(import.meta.dirname, 'environment.mjs'), join(folder, 'environment.mjs'));
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'planted', version: '1.0.0', scripts: { start: 'node print.mjs' } }),
    );
    const out = join(folder, 'out.json');
    writeFileSync(
      join(folder, 'print.mjs'),
      `import { writeFileSync } from 'node:fs';
import { personsEnvironment } from './environment.mjs';
writeFileSync(${JSON.stringify(out)}, JSON.stringify(personsEnvironment(process.env, ${source})));
`,
    );
    const npm = spawnSync('npm', ['start', '--silent'], { cwd: folder, env, encoding: 'utf8' });
    expect(npm.stderr + npm.stdout).toBe('');
    return { given: env, restored: JSON.parse(readFileSync(out, 'utf8')) };
  }

  const env = () => ({
    HOME: folder,
    PATH: `${folder}/node_modules/.bin:${process.env.PATH ?? ''}`,
    PWD: folder,
    LANG: 'C.UTF-8',
    VISUAL: 'emacs',
    EDITOR: 'hx',
    npm_config_update_notifier: 'false',
    ODD: 'a=b\nc',
    EMPTY: '',
  });

  test('on Linux nothing is added, lost or changed', () => {
    const { given, restored } = throughNpm(env(), '{ parent: process.ppid }');
    if (process.platform === 'linux') expect(restored).toEqual(given);
  });

  test('where the kernel does not tell, only lower-case npm settings and what a shell adds differ', () => {
    const { given, restored } = throughNpm(env(), '{ parent: process.ppid, readProcess: () => null }');
    const { npm_config_update_notifier: _lost, ...expected } = given as Record<string, string>;
    const { SHLVL: _shell, _: _last, OLDPWD: _old, ...actual } = restored as Record<string, string>;
    expect(actual).toEqual(expected);
  });
});

test('reads a process whose name has spaces and brackets', async () => {
  const { readLinuxProcess } = await import('./environment.mjs');
  if (process.platform !== 'linux') return expect(readLinuxProcess(process.pid)).toBeNull();
  const folder = mkdtempSync(join(tmpdir(), 'beckon-environment-'));
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'a) (b');
  cpSync('/bin/cat', program);
  const child = spawn(program, [], { env: { ONE: '1', TWO: 'a=b' } });
  await new Promise((resolve) => child.once('spawn', resolve));
  child.stdin.write('up');
  await new Promise((resolve) => child.stdout.once('data', resolve)); // now it is the program, no longer a copy of us
  expect(readLinuxProcess(child.pid ?? 0)).toEqual({ parent: process.pid, env: { ONE: '1', TWO: 'a=b' } });
  child.stdin.end();
  await new Promise((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
});
