import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { z } from 'zod';
import { CREDENTIAL_HEADER } from '#common/credential-store.ts';
import { NAMED_SCHEMAS, routes } from './routes.ts';

/** The OpenAPI 3.1 page of an app whose routes are all added. */
export function describeApi<E extends Env>(app: OpenAPIHono<E>, version: string) {
  const registry = app.openAPIRegistry;
  for (const [name, schema] of Object.entries(namedSchemas())) registry.registerComponent('schemas', name, schema);
  registry.registerComponent('securitySchemes', 'page', {
    type: 'apiKey',
    in: 'cookie',
    name: 'beckon_<instance>',
    description: 'First value of a page, from the login link. Needs `key` as well.',
  });
  registry.registerComponent('securitySchemes', 'key', {
    type: 'apiKey',
    in: 'header',
    name: CREDENTIAL_HEADER,
    description: 'Second value of a page.',
  });
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'For programs: the content of the file `token` in the state folder. Over the unix socket `hub.sock` none is needed.',
  });
  const page = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Beckon',
      version,
      description:
        'Coding agents in real terminals on this machine. Every failure has a code from one list and a sentence with the way out.',
    },
    security: [{ page: [], key: [] }, { bearer: [] }],
  });
  referToNamed(page.paths as Paths);
  return page;
}

type Media = { schema?: unknown };
type Contents = { content?: Record<string, Media> };
type Operation = { requestBody?: Contents; responses?: Record<string, Contents> };
type Paths = Record<string, Record<string, Operation>>;

/**
 * JSON Schema by zod itself, with references among them. The generator's own naming patches schemas as they are made, and
 * ours are made in `common`, before it is loaded.
 */
function namedSchemas(): Record<string, object> {
  const named = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) named.add(schema, { id });
  const { schemas } = z.toJSONSchema(named, { uri: refTo, io: 'input' });
  return Object.fromEntries(Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]));
}

/** Puts a reference where the generator wrote a named schema out in full. */
function referToNamed(paths: Paths): void {
  const names = new Map<unknown, string>(Object.entries(NAMED_SCHEMAS).map(([name, schema]) => [schema, name]));
  const refer = (declared: Contents | undefined, written: Contents | undefined) => {
    for (const [type, { schema }] of Object.entries(declared?.content ?? {})) {
      const name = names.get(schema);
      const media = written?.content?.[type];
      if (name !== undefined && media !== undefined) media.schema = { $ref: refTo(name) };
    }
  };
  for (const route of Object.values(routes)) {
    const { request, responses } = route as { request?: { body?: Contents }; responses: Record<string, Contents> };
    const operation = paths[route.path]?.[route.method];
    refer(request?.body, operation?.requestBody);
    for (const [status, declared] of Object.entries(responses)) refer(declared, operation?.responses?.[status]);
  }
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}
