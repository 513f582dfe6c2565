import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FollowedFiles } from './followed-files.ts';

let folder: string;
const files = new FollowedFiles();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beckon-follow-'));
});
afterEach(async () => {
  files.close();
  await rm(folder, { recursive: true });
});

function follow(path: string) {
  const told: (string | null)[] = [];
  let wake: () => void = () => undefined;
  const end = files.follow(path, (text) => {
    told.push(text);
    wake();
  });
  const until = async (met: (last: string | null | undefined) => boolean) => {
    while (!met(told.at(-1))) await new Promise<void>((done) => (wake = done));
  };
  return { told, until, end };
}

it('tells what stands there, what it becomes, and that it is gone', async () => {
  const path = join(folder, '7.json');
  writeFileSync(path, 'one');
  const { told, until } = follow(path);
  await until((text) => text === 'one');
  writeFileSync(path, 'other');
  await until((text) => text === 'other');
  rmSync(path);
  await until((text) => text === null);
  expect(told).toEqual(expect.arrayContaining(['one', 'other', null]));
});

it('waits for a folder that does not exist yet', async () => {
  const path = join(folder, 'sessions', '7.json');
  const { until } = follow(path);
  await until((text) => text === null);
  mkdirSync(join(folder, 'sessions'));
  writeFileSync(path, 'there');
  await until((text) => text === 'there');
});

it('tells nothing more when it is ended, while its neighbour is told', async () => {
  const ended = follow(join(folder, 'a'));
  const neighbour = follow(join(folder, 'b'));
  await ended.until((text) => text === null);
  ended.end();
  writeFileSync(join(folder, 'a'), 'x');
  writeFileSync(join(folder, 'b'), 'y');
  await neighbour.until((text) => text === 'y');
  expect(ended.told).toEqual([null]);
});
