import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { changeSessionSchema, createSessionSchema, inputSchema } from '#common/api.ts';
import { pageMessages } from '#common/protocol.ts';
import { invalidRequest } from './invalid-request.ts';

const command = (args: unknown[], program: unknown = 'ls') => ({ provider: 'command', cwd: '/', command: { program, args } });

const cases: [string, z.ZodType, unknown, string, string][] = [
  [
    'an argument by its number',
    createSessionSchema,
    command(['a', 'b\0']),
    'argument_invalid',
    'Argument 2 ("command.args.1"): An argument cannot contain a NUL character. Remove it.',
  ],
  [
    'too many arguments',
    createSessionSchema,
    command(Array(257).fill('a')),
    'argument_invalid',
    'The list of arguments ("command.args"): A command has at most 256 arguments.',
  ],
  [
    'a program without a name',
    createSessionSchema,
    command([], ''),
    'argument_invalid',
    'The program ("command.program"): Name a program.',
  ],
  [
    'a name',
    changeSessionSchema,
    { name: ' ' },
    'name_invalid',
    'The name ("name"): A name has at least one character. Type one, or leave it out.',
  ],
  ['nothing to change', changeSessionSchema, {}, 'invalid_request', 'Say what to change: name, pinned or rank.'],
  [
    'a folder that is missing',
    createSessionSchema,
    { provider: 'shell' },
    'invalid_request',
    'The folder is not given: the field "cwd" is missing. Send it.',
  ],
  [
    'a folder that is no text',
    createSessionSchema,
    { provider: 'shell', cwd: 7 },
    'invalid_request',
    'The folder is not valid ("cwd": Invalid input: expected string, received number).',
  ],
  [
    'a width out of range',
    createSessionSchema,
    { provider: 'shell', cwd: '/', cols: 1 },
    'invalid_request',
    'The width is not valid ("cols": Too small: expected number to be >=2).',
  ],
  [
    'an empty text',
    inputSchema,
    { text: '' },
    'invalid_request',
    'The text is not valid ("text": Too small: expected string to have >=1 characters).',
  ],
  ['an unknown field', inputSchema, { text: 'a', enter: true }, 'invalid_request', 'Unknown field "enter". Remove it.'],
  [
    'an item of another list',
    pageMessages['board:watch'],
    { sessions: ['abcdefghijkl', 'x'] },
    'invalid_request',
    'Item 2 ("sessions.1"): A session id has twelve letters a-z and digits.',
  ],
  [
    'a field without a name of its own',
    pageMessages['terminal:visible'],
    { viewer: 1, visible: 'yes' },
    'invalid_request',
    'A field is not valid ("visible": Invalid input: expected boolean, received string).',
  ],
  [
    'what is no object',
    createSessionSchema,
    [],
    'invalid_request',
    'A JSON object is expected. Send one with the fields of /api/openapi.json.',
  ],
];

describe('a request that is not valid', () => {
  it.each(cases)('names %s for a person', (_what, schema, value, code, message) => {
    const parsed = schema.safeParse(value);
    expect(parsed.error && invalidRequest(parsed.error)).toEqual({ code, message });
  });
});
