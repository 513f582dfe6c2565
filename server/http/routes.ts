import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  changeSessionSchema,
  createSessionSchema,
  errorBodySchema,
  folderListSchema,
  healthSchema,
  hostListSchema,
  inputSchema,
  linkSchema,
  providerListSchema,
  recentFoldersSchema,
  screenSchema,
  sessionListSchema,
} from '#common/api.ts';
import { folderSchema, hostSchema, providerInfoSchema, sessionIdSchema, sessionSchema } from '#common/session.ts';

/** Every route of `/api`: it types the handlers and makes the OpenAPI page. */

/** Schemas that the OpenAPI page names once and refers to. */
export const NAMED_SCHEMAS = {
  Session: sessionSchema,
  SessionList: sessionListSchema,
  CreateSession: createSessionSchema,
  ChangeSession: changeSessionSchema,
  Input: inputSchema,
  Screen: screenSchema,
  Host: hostSchema,
  HostList: hostListSchema,
  Provider: providerInfoSchema,
  ProviderList: providerListSchema,
  FolderList: folderListSchema,
  RecentFolders: recentFoldersSchema,
  Health: healthSchema,
  Link: linkSchema,
  Error: errorBodySchema,
} as const;

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { required: true, content: { 'application/json': { schema } } } });
const failed = { default: json(errorBodySchema, 'Refused or failed: a code and one sentence with the way out.') } as const;
const empty = { 204: { description: 'Done.' } } as const;
const byId = { params: z.object({ id: sessionIdSchema }) };

export const routes = {
  health: createRoute({
    method: 'get',
    path: '/api/health',
    summary: 'Whether the hub serves',
    tags: ['hub'],
    security: [],
    responses: { 200: json(healthSchema, 'It does.') },
  }),
  describe: createRoute({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This page',
    tags: ['hub'],
    responses: { 200: json(z.record(z.string(), z.unknown()), 'OpenAPI 3.1.'), ...failed },
  }),
  listSessions: createRoute({
    method: 'get',
    path: '/api/sessions',
    summary: 'All sessions',
    tags: ['sessions'],
    responses: { 200: json(sessionListSchema, 'Oldest first.'), ...failed },
  }),
  createSession: createRoute({
    method: 'post',
    path: '/api/sessions',
    summary: 'Start a program in a new session',
    tags: ['sessions'],
    request: body(createSessionSchema),
    responses: { 201: json(sessionSchema, 'Started.'), ...failed },
  }),
  tryDemo: createRoute({
    method: 'post',
    path: '/api/demo',
    summary: 'Start three demo agents in a new scratch folder',
    tags: ['sessions'],
    responses: { 201: json(sessionListSchema, 'Started, in the order in which they were.'), ...failed },
  }),
  readSession: createRoute({
    method: 'get',
    path: '/api/sessions/{id}',
    summary: 'One session',
    tags: ['sessions'],
    request: byId,
    responses: { 200: json(sessionSchema, 'As it is now.'), ...failed },
  }),
  changeSession: createRoute({
    method: 'patch',
    path: '/api/sessions/{id}',
    summary: 'Change the name of a session, or its place on the board',
    tags: ['sessions'],
    request: { ...byId, ...body(changeSessionSchema) },
    responses: { 200: json(sessionSchema, 'Changed, on disk.'), ...failed },
  }),
  removeSession: createRoute({
    method: 'delete',
    path: '/api/sessions/{id}',
    summary: 'Dismiss a session that has ended',
    tags: ['sessions'],
    request: byId,
    responses: { ...empty, ...failed },
  }),
  sendInput: createRoute({
    method: 'post',
    path: '/api/sessions/{id}/input',
    summary: 'Type text into the program',
    tags: ['sessions'],
    request: { ...byId, ...body(inputSchema) },
    responses: { ...empty, ...failed },
  }),
  endSession: createRoute({
    method: 'post',
    path: '/api/sessions/{id}/end',
    summary: 'Begin to end the program: HUP, TERM, KILL',
    tags: ['sessions'],
    request: byId,
    responses: { 202: json(sessionSchema, 'Ending; its exit is seen in the session.'), ...failed },
  }),
  readScreen: createRoute({
    method: 'get',
    path: '/api/sessions/{id}/screen',
    summary: 'The screen as text',
    tags: ['sessions'],
    request: { ...byId, query: z.strictObject({ scrollback: z.enum(['true', 'false'], 'Say true or false.').optional() }) },
    responses: {
      200: {
        description: 'JSON, or with `Accept: text/plain` only the lines.',
        content: { 'application/json': { schema: screenSchema }, 'text/plain': { schema: z.string() } },
      },
      ...failed,
    },
  }),
  listHosts: createRoute({
    method: 'get',
    path: '/api/hosts',
    summary: 'All machines',
    tags: ['hub'],
    responses: { 200: json(hostListSchema, 'There is one today.'), ...failed },
  }),
  listProviders: createRoute({
    method: 'get',
    path: '/api/providers',
    summary: 'What a session can run',
    tags: ['hub'],
    request: { query: z.strictObject({ versions: z.enum(['true', 'false'], 'Say true or false.').optional() }) },
    responses: { 200: json(providerListSchema, 'With what is installed.'), ...failed },
  }),
  listFolders: createRoute({
    method: 'get',
    path: '/api/folders',
    summary: 'Folders below a path that is being typed',
    tags: ['hub'],
    request: { query: z.strictObject({ path: folderSchema }) },
    responses: { 200: json(folderListSchema, 'By name; hidden ones only when the dot is typed.'), ...failed },
  }),
  recentFolders: createRoute({
    method: 'get',
    path: '/api/folders/recent',
    summary: 'Folders in which sessions were started',
    tags: ['hub'],
    responses: { 200: json(recentFoldersSchema, 'Newest first.'), ...failed },
  }),
  createLink: createRoute({
    method: 'post',
    path: '/api/links',
    summary: 'A fresh link that opens the page, once',
    tags: ['access'],
    security: [{ bearer: [] }],
    responses: { 201: json(linkSchema, 'Good for one login.'), ...failed },
  }),
  logout: createRoute({
    method: 'post',
    path: '/api/logout',
    summary: 'End the login of this page',
    tags: ['access'],
    security: [{ page: [], key: [] }],
    responses: { ...empty, ...failed },
  }),
  rotate: createRoute({
    method: 'post',
    path: '/api/credentials/rotate',
    summary: 'End every login and the bearer token',
    tags: ['access'],
    responses: { ...empty, ...failed },
  }),
} as const;
