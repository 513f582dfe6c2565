import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Session } from '#common/session.ts';
import { expect, openTerminal, rows, test, type } from './fixtures.ts';
import { type HubProcess, isAlive, root } from './hub-process.ts';

/** The demo agent as a person meets it: in a terminal of the page; and as a reader of its live record does. */

const recordPath = (hub: HubProcess, { pid }: Session) => hub.file(`demo/config/sessions/${pid}.json`);

/** What its live record says now; null when it is not there, or is being written. */
function record(hub: HubProcess, session: Session): { status?: string; waitingFor?: string } | null {
  try {
    return JSON.parse(readFileSync(recordPath(hub, session), 'utf8'));
  } catch {
    return null;
  }
}

interface Begun {
  session: Session;
  terminal: Locator;
}

async function begin(board: Page, hub: HubProcess, folder: string, prompt: string): Promise<Begun> {
  const session = await hub.create({ provider: 'demo', cwd: join(folder, 'work'), name: 'demo', prompt });
  return { session, terminal: await openTerminal(board, 'demo') };
}

async function expectStatus(hub: HubProcess, session: Session, status: string): Promise<void> {
  await expect.poll(() => record(hub, session)?.status).toBe(status);
}

test('it asks for permission, and goes on when it is given', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'permission');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  await expect(rows(terminal)).toContainText('npm test -- session');
  await expectStatus(hub, session, 'waiting');
  await expect
    .poll(() => record(hub, session))
    .toMatchObject({ pid: session.pid, sessionId: session.conversationId, waitingFor: 'permission prompt' });
  await type(terminal, '1');
  await expect(rows(terminal)).toContainText('both tests pass');
  await expectStatus(hub, session, 'idle');
  expect(readdirSync(join(folder, 'work'))).toEqual([]);
  await expect(rows(terminal)).toContainText('edits only in its own scratch folder');
});

test('Esc refuses; the next prompt is taken, and Esc stops that too', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'permission');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  await board.keyboard.press('Escape');
  await expect(rows(terminal)).toContainText('Interrupted');
  await expectStatus(hub, session, 'idle');
  await type(terminal, 'a long one\n');
  await expectStatus(hub, session, 'busy');
  await expect(rows(terminal)).toContainText('esc to interrupt');
  await board.keyboard.press('Escape');
  await expectStatus(hub, session, 'idle');
  await expect(rows(terminal)).toContainText('> a long one');
});

test('a question is answered with the arrow keys, a plan with a number', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'question');
  await expect(rows(terminal)).toContainText('Should I open the pull request now?');
  await expect(rows(terminal)).toContainText('❯ 1. Open it');
  await board.keyboard.press('ArrowDown');
  await expect(rows(terminal)).toContainText('❯ 2. Wait for the tests');
  await board.keyboard.press('Enter');
  await expect(rows(terminal)).toContainText('Wait for the tests: the notes for 4.12');
  await type(terminal, 'plan\n');
  await expect(rows(terminal)).toContainText('Would you like to proceed?');
  await expect(rows(terminal)).toContainText('❯ 1. Yes, and accept edits');
  await type(terminal, '3');
  await expect(rows(terminal)).toContainText('plan mode on');
  await expectStatus(hub, session, 'idle');
});

test('a turn may fail; the program ends with the code that was asked for, and its record goes', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'fail');
  await expect(rows(terminal)).toContainText('529 overloaded');
  await expectStatus(hub, session, 'idle');
  await type(terminal, 'exit 3\n');
  await expect.poll(async () => (await hub.session(session.id)).exit?.code).toBe(3);
  expect(existsSync(recordPath(hub, session))).toBe(false);
});

test('a paste of several lines is one prompt, and Ctrl-C twice ends it', async ({ board, hub, folder }) => {
  const session = await hub.create({ provider: 'demo', cwd: join(folder, 'work'), name: 'demo' });
  const terminal = await openTerminal(board, 'demo');
  await expect(rows(terminal)).toContainText('Beckon demo agent');
  await hub.call('POST', `/api/sessions/${session.id}/input`, { text: '\x1b[200~fail\nwith two lines\x1b[201~' });
  await expect(rows(terminal)).toContainText('with two lines');
  await expectStatus(hub, session, 'idle');
  await board.keyboard.press('Enter');
  await expect(rows(terminal)).toContainText('529 overloaded');
  await terminal.locator('.xterm-helper-textarea').focus();
  await board.keyboard.press('Control+c');
  await expect(rows(terminal)).toContainText('Press Ctrl-C again to exit');
  // The second one counts for two seconds, which may be over by now: both at once always are in time.
  await hub.call('POST', `/api/sessions/${session.id}/input`, { text: '\x03\x03' });
  await expect.poll(async () => (await hub.session(session.id)).exit?.code).toBe(0);
});

test('it is drawn anew at another width', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'permission');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  /** How many columns the terminal has, and how many its widest rule leaves free. */
  const fits = async (): Promise<[cols: number, free: number]> => {
    const { cols, lines } = (await hub.call('GET', `/api/sessions/${session.id}/screen`)).json;
    return [cols, cols - Math.max(...lines.map((line: string) => /^─*$/.exec(line)?.[0].length ?? 0))];
  };
  await expect.poll(async () => (await fits())[1]).toBe(1);
  const [before] = await fits();
  await board.setViewportSize({ width: 700, height: 500 });
  await expect.poll(async () => (await fits())[0]).toBeLessThan(before);
  await expect.poll(async () => (await fits())[1]).toBe(1);
  await type(terminal, '1');
  await expect(rows(terminal)).toContainText('both tests pass');
});

test('it ends when the process that holds its terminal is killed', async ({ board, hub, folder }) => {
  const { session, terminal } = await begin(board, hub, folder, 'long');
  await expect(rows(terminal)).toContainText('esc to interrupt');
  await hub.stopPtyHost('SIGKILL');
  await expect.poll(() => isAlive(session.pid ?? 0)).toBe(false);
  expect(existsSync(recordPath(hub, session))).toBe(false);
});

test('"Try it" starts three in a scratch folder of their own; one really edits a file there', async ({ hub }) => {
  const answer = await hub.call('POST', '/api/demo');
  expect(answer.status).toBe(201);
  const sessions: Session[] = answer.json.sessions;
  expect(sessions.map(({ name }) => name)).toEqual(['auth-api', 'release-notes', 'billing']);
  const cwd = sessions[0]?.cwd ?? '';
  expect(cwd).toBe(hub.file('demo/scratch/webapp'));
  for (const folder of ['demo', 'demo/scratch', 'demo/scratch/webapp', 'demo/config/sessions']) {
    await expect.poll(() => existsSync(hub.file(folder)) && statSync(hub.file(folder)).mode & 0o777).toBe(0o700);
  }
  for (const [at, status] of ['waiting', 'waiting', 'busy'].entries()) {
    const session = sessions[at];
    if (session !== undefined) await expectStatus(hub, session, status);
  }
  await expect.poll(() => readFileSync(join(cwd, 'src/session.js'), 'utf8')).toContain('return unauthorized(request);');
  await expect.poll(() => readFileSync(join(cwd, 'CHANGELOG.md'), 'utf8')).toContain('## 4.12.0');
  const again = await hub.call('POST', '/api/demo');
  expect(again.json.sessions.map(({ name }: Session) => name)).toEqual(['auth-api 2', 'release-notes 2', 'billing 2']);
  expect(again.json.sessions[0].cwd).toBe(hub.file('demo/scratch/webapp-2'));
});

test('a hook hears of everything, and may answer before the person does', async ({ board, hub, folder }) => {
  const heard: string[] = [];
  let held: ServerResponse | undefined;
  const sink = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const payload = JSON.parse(Buffer.concat(chunks).toString());
      heard.push(payload.hook_event_name);
      if (payload.hook_event_name === 'PermissionRequest') held = response;
      else response.writeHead(204).end();
    });
  });
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const hooks = [{ hooks: [{ type: 'http', url: `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`, timeout: 60 }] }];
  const events = ['UserPromptSubmit', 'PermissionRequest', 'PostToolUse', 'Stop', 'SessionEnd'];
  const settings = JSON.stringify({ hooks: Object.fromEntries(events.map((event) => [event, hooks])) });
  const args = [join(root, 'dist', 'demo-agent.js'), '--settings', settings, '-n', 'hooked', '--', 'permission'];
  const session = await hub.create({
    provider: 'command',
    cwd: join(folder, 'work'),
    name: 'hooked',
    command: { program: process.execPath, args },
  });
  const terminal = await openTerminal(board, 'hooked');
  await expect(rows(terminal)).toContainText('Do you want to proceed?');
  await expect.poll(() => held !== undefined).toBe(true);
  const decision = { behavior: 'allow' };
  held?.end(JSON.stringify({ hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } }));
  await expect(rows(terminal)).toContainText('Allowed by PermissionRequest hook');
  await expect(rows(terminal)).toContainText('both tests pass');
  await expect.poll(async () => (await hub.session(session.id)).title).toBe('✳ hooked');
  await type(terminal, '/exit\n');
  await expect.poll(async () => (await hub.session(session.id)).exit?.code).toBe(0);
  const all = ['UserPromptSubmit', 'PostToolUse', 'PostToolUse', 'PermissionRequest', 'PostToolUse', 'Stop', 'SessionEnd'];
  await expect.poll(() => heard).toEqual(all); // the last one is on its way when the agent ends
  sink.close();
});

test('from the empty board to three agents in two clicks', async ({ board }) => {
  await board.getByRole('button', { name: 'Try it with three demo agents' }).click();
  for (const name of ['auth-api', 'release-notes', 'billing']) await expect(board.getByRole('link', { name }).first()).toBeVisible();
  await board.getByRole('link', { name: 'auth-api' }).first().click();
  await expect(rows(board.getByRole('region', { name: 'Terminal auth-api' }))).toContainText('Do you want to proceed?');
});
