import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { isInstalled } from '../cli/start/install.mjs';
import { isBuilt } from '../cli/start/stamp.mjs';
import { test as base, expect } from './fixtures.ts';
import { isAlive, root } from './hub-process.ts';
import { StartProcess, type StartOptions } from './start-process.ts';

const test = base.extend<{ start: (args: string[], options?: Partial<StartOptions>) => StartProcess }>({
  // After `makeHub`, which ends the pty host: the hub of a start is stopped first.
  start: async ({ folder, makeHub }, use) => {
    const made: StartProcess[] = [];
    makeHub();
    await use((args, options) => {
      const start = new StartProcess(args, { state: join(folder, 'state'), home: join(folder, 'home'), ...options });
      made.push(start);
      return start;
    });
    for (const start of made) await start.ctrlC();
  },
});

test.beforeAll(() => {
  // A start here would install or build in this checkout, under the other tests.
  expect([isInstalled(root), isBuilt(root)], 'packages and build fit the sources: run `npm ci` and `npm run build`').toEqual([true, true]);
});

test('npm start prints one link that opens the page; Ctrl-C stops the server, and the next start has the session again', async ({
  start,
  makeHub,
  page,
}) => {
  const hub = makeHub();
  const first = start(['--port', '0', '--no-open'], { npm: true });
  const link = await first.up();
  expect(first.links).toHaveLength(1);
  expect(first.output).not.toContain('Building');
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible();

  const { id, pid } = await hub.create({ name: 'kept', prompt: 'env | grep -ci "^npm_"; echo counted' });
  // What npm adds to the environment of its scripts does not reach programs.
  await expect.poll(() => hub.screen(id)).toMatch(/^0\ncounted$/m);

  // 0: by its own clock; a hub that is not done before five seconds are over ends with 1.
  expect(await first.ctrlC()).toBe(0);
  expect(isAlive(pid ?? 0)).toBe(true);
  await expect(page.getByText('The server was stopped')).toBeVisible();

  const port = new URL(link).port;
  await start(['--port', port, '--no-open']).up();
  await expect(page.getByText('The server was stopped')).toHaveCount(0);
  expect(await hub.session(id)).toMatchObject({ pid, status: 'running' });
  await expect(page.getByRole('link', { name: 'kept' }).first()).toBeVisible();
});

test('when the server is killed, its start tells that, and how to go on', async ({ start, folder }) => {
  const run = start(['--port', '0', '--no-open']);
  await run.up();
  const state = join(folder, 'state');
  const lock = readdirSync(state).find((name) => /^hub\.lock\.\d+$/.test(name)) ?? '';
  process.kill(JSON.parse(readFileSync(join(state, lock), 'utf8')).pid, 'SIGKILL');
  expect(await run.ended).toBe(137);
  expect(run.output).toMatch(/\nThe server was ended by SIGKILL\. Sessions run on; start it again with: npm start\n$/);
});

test('a second start prints a fresh link of the first and ends with 0', async ({ start, page }) => {
  const first = await start(['--port=0', '--no-open']).up();
  const second = start(['--no-open', '--port', '1']);
  expect(await second.ended).toBe(0); // while the first goes on
  expect(second.output).toContain('Beckon was running already');
  expect(second.output).toContain('It keeps its port');
  expect(second.links).toHaveLength(1);
  const [link = ''] = second.links;
  expect(link).not.toBe(first);
  expect(new URL(link).origin).toBe(new URL(first).origin);
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'New session' }).first()).toBeVisible();
});

test('of two starts at the same time one runs and the other prints a link to it', async ({ start }) => {
  const both = [start(['--port', '0', '--no-open']), start(['--port', '0', '--no-open'])];
  const [loser, winner] = await Promise.race(both.map((each, index) => each.ended.then(() => [each, both[1 - index]] as const)));
  expect(await loser.ended).toBe(0);
  expect(loser.output).toContain('Beckon was running already');
  expect(loser.output).not.toContain('It keeps its port');
  const link = await winner?.up();
  expect(new URL(loser.links[0] ?? '').origin).toBe(new URL(link ?? '').origin);
});

test('--help says what there is', async ({ start }) => {
  const help = start(['--help']);
  expect(await help.ended).toBe(0);
  for (const each of ['--port N', '--no-open', 'BECKON_PORT', 'BECKON_HOME']) expect(help.output).toContain(each);
});

test('options that make no sense are named, with the way out', async ({ start }) => {
  const cases: [string[], Record<string, string>, number, RegExp][] = [
    [['--prot', '1'], {}, 2, /^Unknown option "--prot"\. .*--help.*\n$/],
    [['--port', 'abc'], {}, 2, /^--port takes a number from 0 to 65535, not "abc"\.\n$/],
    [['--port', '70000'], {}, 2, /^--port takes a number from 0 to 65535, not "70000"\.\n$/],
    [['--port='], {}, 2, /^--port takes a number from 0 to 65535, not ""\.\n$/],
    [['--port'], {}, 2, /^--port takes a number from 0 to 65535, not nothing\.\n$/],
    [[], { BECKON_PORT: 'abc' }, 1, /^The port must be .* not "abc"\. Set it with `--port` or BECKON_PORT\.\n$/],
    [[], { BECKON_PORT: '70000' }, 1, /^The port must be .* not "70000"\..*\n$/],
    [[], { BECKON_LOG: 'loud', BECKON_PORT: '0' }, 1, /^BECKON_LOG must be one of .* not "loud"\.\n$/],
    [[], { BECKON_HOME: '/proc/none', BECKON_PORT: '0' }, 1, /^Cannot use the state folder \/proc\/none: .*BECKON_HOME\.\n$/],
  ];
  for (const [args, env, code, sentence] of cases) {
    const refused = start(['--no-open', ...args], { env });
    expect(await refused.ended, refused.output).toBe(code);
    expect(refused.output).toMatch(sentence);
  }
});

test('a Node that is too old is named, with the one that is needed', async ({ start, folder }) => {
  for (const [version, isTooOld] of [
    ['18.20.4', true],
    ['20.18.3', true],
    ['20.19.0', false],
    ['24.0.0', false],
  ] as const) {
    const preload = join(folder, `node-${version}.cjs`);
    writeFileSync(preload, `Object.defineProperty(process.versions, 'node', { value: '${version}' });\n`);
    const run = start(['--help'], { nodeArgs: ['--require', preload] });
    expect(await run.ended, version).toBe(isTooOld ? 1 : 0);
    if (isTooOld) expect(run.output).toMatch(new RegExp(`^Beckon needs Node 20\\.19 or newer, this is ${version}\\. Install it .*\n$`));
    else expect(run.output).toContain('Usage');
  }
});

test('a taken port is named with the way out, and leaves nothing that hinders the next start', async ({ start, makeHub }) => {
  const other = createServer().listen(0, '127.0.0.1');
  try {
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const refused = start(['--port', port, '--no-open']);
    expect(await refused.ended).toBe(1);
    expect(refused.output).toBe(
      `Port ${port} is taken by another program. Choose another with \`npm start -- --port N\` or BECKON_PORT.\n`,
    );
    expect(makeHub().ptyHostPid).toBeNull();
    await start(['--port', '0', '--no-open']).up();
    expect((await makeHub().call('GET', '/api/health')).status).toBe(200);
  } finally {
    other.close();
  }
});

test('sources that changed are built again, once; others are not', async ({ start, folder }) => {
  const checkout = join(folder, 'checkout');
  copyCheckout(checkout);
  // A builder that only records: the real one takes half a minute, and `npm test` runs it before the tests.
  cpSync(join(root, 'cli', 'start', 'stamp.mjs'), join(checkout, 'cli', 'start', 'stamp.mjs'));
  writeFileSync(
    join(checkout, 'cli', 'build.mjs'),
    `import { readFileSync, writeFileSync } from 'node:fs';
import { sourceDigest } from './start/stamp.mjs';
const record = new URL('../dist/build.json', import.meta.url);
const before = JSON.parse(readFileSync(record, 'utf8'));
writeFileSync(record, JSON.stringify({ ...before, sources: sourceDigest(new URL('..', import.meta.url).pathname) }));
`,
  );
  const options = { checkout };
  const builds = async () => {
    const run = start(['--port', '0', '--no-open'], options);
    await run.up();
    await run.ctrlC();
    return run.output.includes('Building (');
  };
  expect(await builds()).toBe(true); // its builder is another one
  writeFileSync(join(checkout, 'server', 'new.test.ts'), 'a test is no part of the build\n');
  expect(await builds()).toBe(false);
  writeFileSync(join(checkout, 'server', 'new.ts'), 'export const fresh = 1;\n');
  expect(await builds()).toBe(true);
});

/** Sources and build; packages by a link. */
function copyCheckout(to: string): void {
  mkdirSync(to);
  for (const name of ['app', 'cli', 'common', 'server', 'prisma', 'public', 'dist', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(to, name), { recursive: true });
  }
  for (const name of ['next.config.ts', 'postcss.config.mjs', 'tsconfig.base.json']) cpSync(join(root, name), join(to, name));
  cpSync(join(root, '.next'), join(to, '.next'), { recursive: true, filter: (from) => from !== join(root, '.next', 'cache') });
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
}
