import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { HTTPException } from 'hono/http-exception';
import { BODY_MAX } from '#common/limits.ts';
import { FAILURES, type Failure, httpStatus } from '#common/result.ts';
import type { Caller, Gate } from '#server/gate/gate.ts';
import { invalidRequest } from '#server/hub/invalid-request.ts';
import type { SessionHub } from '#server/hub/session-hub.ts';
import type { Log } from '#server/log.ts';
import { limitBody } from './body-limit.ts';
import { describeApi } from './openapi.ts';
import { routes } from './routes.ts';

export interface ApiParts {
  readonly hub: SessionHub;
  readonly gate: Pick<Gate, 'link' | 'logout' | 'rotate'>;
  readonly log: Log;
  readonly version: string;
  /** True from the moment on which the hub is asked to stop: nothing new is begun. */
  readonly isClosing: () => boolean;
}

/** Answers one request under `/api` that the gate has let in. */
export type Api = (request: IncomingMessage, response: ServerResponse, caller: Caller) => Promise<void>;

type Env = { Bindings: { incoming: IncomingMessage }; Variables: { caller: Caller } };

const JSON_TYPE = /^application\/json\s*(;|$)/i;

export function createApi(parts: ApiParts): Api {
  const callers = new WeakMap<IncomingMessage, Caller>();
  const app = createApp(parts, callers);
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    hostname: 'beckon', // a request over the unix socket may come without a Host header
    // The adapter's own cuts off, half a second after the answer, who is still sending a body that was refused: on a busy
    // machine before the answer was read. Node by itself lets the rest flow by, within the limits of http-limits.ts.
    autoCleanupIncoming: false,
    overrideGlobalObjects: false, // Next, in the same process, has its own ideas about them
    errorHandler: () =>
      errorResponse({ code: 'invalid_request', message: 'The address of this request is not valid. Look at /api/openapi.json.' }),
  });
  return async (request, response, caller) => {
    callers.set(request, caller);
    await listener(request, response);
  };
}

function createApp({ hub, gate, log, version, isClosing }: ApiParts, callers: WeakMap<IncomingMessage, Caller>): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook(result, c) {
      if (result.success) return;
      if (result.target === 'param')
        return refuse(c, {
          code: 'session_unknown',
          message: `There is no session ${JSON.stringify(String(c.req.param('id')).slice(0, 40))}. Look at /api/sessions.`,
        });
      return refuse(c, invalidRequest(result.error));
    },
  });

  app.use(async (c, next) => {
    c.set('caller', callers.get(c.env.incoming) ?? { kind: 'anyone' });
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use(async (c, next) => {
    if (c.req.path === '/api/health') return next();
    // The gate has decided already; a caller it knows nothing of must not get further here either.
    if (c.var.caller.kind === 'anyone')
      return refuse(c, {
        code: 'unauthorized',
        message: 'A credential is needed. Open the link that `npm start` prints, or send the bearer token.',
      });
    if (isClosing())
      return refuse(c, { code: 'shutting_down', message: 'Beckon is stopping. Sessions run on; try again when it is back.' });
    return next();
  });
  app.use(async (c, next) => {
    const type = c.req.header('content-type');
    const sends = c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length') ?? 0) > 0;
    if ((type === undefined && !sends) || (type !== undefined && JSON_TYPE.test(type))) return next();
    return refuse(c, {
      code: 'unsupported_media_type',
      message: `Bodies are JSON here, not ${type === undefined ? 'of an unnamed kind' : JSON.stringify(type.slice(0, 60))}. Send "Content-Type: application/json".`,
    });
  });
  app.use(limitBody(BODY_MAX, refuse));

  app.openapi(routes.health, (c) => c.json({ status: isClosing() ? ('closing' as const) : ('ok' as const), version }, 200));

  app.openapi(routes.listSessions, (c) => c.json({ sessions: hub.list().sort((a, b) => a.createdAt - b.createdAt) }, 200));
  app.openapi(routes.createSession, async (c) => {
    const created = await hub.create(c.req.valid('json'));
    return created.ok ? c.json(created.value, 201) : refuse(c, created.error);
  });
  app.openapi(routes.tryDemo, async (c) => {
    const started = await hub.tryDemo();
    return started.ok ? c.json({ sessions: started.value }, 201) : refuse(c, started.error);
  });
  app.openapi(routes.readSession, (c) => {
    const session = hub.get(c.req.valid('param').id);
    return session.ok ? c.json(session.value, 200) : refuse(c, session.error);
  });
  app.openapi(routes.changeSession, async (c) => {
    const changed = await hub.change(c.req.valid('param').id, c.req.valid('json'));
    return changed.ok ? c.json(changed.value, 200) : refuse(c, changed.error);
  });
  app.openapi(routes.removeSession, async (c) => {
    const removed = await hub.remove(c.req.valid('param').id);
    return removed.ok ? c.body(null, 204) : refuse(c, removed.error);
  });
  app.openapi(routes.sendInput, async (c) => {
    const sent = await hub.input(c.req.valid('param').id, c.req.valid('json').text);
    return sent.ok ? c.body(null, 204) : refuse(c, sent.error);
  });
  app.openapi(routes.endSession, async (c) => {
    const ending = await hub.end(c.req.valid('param').id);
    return ending.ok ? c.json(ending.value, 202) : refuse(c, ending.error);
  });
  app.openapi(routes.readScreen, async (c) => {
    const screen = await hub.screen(c.req.valid('param').id, { scrollback: c.req.valid('query').scrollback === 'true' });
    if (!screen.ok) return refuse(c, screen.error);
    c.header('Vary', 'Accept');
    const wanted = accepts(c, { header: 'Accept', supports: ['application/json', 'text/plain'], default: 'application/json' });
    return wanted === 'text/plain' ? c.text(`${screen.value.lines.join('\n')}\n`, 200) : c.json(screen.value, 200);
  });

  app.openapi(routes.listHosts, (c) => c.json({ hosts: hub.hosts() }, 200));
  app.openapi(routes.listProviders, async (c) =>
    c.json({ providers: await hub.providers({ versions: c.req.valid('query').versions === 'true' }) }, 200),
  );
  app.openapi(routes.listFolders, async (c) => {
    const found = await hub.folders(c.req.valid('query').path);
    return found.ok ? c.json(found.value, 200) : refuse(c, found.error);
  });
  app.openapi(routes.recentFolders, async (c) => {
    const recent = await hub.recentFolders();
    return recent.ok ? c.json({ folders: recent.value }, 200) : refuse(c, recent.error);
  });

  app.openapi(routes.createLink, (c) => {
    const { kind } = c.var.caller;
    if (kind !== 'bearer' && kind !== 'local')
      return refuse(c, {
        code: 'forbidden',
        message: 'A page cannot make links for others. Run `npm start` again: it prints a fresh one.',
      });
    return c.json({ url: gate.link() }, 201);
  });
  app.openapi(routes.logout, async (c) => {
    const { caller } = c.var;
    if (caller.kind !== 'page')
      return refuse(c, {
        code: 'forbidden',
        message: 'Only a page has a login to end. To end the bearer token, use /api/credentials/rotate.',
      });
    const ended = await gate.logout(caller.login);
    return ended.ok ? c.body(null, 204) : refuse(c, ended.error);
  });
  app.openapi(routes.rotate, async (c) => {
    const rotated = await gate.rotate();
    return rotated.ok ? c.body(null, 204) : refuse(c, rotated.error);
  });

  // After the last route: the page describes itself, too.
  app.openapi(routes.describe, (c) => c.json(page, 200));
  const page: Record<string, unknown> = { ...describeApi(app, version) };

  app.notFound((c) => {
    const methods = allowedMethods(Object.values(routes), c.req.path);
    if (methods.length === 0)
      return refuse(c, {
        code: 'not_found',
        message: `There is no ${JSON.stringify(c.req.path.slice(0, 100))} here. Look at /api/openapi.json.`,
      });
    c.header('Allow', methods.join(', '));
    return refuse(c, {
      code: 'method_not_allowed',
      message: `${c.req.path.slice(0, 100)} takes ${methods.join(', ')}, not ${c.req.method.slice(0, 20)}.`,
    });
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400)
      return refuse(c, { code: 'invalid_request', message: 'The body is not valid JSON. Check its quotes and commas.' });
    if (error instanceof HTTPException && error.status === 415)
      return refuse(c, { code: 'unsupported_media_type', message: 'Bodies are JSON here. Send "Content-Type: application/json".' });
    const id = randomUUID();
    log.error({ id, method: c.req.method, path: c.req.path, err: error }, 'request failed');
    return refuse(c, {
      code: 'internal',
      message: `Beckon made a mistake (error ${id}). The log, logs/hub.log in the state folder, says more under that id.`,
    });
  });
  return app;
}

function refuse(c: Context, failure: Failure) {
  return c.json({ error: failure }, FAILURES[failure.code]);
}

function errorResponse(failure: Failure): Response {
  return new Response(JSON.stringify({ error: failure }), {
    status: httpStatus(failure.code),
    headers: { 'content-type': 'application/json' },
  });
}

function allowedMethods(known: readonly { path: string; method: string }[], asked: string): string[] {
  const methods = known
    .filter(({ path }) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(asked))
    .map(({ method }) => method.toUpperCase());
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}
