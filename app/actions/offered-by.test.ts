import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACTION_IDS } from './action-table.ts';

const APP = join(import.meta.dirname, '..');

test('each action of the table is offered by some part of the page', () => {
  const offered = new Set<string>();
  for (const file of readdirSync(APP, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || file.endsWith('.test.ts')) continue;
    for (const [, id = ''] of readFileSync(join(APP, file), 'utf8').matchAll(/useAction\(\s*'([^']+)'/g)) offered.add(id);
  }
  expect([...offered].sort()).toEqual([...ACTION_IDS].sort());
});
