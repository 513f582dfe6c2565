import type { GateCheck } from './decide.ts';
import type { GateServer } from './gate-fixture.ts';

/** Attacks that the gate alone must hold off, each with its twin: the legitimate request that must pass. */
export interface AttackCase {
  readonly name: string;
  /** The check that holds it off: with that one off, the attack gets through. */
  readonly heldBy: GateCheck;
  /** Whether the attack got anything: a handler reached, a page with data, a fresh try at guessing. */
  readonly attack: (server: GateServer) => Promise<boolean>;
  /** Whether the legitimate one passes. */
  readonly twin: (server: GateServer) => Promise<boolean>;
}

type Login = { cookie: string; key: string };

const asPage = (server: GateServer, login: Login): Record<string, string> => ({
  cookie: login.cookie,
  'x-beckon-key': login.key,
  origin: server.origin,
  'sec-fetch-site': 'same-origin',
});
const getsIn = async (server: GateServer, act: () => Promise<unknown>): Promise<boolean> => {
  const before = server.reached.length;
  await act();
  return server.reached.length > before;
};
/** The API, read by the page. */
const pageReads = async (server: GateServer): Promise<boolean> => {
  const login = await server.logIn();
  return getsIn(server, () => server.ask({ path: '/api/sessions', headers: asPage(server, login) }));
};
const pageChanges = async (server: GateServer): Promise<boolean> => {
  const login = await server.logIn();
  return getsIn(server, () =>
    server.ask({
      method: 'POST',
      path: '/api/sessions',
      headers: { ...asPage(server, login), 'content-type': 'application/json' },
      body: '{}',
    }),
  );
};
const pageConnects = async (server: GateServer): Promise<boolean> => {
  const { cookie, key } = await server.logIn();
  return (await server.knock(`/socket/?EIO=4&transport=websocket&key=${key}`, { cookie, origin: server.origin })) === 101;
};
const pageOpens = async (server: GateServer): Promise<boolean> => {
  const { cookie } = await server.logIn();
  return getsIn(server, () =>
    server.ask({
      path: '/s/abc',
      headers: { cookie, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    }),
  );
};
const foreignSocket =
  (origin: string | null) =>
  async (server: GateServer): Promise<boolean> => {
    const { cookie, key } = await server.logIn();
    return (
      (await server.knock(`/socket/?EIO=4&transport=websocket&key=${key}`, { cookie, ...(origin === null ? {} : { origin }) })) === 101
    );
  };
const foreignPolling =
  (origin: string | null) =>
  async (server: GateServer): Promise<boolean> => {
    const { cookie, key } = await server.logIn();
    const headers = { cookie, 'x-beckon-key': key, ...(origin === null ? {} : { origin }) };
    return getsIn(server, () => server.ask({ path: '/socket/?EIO=4&transport=polling', headers }));
  };
const simpleRequest =
  (type: string) =>
  async (server: GateServer): Promise<boolean> => {
    const { cookie, key } = await server.logIn();
    // The key is more than a form can send: even with it the change must not pass without our origin.
    const headers = { cookie, 'x-beckon-key': key, 'content-type': type };
    return getsIn(server, () => server.ask({ method: 'POST', path: '/api/sessions', headers, body: 'a=1' }));
  };

export const ATTACKS: readonly AttackCase[] = [
  {
    name: 'S04 DNS rebinding: a page under another host name, with our cookie',
    heldBy: 'host',
    attack: async (server) => {
      const login = await server.logIn();
      return getsIn(server, () =>
        server.ask({
          path: '/api/sessions',
          headers: { cookie: login.cookie, 'x-beckon-key': login.key, host: `evil.test:${server.port}` },
        }),
      );
    },
    twin: pageReads,
  },
  {
    name: 'S04 DNS rebinding: our name with another port',
    heldBy: 'host',
    attack: async (server) => {
      const { cookie } = await server.logIn();
      return getsIn(server, () => server.ask({ headers: { cookie, host: 'beckon.localhost:1' } }));
    },
    twin: pageOpens,
  },
  {
    name: 'S04 DNS rebinding: a WebSocket under another host name, with a bearer token',
    heldBy: 'host',
    attack: async (server) =>
      (await server.knock('/socket/', { host: `evil.test:${server.port}`, authorization: `Bearer ${server.bearer}` })) === 101,
    twin: async (server) => (await server.knock('/socket/', { authorization: `Bearer ${server.bearer}` })) === 101,
  },
  {
    name: 'S14 a same-site page embeds a file of ours',
    heldBy: 'fetch-site',
    attack: async (server) => {
      const { cookie } = await server.logIn();
      return getsIn(server, () =>
        server.ask({
          path: '/_next/static/a.js',
          headers: { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
        }),
      );
    },
    twin: async (server) => {
      const { cookie } = await server.logIn();
      return getsIn(server, () =>
        server.ask({
          path: '/_next/static/a.js',
          headers: { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
        }),
      );
    },
  },
  {
    name: 'S14 a cross-site page navigates to one of ours',
    heldBy: 'fetch-site',
    attack: async (server) => {
      const { cookie } = await server.logIn();
      return getsIn(server, () =>
        server.ask({
          path: '/s/abc',
          headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
        }),
      );
    },
    twin: pageOpens,
  },
  ...[`http://evil.test`, 'null', null, 'http://beckon.localhost', 'https://beckon.localhost:443'].flatMap((origin): AttackCase[] => [
    {
      name: `S13 a WebSocket with our credential and the origin ${origin ?? '(none)'}`,
      heldBy: 'origin',
      attack: foreignSocket(origin),
      twin: pageConnects,
    },
    {
      name: `S13 polling with our credential and the origin ${origin ?? '(none)'}`,
      heldBy: 'origin',
      attack: foreignPolling(origin),
      twin: pageReads,
    },
  ]),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'].map(
    (type): AttackCase => ({
      name: `S17 a form posts ${type} with our cookie`,
      heldBy: 'origin',
      attack: simpleRequest(type),
      twin: pageChanges,
    }),
  ),
  {
    name: 'S15 a captured cookie is replayed alone on the API',
    heldBy: 'credential',
    attack: async (server) => {
      const { cookie } = await server.logIn();
      return getsIn(server, () => server.ask({ path: '/api/sessions', headers: { cookie } }));
    },
    twin: pageReads,
  },
  {
    name: 'S15 a captured cookie is replayed alone at the WebSocket',
    heldBy: 'credential',
    attack: async (server) => {
      const { cookie } = await server.logIn();
      return (await server.knock('/socket/?EIO=4&transport=websocket', { cookie, origin: server.origin })) === 101;
    },
    twin: pageConnects,
  },
  {
    name: 'S10 a middleware bypass without a login',
    heldBy: 'credential',
    attack: (server) =>
      getsIn(server, () => server.ask({ headers: { 'x-middleware-subrequest': 'middleware:middleware', 'next-resume': '1' } })),
    twin: pageOpens,
  },
  {
    name: 'S29 cookie, key and bearer are replayed after a rotation',
    heldBy: 'credential',
    attack: async (server) => {
      const login = await server.logIn();
      const old = server.bearer;
      await server.gate.rotate();
      const page = await getsIn(server, () => server.ask({ path: '/api/sessions', headers: asPage(server, login) }));
      const program = await getsIn(server, () => server.ask({ path: '/api/sessions', headers: { authorization: `Bearer ${old}` } }));
      return page || program;
    },
    twin: pageReads,
  },
  {
    name: 'S27 wrong tokens are tried one after another',
    heldBy: 'rate-limit',
    attack: async (server) => {
      const statuses: number[] = [];
      for (let tries = 0; tries < 15; tries += 1) {
        const headers = { origin: server.origin, 'content-type': 'application/json' };
        statuses.push((await server.ask({ method: 'POST', path: '/login', headers, body: '{"token":"wrong"}' })).status);
      }
      return statuses.slice(2).some((status) => status !== 429);
    },
    twin: pageReads,
  },
  {
    name: 'S27 wrong bearer tokens are tried at once',
    heldBy: 'rate-limit',
    attack: async (server) => {
      const tries = Array.from({ length: 15 }, () => server.ask({ path: '/api/sessions', headers: { authorization: 'Bearer wrong' } }));
      const statuses = (await Promise.all(tries)).map((answer) => answer.status);
      return statuses.filter((status) => status === 429).length !== 13;
    },
    twin: (server) => getsIn(server, () => server.ask({ path: '/api/sessions', headers: { authorization: `Bearer ${server.bearer}` } })),
  },
];
