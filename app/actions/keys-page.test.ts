import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACTION_IDS, ACTIONS } from './action-table.ts';
import { keyWords } from './key-words.ts';
import { keysPage } from './keys-page.ts';

const written = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'keys.md'), 'utf8');

test('docs/keys.md is what the table says; `node cli/docs.mjs` writes it', () => {
  expect(written).toBe(keysPage());
});

test.each(ACTION_IDS)('%s stands there with its keys', (id) => {
  const { title, key, inTerminal } = ACTIONS[id];
  const row = written.split('\n').find((line) => line.startsWith(`| ${title} `));
  for (const text of [key, inTerminal]) if (text !== null) expect(row).toContain(`\`${keyWords(text, false)}\``);
});
