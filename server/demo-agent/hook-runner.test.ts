import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookDecision } from './agent-state.ts';
import { readDecision } from './hook-answer.ts';
import { createHookRunner, type HookRunner } from './hook-runner.ts';
import { hookSettings, readHookSettings } from './hook-settings.ts';

let server: Server;
let url: string;
let answer: (body: string, request: IncomingMessage, response: ServerResponse) => void;
let heard: string[];
let failures: string[];
let runner: HookRunner;

beforeEach(async () => {
  heard = [];
  failures = [];
  answer = (_body, _request, response) => response.writeHead(204).end();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      heard.push(`${JSON.parse(body).hook_event_name} ${request.headers.authorization ?? ''}`.trim());
      answer(body, request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/h/1`;
});
afterEach(() => {
  runner?.close();
  server.closeAllConnections();
  server.close();
});

const hook = (event: string) => ({ event, payload: { hook_event_name: event } });
const http = (more: object = {}) => [{ hooks: [{ type: 'http', url, ...more }] }];
const open = (hooks: object, env = {}) => {
  runner = createHookRunner(hookSettings({ hooks }, env), (event, message) => failures.push(`${event}: ${message}`));
  return runner;
};

describe('hooks', () => {
  it('are called in order, with a header from the environment that is allowed', async () => {
    const headers = { authorization: 'Bearer $TOKEN $OTHER' };
    open({ Stop: http({ headers, allowedEnvVars: ['TOKEN'] }), UserPromptSubmit: http() }, { TOKEN: 't0', OTHER: 'x' });
    for (const event of ['UserPromptSubmit', 'Stop', 'PreToolUse']) runner.tell(hook(event));
    await runner.idle();
    expect(heard).toEqual(['UserPromptSubmit', 'Stop Bearer t0 $OTHER']);
    expect(failures).toEqual([]);
  });

  it('a permission request is held open until it is answered', async () => {
    const held = new Promise<ServerResponse>((got) => (answer = (_body, _request, response) => got(response)));
    open({ PermissionRequest: http() });
    const decided = new Promise<HookDecision>((got) => runner.ask(1, hook('PermissionRequest'), got));
    const decision = { behavior: 'allow', updatedInput: { answers: { 'Really?': 'Yes' } } };
    (await held).end(JSON.stringify({ hookSpecificOutput: { hookEventName: 'PermissionRequest', decision } }));
    expect(await decided).toEqual({ behavior: 'allow', mode: null, answer: 'Yes', input: decision.updatedInput });
  });

  it('and is closed when the person was quicker', async () => {
    const closed = new Promise<void>((gone) => {
      answer = (_body, request) => {
        request.socket.once('close', () => gone());
        runner.unask(7);
      };
    });
    open({ PermissionRequest: http() });
    runner.ask(7, hook('PermissionRequest'), () => failures.push('decided'));
    await closed;
    expect(failures).toEqual([]);
  });

  it('say what went wrong, and nothing breaks', async () => {
    answer = (_body, _request, response) => response.writeHead(500).end();
    open({
      Stop: http(),
      UserPromptSubmit: http({ timeout: 0.05 }),
      SessionEnd: [{ hooks: [{ type: 'command', command: '/nonexistent', args: [] }] }],
    });
    runner.tell(hook('Stop'));
    await runner.idle();
    answer = () => undefined;
    runner.tell(hook('UserPromptSubmit'));
    runner.tell(hook('SessionEnd'));
    await runner.idle();
    expect(failures).toEqual([
      'Stop: hook answered 500',
      'UserPromptSubmit: hook timed out after 0.05s - output discarded',
      expect.stringMatching(/^SessionEnd: .*ENOENT/),
    ]);
  });

  it('a command gets the payload as its input, without a shell', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'beckon-demo-'));
    const script = 'process.stdin.pipe(require("node:fs").createWriteStream(process.argv[1]))';
    open({ SessionStart: [{ hooks: [{ type: 'command', command: process.execPath, args: ['-e', script, join(folder, '$HOME')] }] }] });
    runner.tell(hook('SessionStart'));
    await runner.idle();
    expect(JSON.parse(readFileSync(join(folder, '$HOME'), 'utf8'))).toEqual({ hook_event_name: 'SessionStart' });
    rmSync(folder, { recursive: true });
  });
});

describe('settings', () => {
  it('leave out what is not called: other machines, a shell, http at the start', () => {
    const entry = (hook: object) => [{ hooks: [hook] }];
    const read = hookSettings(
      {
        hooks: {
          Stop: [
            ...entry({ type: 'http', url: 'http://example.com/' }),
            ...entry({ type: 'command', command: 'ls | wc' }),
            ...entry({ type: 'prompt' }),
          ],
          SessionStart: entry({ type: 'http', url: 'http://127.0.0.1:1/' }),
          PreToolUse: 'nonsense',
        },
      },
      {},
    );
    expect([...read.values()].flat()).toEqual([]);
    expect(hookSettings(null, {}).size).toBe(0);
    expect(() => readHookSettings('{nonsense', {})).toThrow(/not JSON/);
  });
});

it.each([
  ['', null],
  ['{}', null],
  ['{"hookSpecificOutput":{"hookEventName":"PreToolUse","decision":{"behavior":"allow"}}}', null],
  ['{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"shrug"}}}', null],
  [
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"no","interrupt":true}}}',
    { behavior: 'deny', message: 'no', interrupt: true },
  ],
  [
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow","updatedPermissions":[{"type":"setMode","mode":"acceptEdits"}]}}}',
    { behavior: 'allow', mode: 'acceptEdits', answer: null, input: null },
  ],
])('the answer %s decides %o', (body, decision) => expect(readDecision(body)).toEqual(decision));
