import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BODY_MAX } from '#common/limits.ts';
import { errorBodySchema, sessionListSchema } from '#common/api.ts';
import { type Session, sessionSchema } from '#common/session.ts';
import { type OpenDoor, openDoor } from './testing/open-door.ts';

let door: OpenDoor;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const JSON_HEADERS = { 'content-type': 'application/json' };

function send(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${door.url}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_HEADERS }) });
}

async function create(body: object = { provider: 'shell', cwd: '/srv/project' }): Promise<Session> {
  const response = await send('POST', '/api/sessions', body);
  expect(response.status).toBe(201);
  return sessionSchema.parse(await response.json());
}

async function expectFailure(response: Response, status: number, code: string, sentence: RegExp): Promise<void> {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const { error } = errorBodySchema.parse(await response.json());
  expect({ status: response.status, ...error }).toMatchObject({ status, code, message: expect.stringMatching(sentence) });
}

describe('sessions', () => {
  it('creates, lists, reads, renames, types, shows, ends and dismisses', async () => {
    const session = await create({ provider: 'command', cwd: '/srv', command: { program: 'top' }, name: ' mine ' });
    expect(session).toMatchObject({ name: 'mine', command: { file: '/bin/top', args: [] } });
    expect(await (await send('GET', '/api/sessions')).json()).toEqual({ sessions: [session] });
    expect(await (await send('GET', `/api/sessions/${session.id}`)).json()).toEqual(session);
    expect(await (await send('PATCH', `/api/sessions/${session.id}`, { name: 'other' })).json()).toMatchObject({ name: 'other' });
    expect(await (await send('PATCH', `/api/sessions/${session.id}`, { pinned: true, rank: -0.25 })).json()).toMatchObject({
      name: 'other',
      pinned: true,
      rank: -0.25,
    });
    await expectFailure(await send('PATCH', `/api/sessions/${session.id}`, {}), 400, 'invalid_request', /name, pinned or rank/);
    await expectFailure(await send('PATCH', `/api/sessions/${session.id}`, { rank: 1e300 }), 400, 'invalid_request', /rank/);
    expect((await send('POST', `/api/sessions/${session.id}/input`, { text: 'q\r' })).status).toBe(204);
    expect(door.host.calls).toContain(`write ${session.id} q\r`);
    expect(await (await send('GET', `/api/sessions/${session.id}/screen?scrollback=true`)).json()).toMatchObject({ lines: ['one', 'two'] });
    await expectFailure(await send('DELETE', `/api/sessions/${session.id}`), 409, 'session_alive', /End it first/);
    expect((await send('POST', `/api/sessions/${session.id}/end`)).status).toBe(202);
    door.host.exit(session.id, 0);
    expect((await send('DELETE', `/api/sessions/${session.id}`)).status).toBe(204);
    expect(await (await send('GET', '/api/sessions')).json()).toEqual({ sessions: [] });
  });

  it('gives the screen as text to who asks for it', async () => {
    const { id } = await create();
    const response = await fetch(`${door.url}/api/sessions/${id}/screen`, { headers: { accept: 'text/plain' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toBe('one\ntwo\n');
  });
});

describe('folders and providers', () => {
  it('offers folders below what is typed, and those used before', async () => {
    expect(await (await send('GET', '/api/folders?path=%2Fsrv%2F')).json()).toEqual({ folders: ['/srv/one'], cut: false });
    await expectFailure(await send('GET', '/api/folders?path=srv'), 400, 'folder_missing', /not a full path/);
    await expectFailure(await send('GET', '/api/folders'), 400, 'invalid_request', /"path" is missing/);
    await create();
    await create({ provider: 'shell', cwd: '/srv/other' });
    await create({ provider: 'demo', cwd: '/srv/demo' });
    expect(await (await send('GET', '/api/folders/recent')).json()).toEqual({ folders: ['/srv/other', '/srv/project'] });
  });

  it('asks programs for their versions only when that is wanted', async () => {
    const claude = async (query: string) => (await (await send('GET', `/api/providers${query}`)).json()).providers[0];
    expect(await claude('')).toMatchObject({ id: 'claude', version: null });
    expect(await claude('?versions=true')).toMatchObject({ id: 'claude', version: '2.1.197' });
    await expectFailure(await send('GET', '/api/providers?versions=yes'), 400, 'invalid_request', /true or false/);
  });
});

describe('the demo', () => {
  it('starts three sessions in one call, or says why not', async () => {
    const started = await send('POST', '/api/demo');
    expect(started.status).toBe(201);
    const { sessions } = sessionListSchema.parse(await started.json());
    expect(sessions.map(({ provider, name }) => `${provider} ${name}`)).toEqual(['demo auth-api', 'demo release-notes', 'demo billing']);
    door.host.failNext('makeProject', { code: 'disk_full', message: 'The disk is full. Free some space.' });
    await expectFailure(await send('POST', '/api/demo'), 507, 'disk_full', /Free some space/);
  });
});

describe('bad input', () => {
  const long = 'x'.repeat(10_000);
  it.each<[string, object, number, string, RegExp]>([
    ['an unknown field', { provider: 'shell', cwd: '/', colour: 1 }, 400, 'invalid_request', /"colour".*Remove/],
    ['a missing field', { provider: 'shell' }, 400, 'invalid_request', /"cwd" is missing/],
    ['an unknown provider', { provider: 'x', cwd: '/' }, 400, 'invalid_request', /"provider"/],
    ['a long name', { provider: 'shell', cwd: '/', name: long }, 400, 'name_invalid', /at most 120/],
    ['a name with control characters', { provider: 'shell', cwd: '/', name: 'a\u001bb' }, 400, 'name_invalid', /control characters/],
    ['a NUL in an argument', { provider: 'command', cwd: '/', command: { program: 'x', args: ['\0'] } }, 400, 'argument_invalid', /NUL/],
    [
      'an unknown field of the command',
      { provider: 'command', cwd: '/', command: { program: 'x', detached: true } },
      400,
      'invalid_request',
      /"detached" in "command"/,
    ],
    ['a NUL in the folder', { provider: 'shell', cwd: '/\0' }, 400, 'invalid_request', /"cwd".*NUL/],
    ['a missing folder', { provider: 'shell', cwd: 'gone' }, 400, 'folder_missing', /gone/],
    ['a missing program', { provider: 'gemini', cwd: '/' }, 400, 'program_missing', /npm i -g @google\/gemini-cli/],
    ['a size that is none', { provider: 'shell', cwd: '/', cols: 0 }, 400, 'invalid_request', /"cols"/],
    ['a list', [], 400, 'invalid_request', /JSON object/],
  ])('%s', async (_what, body, status, code, sentence) => {
    await expectFailure(await send('POST', '/api/sessions', body), status, code, sentence);
    expect(door.repository.rows.size).toBe(0);
  });

  it('malformed JSON', async () => {
    await expectFailure(
      await fetch(`${door.url}/api/sessions`, { method: 'POST', body: '{', headers: JSON_HEADERS }),
      400,
      'invalid_request',
      /valid JSON/,
    );
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx'])(
    'a body of %s',
    async (type) => {
      await expectFailure(
        await fetch(`${door.url}/api/sessions`, { method: 'POST', body: '{}', headers: { 'content-type': type } }),
        415,
        'unsupported_media_type',
        /application\/json/,
      );
    },
  );

  it('a body that says it is too large', async () => {
    await expectFailure(await send('POST', '/api/sessions', { cwd: 'x'.repeat(BODY_MAX) }), 413, 'too_large', /at most/);
  });

  it('a body that does not say how large it is', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent <= BODY_MAX; sent += 65_536) controller.enqueue(new Uint8Array(65_536).fill(32));
        controller.close();
      },
    });
    const request = new Request(`${door.url}/api/sessions`, {
      method: 'POST',
      body: stream,
      headers: JSON_HEADERS,
      duplex: 'half',
    } as RequestInit);
    await expectFailure(await fetch(request), 413, 'too_large', /at most/);
  });

  it('a connection serves on after such a body', async () => {
    const size = (BODY_MAX * 2).toString(16);
    const answers = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
      socket.setEncoding('latin1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
      socket.write(
        `POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n`,
      );
      socket.write(`${' '.repeat(BODY_MAX * 2)}\r\n0\r\n\r\n`);
      socket.write('GET /api/hosts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    });
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('a small body that does not say how large it is is read', async () => {
    const body = new Blob(['{"provider":"shell",', '"cwd":"/srv"}']).stream();
    const response = await fetch(
      new Request(`${door.url}/api/sessions`, { method: 'POST', body, headers: JSON_HEADERS, duplex: 'half' } as RequestInit),
    );
    expect(response.status).toBe(201);
  });

  it('unknown ids, of any shape', async () => {
    await expectFailure(await send('GET', '/api/sessions/aaaaaaaaaaaa'), 404, 'session_unknown', /aaaaaaaaaaaa/);
    await expectFailure(await send('GET', '/api/sessions/%22%0A'), 404, 'session_unknown', /no session/);
    await expectFailure(await send('POST', '/api/sessions/x/end'), 404, 'session_unknown', /"x"/);
  });

  it('a query that is none', async () => {
    const { id } = await create();
    await expectFailure(await send('GET', `/api/sessions/${id}/screen?scrollback=1`), 400, 'invalid_request', /"scrollback"/);
    await expectFailure(await send('GET', `/api/sessions/${id}/screen?other=1`), 400, 'invalid_request', /"other"/);
  });

  it('unknown routes and wrong methods', async () => {
    await expectFailure(await send('GET', '/api/nothing'), 404, 'not_found', /nothing/);
    await expectFailure(await send('GET', '/api'), 404, 'not_found', /openapi/);
    const wrong = await send('PUT', '/api/sessions/aaaaaaaaaaaa', {});
    expect(wrong.headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD');
    await expectFailure(wrong, 405, 'method_not_allowed', /GET, PATCH, DELETE/);
  });

  it('a bug is answered with an id that the log has', async () => {
    door.hub.list = () => {
      throw new Error('secret detail');
    };
    const { error } = errorBodySchema.parse(await (await send('GET', '/api/sessions')).json());
    expect(error.message).not.toContain('secret');
    const [line] = door.log.lines.filter(({ level }) => level === 'error');
    expect(line?.fields).toMatchObject({ id: expect.stringMatching(/./), path: '/api/sessions' });
    expect(error.message).toContain(Object.entries(line?.fields ?? {}).find(([name]) => name === 'id')?.[1]);
  });
});

describe('access', () => {
  it('lets nobody unknown in, but to health', async () => {
    door.gate.caller = { kind: 'anyone' };
    await expectFailure(await send('GET', '/api/sessions'), 401, 'unauthorized', /npm start/);
    await expectFailure(await send('GET', '/api/openapi.json'), 401, 'unauthorized', /npm start/);
    expect(await (await send('GET', '/api/health')).json()).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('gives links to programs, not to pages', async () => {
    expect(await (await send('POST', '/api/links')).json()).toEqual({ url: 'http://beckon.localhost/login#once' });
    door.gate.caller = { kind: 'local' };
    expect((await send('POST', '/api/links')).status).toBe(201);
    door.gate.caller = { kind: 'page', login: 'l' };
    await expectFailure(await send('POST', '/api/links'), 403, 'forbidden', /npm start/);
  });

  it('ends the login of the page that asks, and all', async () => {
    await expectFailure(await send('POST', '/api/logout'), 403, 'forbidden', /Only a page/);
    door.gate.caller = { kind: 'page', login: 'l' };
    expect((await send('POST', '/api/logout')).status).toBe(204);
    expect((await send('POST', '/api/credentials/rotate')).status).toBe(204);
    expect(door.gate.calls).toEqual(['logout l', 'rotate']);
  });

  it('begins nothing while it stops', async () => {
    door.isClosing = true;
    await expectFailure(await send('POST', '/api/sessions', { provider: 'shell', cwd: '/' }), 503, 'shutting_down', /Sessions run on/);
    expect(await (await send('GET', '/api/health')).json()).toMatchObject({ status: 'closing' });
  });
});

describe('the front door', () => {
  it('sends pages to Next, reads only', async () => {
    expect(await (await send('GET', '/s/x?y')).text()).toBe('page');
    expect((await send('HEAD', '/')).status).toBe(200);
    await expectFailure(await send('POST', '/', {}), 405, 'method_not_allowed', /GET/);
    expect(door.pages).toEqual(['GET /s/x?y', 'HEAD /']);
  });

  it('never keeps live data in caches', async () => {
    expect((await send('GET', '/api/hosts')).headers.get('cache-control')).toBe('no-store');
  });

  it.each(['/socket', '/socket/?EIO=4&transport=polling'])('has no polling at %s', async (path) => {
    await expectFailure(await send('GET', path), 404, 'not_found', /WebSockets only/);
  });

  it('refuses upgrades to anything but the socket', async () => {
    const port = Number(new URL(door.url).port);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /api/sessions HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
      );
      socket.setEncoding('latin1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('openapi.json', () => {
  it('describes every route with its schemas, credentials and failures', async () => {
    const page = (await (await send('GET', '/api/openapi.json')).json()) as Record<string, never>;
    expect(page).toMatchObject({
      openapi: '3.1.0',
      components: { securitySchemes: { page: {}, key: {}, bearer: {} }, schemas: { Session: {}, CreateSession: {}, Error: {} } },
    });
    const paths = page.paths as unknown as Record<string, Record<string, { responses: Record<string, unknown> }>>;
    expect(
      Object.entries(paths)
        .flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
        .sort(),
    ).toEqual([
      'delete /api/sessions/{id}',
      'get /api/folders',
      'get /api/folders/recent',
      'get /api/health',
      'get /api/hosts',
      'get /api/openapi.json',
      'get /api/providers',
      'get /api/sessions',
      'get /api/sessions/{id}',
      'get /api/sessions/{id}/screen',
      'patch /api/sessions/{id}',
      'post /api/credentials/rotate',
      'post /api/demo',
      'post /api/links',
      'post /api/logout',
      'post /api/sessions',
      'post /api/sessions/{id}/end',
      'post /api/sessions/{id}/input',
    ]);
    expect(paths['/api/sessions']?.post?.responses).toMatchObject({
      201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Session' } } } },
      default: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    });
  });
});
