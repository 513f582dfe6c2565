import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { choose, expect, openTerminal, rows, test, type } from './fixtures.ts';
import { isAlive } from './hub-process.ts';

test('a session is renamed, ended and dismissed', async ({ board, hub }) => {
  const { id, pid } = await hub.create({ name: 'old name' });
  const row = (name: string) => board.getByRole('listitem', { name });
  await choose(board, 'old name', 'Rename');
  await board.getByRole('textbox', { name: 'Name' }).fill('new name');
  await board.keyboard.press('Enter');
  await expect(row('new name')).toBeVisible();
  expect(await hub.session(id)).toMatchObject({ name: 'new name' });

  await choose(board, 'new name', 'End');
  await board.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await expect(row('new name')).toContainText(/exited/);
  await expect(row('new name')).toContainText(/SIGHUP/);
  expect(isAlive(pid ?? 0)).toBe(false);

  await choose(board, 'new name', 'Dismiss');
  await expect(row('new name')).toHaveCount(0);
  expect((await hub.call('GET', `/api/sessions/${id}`)).status).toBe(404);
});

for (const [script, shown] of [
  ['exit 3', /code 3/],
  ['kill -KILL $$', /SIGKILL/],
] as const) {
  test(`a program that ends by "${script}" shows how, and its screen stays`, async ({ board, hub }) => {
    await hub.create({
      provider: 'command',
      name: 'ending',
      command: { program: 'bash', args: ['-c', `echo last words; read line; ${script}`] },
    });
    const terminal = await openTerminal(board, 'ending');
    await expect(rows(terminal)).toContainText('last words');
    await type(terminal, '\n');
    await expect(board.getByText(shown).first()).toBeVisible();
    await expect(rows(terminal)).toContainText('last words');
    await board.goto(hub.origin);
    await expect(board.getByRole('listitem', { name: 'ending' })).toContainText(shown);
  });
}

test('a process that escaped its terminal is listed when its session ends', async ({ board, hub }) => {
  const { id } = await hub.create({ name: 'leaky' });
  await hub.call('POST', `/api/sessions/${id}/input`, {
    text: '(setsid sleep 1003 >/dev/null 2>&1 </dev/null & until grep -qa ^sleep /proc/$!/cmdline; do :; done); echo r$((1))y\r',
  });
  await expect.poll(() => hub.screen(id)).toContain('r1y');
  await hub.call('POST', `/api/sessions/${id}/end`);
  const leftovers = async () => (await hub.session(id)).exit?.leftovers ?? [];
  await expect.poll(async () => (await leftovers()).map(({ command }) => command)).toEqual(['sleep 1003']);
  await expect(board.getByRole('listitem', { name: 'leaky' })).toContainText('sleep 1003');
  for (const { pid } of await leftovers()) process.kill(pid, 'SIGKILL');
});

async function start(page: Page, fields: { folder: string; provider?: RegExp; name?: string; program?: string }): Promise<void> {
  await page.getByRole('button', { name: 'New session' }).first().click();
  await page.getByRole('combobox', { name: 'Folder' }).fill(fields.folder);
  await page.getByRole('radio', { name: fields.provider ?? /Shell/ }).check();
  if (fields.name !== undefined) await page.getByRole('textbox', { name: 'Name' }).fill(fields.name);
  if (fields.program !== undefined) await page.getByRole('textbox', { name: 'Program' }).fill(fields.program);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}

test.describe('the page says in one sentence what is wrong with', () => {
  test('a folder that is missing', async ({ board }) => {
    await start(board, { folder: '/no/such/folder' });
    await expect(board.getByRole('alert').filter({ hasText: '/no/such/folder' })).toBeVisible();
  });

  test('a folder that is a file', async ({ board, folder }) => {
    writeFileSync(`${folder}/file`, '');
    await start(board, { folder: `${folder}/file` });
    await expect(board.getByRole('alert').filter({ hasText: 'not a folder' })).toBeVisible();
  });

  test('a program that is missing', async ({ board, folder }) => {
    await start(board, { folder, provider: /Command/, program: 'no-such-program' });
    await expect(board.getByRole('alert').filter({ hasText: 'no-such-program' })).toBeVisible();
  });

  test('a program that may not be executed', async ({ board, folder }) => {
    writeFileSync(`${folder}/plain`, '#!/bin/sh\n');
    chmodSync(`${folder}/plain`, 0o644);
    await start(board, { folder, provider: /Command/, program: './plain' });
    await expect(board.getByRole('alert').filter({ hasText: 'chmod' })).toBeVisible();
  });

  test('a name of 10,000 characters', async ({ board, hub, folder }) => {
    await start(board, { folder, name: 'x'.repeat(10_000) });
    await expect(board.getByRole('alert').filter({ hasText: '120' })).toBeVisible();
    expect((await hub.call('GET', '/api/sessions')).json.sessions).toEqual([]);
  });
});

test('an agent that is not installed is named, with how to install it', async ({ board, hub, folder }) => {
  await board.getByRole('button', { name: 'New session' }).first().click();
  await board.getByRole('radio', { name: /Claude Code/ }).check();
  await expect(board.getByText('npm i -g @anthropic-ai/claude-code')).toBeVisible();
  const refused = await hub.call('POST', '/api/sessions', { provider: 'claude', cwd: folder });
  expect(refused).toMatchObject({
    status: 400,
    json: { error: { code: 'program_missing', message: expect.stringContaining('npm i -g @anthropic-ai/claude-code') } },
  });
});

test('an agent is started with its own command line, in its folder, in the environment of the person', async ({ hub, hubWith, folder }) => {
  mkdirSync(`${folder}/bin`);
  const script =
    '#!/bin/bash\nprintf "%s|" "$(basename "$0")" "$@" "$PWD" "[$CLAUDECODE$BECKON_HOME$NODE_ENV]" "$EDITOR"; echo; read line\n';
  for (const name of ['claude', 'codex', 'gemini', 'opencode']) writeFileSync(`${folder}/bin/${name}`, script, { mode: 0o755 });
  await hub.stop('SIGTERM');
  const other = hubWith({ PATH: `${folder}/bin:${process.env.PATH}`, CLAUDECODE: '1', EDITOR: 'my editor' });
  await other.start();
  const lines: Record<string, RegExp> = {
    claude: /^claude\|--session-id\|[0-9a-f-]{36}\|--\|-fix it\|/,
    codex: /^codex\|--no-daemon\|--\|-fix it\|/,
    gemini: /^gemini\|--session-id\|[0-9a-f-]{36}\|--prompt-interactive=-fix it\|/,
    opencode: /^opencode\|--prompt=-fix it\|/,
  };
  for (const [provider, line] of Object.entries(lines)) {
    const { id, status } = await other.create({ provider, cwd: `${folder}/work`, prompt: '-fix it', cols: 300 });
    // Claude Code says itself what it does, when it has begun; of the others nothing is known yet.
    expect(status).toBe(provider === 'claude' ? 'starting' : 'unknown');
    await expect.poll(() => other.screen(id)).toMatch(line);
    await expect.poll(() => other.screen(id)).toContain(`${folder}/work|[]|my editor|`);
  }
});
