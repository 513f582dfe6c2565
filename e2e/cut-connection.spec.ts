import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodePage } from '../stream/node-page.ts';
import { pageCaller } from './callers.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { expect, test } from './fixtures.ts';
import type { HubProcess } from './hub-process.ts';

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

/** A session of that program; `got` gives the numbers that it has read. */
async function begin(hub: HubProcess, folder: string) {
  const [program, typed, printed] = ['program.mjs', 'typed', 'printed'].map((name) => join(folder, name)) as [string, string, string];
  for (const [file, text] of [
    [program, PROGRAM],
    [typed, ''],
    [printed, ''],
  ] as const)
    writeFileSync(file, text);
  const { id } = await hub.create({ provider: 'command', command: { program: process.execPath, args: [program, typed, printed] } });
  const got = () => readFileSync(typed, 'utf8').split(';').slice(0, -1).map(Number);
  return { session: id, got, printed, ...(await pageCaller(hub)) };
}

/** Whether the page said of a number that it was not sent. */
function isTold(page: NodePage, number: number): boolean {
  return page.notSent.some((said) =>
    said
      .match(/“(.*)”/)?.[1]
      ?.split(';')
      .includes(String(number)),
  );
}

test('200 cuts, at any byte: nothing is lost and nothing comes twice, in neither direction', async ({ hub, folder }) => {
  const { session, got, printed, headers, key } = await begin(hub, folder);
  const random = seeded(SEED);
  const proxy: CuttingProxy = await CuttingProxy.to(hub.port, () =>
    proxy.cuts < CUTS ? 600 + Math.floor(random() ** 3 * 12_000) : Number.POSITIVE_INFINITY,
  );
  const page = new NodePage({ url: `http://127.0.0.1:${proxy.port}`, headers, key, session });
  try {
    await page.until(() => page.shows('ready'));
    let number = 0;
    const refused = new Set<number>();
    for (let last = false; !last; ) {
      await page.until(() => page.isAttached);
      last = proxy.cuts >= CUTS;
      number += 1;
      if (page.type(`${number};`)) await page.until(() => page.shows(`<${number}>`) || isTold(page, number));
      else refused.add(number);
    }
    await page.until(() => page.isWhole);
    // Each once, in order, or it was said that it was not sent.
    const all = Array.from({ length: number }, (_, at) => at + 1);
    expect(got()).toEqual(all.filter((each) => !refused.has(each) && !isTold(page, each)));
    expect(got().length).toBeGreaterThan(CUTS / 2);
    expect(page.look).toEqual(NodePage.lookAfter(readFileSync(printed)));
    expect(page.attached).toBeGreaterThan(CUTS / 2);
  } finally {
    page.close();
    await proxy.close();
  }
});

test('kill -9 of the hub, again and again, while somebody types: every key arrives once, in order, or is said not to have been sent', async ({
  hub,
  folder,
}) => {
  const { session, got, headers, key } = await begin(hub, folder);
  const page = new NodePage({ url: `http://127.0.0.1:${hub.port}`, headers, key, session });
  const typed: number[] = [];
  /** More than one is under way when the hub ends. */
  const burst = () => {
    for (let each = 0; each < 5; each += 1) {
      const number = typed.length + 1;
      expect(page.type(`${number};`)).toBe(true);
      typed.push(number);
    }
  };
  const isThrough = () => typed.every((each) => isTold(page, each) || got().includes(each));
  try {
    await page.until(() => page.shows('ready'));
    for (let kills = 0; kills < 3; kills += 1) {
      burst();
      await hub.stop('SIGKILL');
      await page.until(() => !page.isAttached);
      await hub.start();
      await page.until(() => page.isAttached);
    }
    burst();
    await expect.poll(isThrough).toBe(true);
    await page.until(() => page.isWhole);
    expect(got()).toEqual(typed.filter((each) => !isTold(page, each)));
    expect(got().slice(-5)).toEqual(typed.slice(-5)); // with nothing in between, all come
  } finally {
    page.close();
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
