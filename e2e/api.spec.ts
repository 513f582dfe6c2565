import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  errorBodySchema,
  healthSchema,
  hostListSchema,
  linkSchema,
  providerListSchema,
  screenSchema,
  sessionListSchema,
} from '#common/api.ts';
import { type FailureCode, httpStatus } from '#common/result.ts';
import { sessionSchema } from '#common/session.ts';
import { bearerCaller, bearerToken, CALLERS, postLogin } from './callers.ts';
import { expect, test } from './fixtures.ts';
import type { Answer } from './hub-process.ts';
import { isAlive } from './hub-process.ts';

/** The whole API of the release build, for each kind of caller. */

/** One sentence with a code of the one list, and the status that belongs to it. */
function expectFailure(answer: Answer, code: FailureCode, sentence: RegExp): void {
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  const { error } = errorBodySchema.strict().parse(answer.json);
  expect({ status: answer.status, code: error.code }).toEqual({ status: httpStatus(code), code });
  expect(error.message).toMatch(sentence);
  expect(error.message).toMatch(/^\S[^\n]{10,400}\.$/);
}

for (const kind of ['page', 'bearer', 'unix'] as const) {
  test(`${kind}: a session is created, listed, read, renamed, typed into, shown, ended and dismissed`, async ({ hub, folder }) => {
    const { call } = await CALLERS[kind](hub);
    const list = async () => sessionListSchema.parse((await call('GET', '/api/sessions')).json).sessions;
    expect(await list()).toEqual([]);

    const created = await call('POST', '/api/sessions', { provider: 'shell', cwd: `${folder}/work`, name: '  one  ', cols: 90, rows: 24 });
    expect(created.status).toBe(201);
    const session = sessionSchema.parse(created.json);
    expect(session).toMatchObject({ name: 'one', provider: 'shell', cwd: `${folder}/work`, status: 'running', exit: null });
    expect(isAlive(session.pid ?? 0)).toBe(true);
    const path = `/api/sessions/${session.id}`;
    expect((await list()).map(({ id }) => id)).toEqual([session.id]);
    expect((await call('GET', path)).json).toMatchObject({ id: session.id, pid: session.pid });

    const renamed = await call('PATCH', path, { name: 'two' });
    expect(renamed).toMatchObject({ status: 200, json: { name: 'two' } });
    expect((await call('GET', path)).json).toMatchObject({ name: 'two' });

    expect(await call('POST', `${path}/input`, { text: 'seq 1 60; echo sum-$((20+22))\r' })).toMatchObject({ status: 204, text: '' });
    const text = (query = '') => call('GET', `${path}/screen${query}`, undefined, { accept: 'text/plain' });
    await expect.poll(async () => (await text()).text).toContain('sum-42');
    expect((await text()).headers['content-type']).toMatch(/^text\/plain/);
    expect((await text()).text).not.toMatch(/^1$/m);
    expect((await text('?scrollback=true')).text).toMatch(/^1$/m);
    const screen = screenSchema.parse((await call('GET', `${path}/screen`)).json);
    expect(screen).toMatchObject({ cols: 90, rows: 24, lines: expect.arrayContaining(['sum-42', '60']) });
    expect(screen.lines).toHaveLength(24);
    expect(screenSchema.parse((await call('GET', `${path}/screen?scrollback=true`)).json).lines.length).toBeGreaterThan(60);

    expectFailure(await call('DELETE', path), 'session_alive', /"two" still runs\. End it first/);
    expect(await call('POST', `${path}/end`)).toMatchObject({ status: 202, json: { id: session.id } });
    await expect.poll(async () => (await call('GET', path)).json.status).toBe('exited');
    expect((await call('GET', path)).json.exit).toMatchObject({ code: null, signal: 'SIGHUP' });
    expect(isAlive(session.pid ?? 0)).toBe(false);
    expectFailure(await call('POST', `${path}/input`, { text: 'x' }), 'session_exited', /two/);
    expectFailure(await call('POST', `${path}/end`), 'session_exited', /two/);
    expect((await text()).text).toContain('sum-42');

    expect(await call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expectFailure(await call('GET', path), 'session_unknown', new RegExp(session.id));
    expectFailure(await call('DELETE', path), 'session_unknown', new RegExp(session.id));
    expect(await list()).toEqual([]);
  });

  test(`${kind}: machines, providers, health, and the description of it all`, async ({ hub }) => {
    const { call } = await CALLERS[kind](hub);
    expect(hostListSchema.parse((await call('GET', '/api/hosts')).json).hosts).toMatchObject([{ state: 'connected', detail: null }]);
    const { providers } = providerListSchema.parse((await call('GET', '/api/providers')).json);
    expect(providers.map(({ id }) => id).sort()).toEqual(['claude', 'codex', 'command', 'demo', 'gemini', 'opencode', 'shell']);
    expect(providers.find(({ id }) => id === 'shell')?.program).toBe('/bin/bash');
    expect(healthSchema.parse((await call('GET', '/api/health')).json).status).toBe('ok');
    expect((await call('GET', '/api/openapi.json')).json.openapi).toBe('3.1.0');
    expect((await call('HEAD', '/api/sessions')).status).toBe(200);
  });

  test(`${kind}: links, logout and rotation, each for whom it is meant`, async ({ hub }) => {
    const { call } = await CALLERS[kind](hub);
    const oldToken = bearerToken(hub);
    const link = await call('POST', '/api/links');
    if (kind === 'page') {
      expectFailure(link, 'forbidden', /npm start/);
    } else {
      expect(link.status).toBe(201);
      const { url } = linkSchema.parse(link.json);
      expect((await postLogin(hub, new URL(url).hash.slice(1))).status).toBe(200);
      expectFailure(await call('POST', '/api/logout'), 'forbidden', /rotate/);
    }
    expect((await call('POST', '/api/credentials/rotate')).status).toBe(204);
    expect(bearerToken(hub)).not.toBe(oldToken);
    if (kind === 'unix') expect((await call('GET', '/api/sessions')).status).toBe(200);
    else expectFailure(await call('GET', '/api/sessions'), 'unauthorized', /npm start/);
    expect((await bearerCaller(hub).call('GET', '/api/sessions')).status).toBe(200);

    if (kind !== 'page') return;
    const [leaving, staying] = [await CALLERS.page(hub), await CALLERS.page(hub)];
    expect((await leaving.call('POST', '/api/logout')).status).toBe(204);
    expectFailure(await leaving.call('GET', '/api/sessions'), 'unauthorized', /npm start/);
    expect((await staying.call('GET', '/api/sessions')).status).toBe(200);
  });

  test(`${kind}: what is wrong is refused with one sentence and leaves nothing behind`, async ({ hub, folder }) => {
    const { call } = await CALLERS[kind](hub);
    const shell = { provider: 'shell', cwd: `${folder}/work` };
    const command = (program: string, args: string[] = []) => ({ ...shell, provider: 'command', command: { program, args } });
    const create: [body: unknown, code: FailureCode, sentence: RegExp][] = [
      ['{"provider":', 'invalid_request', /valid JSON/],
      ['', 'invalid_request', /JSON/],
      ['null', 'invalid_request', /JSON object/],
      [[], 'invalid_request', /JSON object/],
      [{ ...shell, colour: 1 }, 'invalid_request', /"colour".*Remove/],
      [{ cwd: '/' }, 'invalid_request', /"provider": .*expected one of/],
      [{ provider: 'shell' }, 'invalid_request', /"cwd" is missing/],
      [{ ...shell, provider: 'x' }, 'invalid_request', /"provider"/],
      [{ ...shell, cwd: 7 }, 'invalid_request', /"cwd"/],
      [{ ...shell, cols: '80' }, 'invalid_request', /"cols"/],
      [{ ...shell, rows: 501 }, 'invalid_request', /"rows"/],
      [{ ...shell, name: 7 }, 'name_invalid', /"name"/],
      [{ ...shell, name: 'a\u001b[31mb' }, 'name_invalid', /control characters/],
      [{ ...shell, name: 'a\nb' }, 'name_invalid', /control characters/],
      [{ ...shell, name: 'x'.repeat(10_000) }, 'name_invalid', /at most 120/],
      [{ ...shell, name: ' ' }, 'name_invalid', /at least one/],
      [{ ...shell, cwd: '/\0' }, 'invalid_request', /"cwd".*NUL/],
      [{ ...shell, cwd: `${folder}/gone` }, 'folder_missing', /gone/],
      [{ ...shell, cwd: `${hub.state}/token` }, 'folder_not_a_folder', /token/],
      [{ ...shell, prompt: 'a\0b' }, 'argument_invalid', /NUL/],
      [command('true', ['a\0b']), 'argument_invalid', /NUL/],
      [command('no-such-program'), 'program_missing', /no-such-program/],
      [command(''), 'argument_invalid', /Name a program/],
      [command('true', Array(257).fill('a')), 'argument_invalid', /at most 256/],
      [{ ...shell, provider: 'command' }, 'invalid_request', /program/i],
      [{ ...shell, command: { program: 'true' } }, 'invalid_request', /command/],
      [{ ...shell, name: 'x'.repeat(2_000_000) }, 'too_large', /at most 1048576 bytes/],
    ];
    for (const [body, code, sentence] of create) {
      await test.step(`${code} ${JSON.stringify(body).slice(0, 60)}`, async () => {
        expectFailure(await call('POST', '/api/sessions', body), code, sentence);
      });
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx']) {
      expectFailure(await call('POST', '/api/sessions', shell, { 'content-type': type }), 'unsupported_media_type', /application\/json/);
    }
    const unsized = { 'transfer-encoding': 'chunked' };
    expectFailure(await call('POST', '/api/sessions', 'x'.repeat(2_000_000), unsized), 'too_large', /at most/);
    expect((await call('GET', '/api/sessions')).json).toEqual({ sessions: [] });

    for (const id of ['aaaaaaaaaaaa', 'x', 'AAAAAAAAAAAA', '%20', '.'.repeat(300)]) {
      for (const [method, rest, body] of [
        ['GET', ''],
        ['PATCH', '', { name: 'x' }],
        ['DELETE', ''],
        ['POST', '/input', { text: 'x' }],
        ['POST', '/end'],
        ['GET', '/screen'],
      ] as const) {
        expectFailure(await call(method, `/api/sessions/${id}${rest}`, body), 'session_unknown', /There is no session/);
      }
    }
    // What two readers could take for two paths, the gate refuses; the unix socket has none.
    for (const id of ['%22%0A', '..%2fx', '%252e']) {
      const [code, sentence] =
        kind === 'unix' ? (['session_unknown', /no session/] as const) : (['invalid_request', /not a plain one/] as const);
      for (const method of ['GET', 'DELETE']) expectFailure(await call(method, `/api/sessions/${id}`), code, sentence);
    }
    expectFailure(await call('GET', '/api/nothing'), 'not_found', /openapi/);
    expectFailure(await call('GET', '/api'), 'not_found', /openapi/);
    expectFailure(await call('POST', '/api/sessions/aaaaaaaaaaaa/approve', {}), 'not_found', /openapi/);
    const wrong = await call('PUT', '/api/sessions', shell);
    expectFailure(wrong, 'method_not_allowed', /GET, POST/);
    expect(wrong.headers.allow).toBe('GET, POST, HEAD');
    expectFailure(await call('GET', '/api/links'), 'method_not_allowed', /POST/);

    const { id } = await hub.create({ name: 'kept' });
    const input = `/api/sessions/${id}/input`;
    expectFailure(await call('POST', input, { text: '' }), 'invalid_request', /"text"/);
    expectFailure(await call('POST', input, { text: 'é'.repeat(40_000) }), 'too_large', /65536 bytes/);
    expectFailure(await call('POST', input, { text: 'x', enter: true }), 'invalid_request', /"enter"/);
    expectFailure(await call('PATCH', `/api/sessions/${id}`, { name: '\u202eevil' }), 'name_invalid', /invisible/);
    expectFailure(await call('PATCH', `/api/sessions/${id}`, { name: 'x', cwd: '/' }), 'invalid_request', /"cwd"/);
    expectFailure(await call('GET', `/api/sessions/${id}/screen?scrollback=1`), 'invalid_request', /"scrollback"/);
    expectFailure(await call('GET', `/api/sessions/${id}/screen?all=1`), 'invalid_request', /"all"/);
    expect((await call('GET', '/api/sessions')).json.sessions).toMatchObject([{ id, name: 'kept', status: 'running' }]);
  });
}

test('openapi.json describes every route that is served, and every route it describes is served', async ({ hub }) => {
  const page = (await hub.call('GET', '/api/openapi.json')).json;
  expect(page).toMatchObject({ openapi: '3.1.0', info: { title: 'Beckon', version: expect.stringMatching(/^\d+\.\d+\.\d+/) } });
  const described = Object.entries<Record<string, Operation>>(page.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  for (const { path, method, operation } of described) {
    await test.step(`${method} ${path}`, async () => {
      expect(operation.summary).toMatch(/\w/);
      const needed = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const given = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      expect(given).toEqual(needed);
      for (const response of Object.values(operation.responses)) expect(response.description).toMatch(/\w/);
      const answer = await hub.call(method, path.replace('{id}', 'aaaaaaaaaaaa'), method === 'GET' || method === 'DELETE' ? undefined : {});
      expect(['not_found', 'method_not_allowed']).not.toContain(answer.json?.error?.code);
    });
  }

  // What the program has, as far as its own text names it: each path with every method is either described or refused by name.
  const bundle = readFileSync(join(import.meta.dirname, '..', 'dist', 'hub.js'), 'utf8');
  const paths = new Set([...bundle.matchAll(/["'`](\/api\/[\w./{}:-]+)["'`]/g)].map((match) => match[1] ?? ''));
  expect(paths.size).toBeGreaterThanOrEqual(Object.keys(page.paths).length);
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (described.some((each) => each.path === path && each.method === method)) continue;
      const answer = await hub.call(method, path.replace('{id}', 'aaaaaaaaaaaa'), method === 'GET' || method === 'DELETE' ? undefined : {});
      expect(`${method} ${path} ${answer.json?.error?.code}`).toBe(`${method} ${path} method_not_allowed`);
    }
  }

  const refs = [...JSON.stringify(page).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(refs.length).toBeGreaterThan(20);
  for (const ref of new Set(refs)) {
    const steps = ref.replace(/^#\//, '').split('/');
    const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], page);
    expect(found, ref).toMatchObject({ type: expect.any(String) });
  }
  for (const { operation } of described) {
    for (const scheme of (operation.security ?? page.security).flatMap((each: object) => Object.keys(each))) {
      expect(page.components.securitySchemes).toHaveProperty(scheme);
    }
  }
});

interface Operation {
  summary: string;
  parameters?: { in: string; name: string }[];
  responses: Record<string, { description: string }>;
  security?: Record<string, string[]>[];
}
