import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodePage } from '../stream/node-page.ts';
import { pageCaller } from './callers.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { expect, test } from './fixtures.ts';

/** A terminal over a connection that breaks off again and again. */

const CUTS = 200;
const SEED = 20;

/**
 * Keeps what it reads and what it prints. To each number it prints lines: colours, wide and combining characters, so that every
 * cut is in the middle of something.
 */
const PROGRAM = `
import { appendFileSync } from 'node:fs';
const [typed, printed] = process.argv.slice(2);
function print(text) {
  appendFileSync(printed, text);
  process.stdout.write(text);
}
let line = 0;
process.stdin.setRawMode(true);
process.stdin.on('data', (bytes) => {
  appendFileSync(typed, bytes);
  for (const number of bytes.toString().split(';').filter(Boolean)) {
    for (let each = 0; each < 8; each += 1) {
      line += 1;
      print('\\x1b[3' + (line % 8) + 'm' + line + ' \\x1b[1m漢字\\x1b[0m e\\u0301 ' + '─'.repeat(line % 40) + '\\r\\n');
    }
    print('<' + number + '>\\r\\n');
  }
});
print('ready\\r\\n');
`;

test('200 cuts, at any byte: nothing is lost and nothing comes twice, in neither direction', async ({ hub, folder }) => {
  const [program, typed, printed] = ['program.mjs', 'typed', 'printed'].map((name) => join(folder, name)) as [string, string, string];
  for (const [file, text] of [
    [program, PROGRAM],
    [typed, ''],
    [printed, ''],
  ] as const)
    writeFileSync(file, text);
  const session = await hub.create({ provider: 'command', command: { program: process.execPath, args: [program, typed, printed] } });
  const { headers, key } = await pageCaller(hub);
  const random = seeded(SEED);
  const proxy: CuttingProxy = await CuttingProxy.to(hub.port, () =>
    proxy.cuts < CUTS ? 600 + Math.floor(random() ** 3 * 12_000) : Number.POSITIVE_INFINITY,
  );
  const page = new NodePage({ url: `http://127.0.0.1:${proxy.port}`, headers, key, session: session.id });
  try {
    await page.until(() => page.shows('ready'));
    const answered = new Set<number>();
    let number = 0;
    for (let last = false; !last || !answered.has(number); ) {
      await page.until(() => page.isAttached);
      last = proxy.cuts >= CUTS;
      const before = page.attached;
      number += 1;
      if (!page.type(`${number};`)) continue;
      await page.until(() => page.shows(`<${number}>`) || page.attached !== before);
      if (page.shows(`<${number}>`)) answered.add(number);
    }
    await page.until(() => page.isWhole);
    const got = readFileSync(typed, 'utf8').split(';').slice(0, -1).map(Number);
    // At most once, in order; and whatever was answered had been read.
    expect(got).toEqual([...new Set(got)].sort((a, b) => a - b));
    expect([...answered].filter((each) => !got.includes(each))).toEqual([]);
    // What was under way when a line was cut may be lost, and no more: nobody types it again.
    expect(number - got.length).toBeLessThanOrEqual(CUTS);
    expect(got.length).toBeGreaterThan(CUTS / 2);
    expect(page.look).toEqual(NodePage.lookAfter(readFileSync(printed)));
    expect(page.attached).toBeGreaterThan(CUTS / 2);
  } finally {
    page.close();
    await proxy.close();
  }
});

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
