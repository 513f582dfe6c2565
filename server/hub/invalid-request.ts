import type { ZodError } from 'zod';
import type { Failure, FailureCode } from '#common/result.ts';

type Issue = ZodError['issues'][number];

/** The first thing wrong with what somebody sent, as a failure whose sentence names the field. */
export function invalidRequest(error: ZodError): Failure {
  const issue = deepest(error.issues[0]);
  if (issue === undefined) return { code: 'invalid_request', message: 'The request is not valid. Compare it with /api/openapi.json.' };
  return { code: codeOf(issue), message: sentence(issue) };
}

/** A union says nothing itself: the alternative that came furthest does. */
function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const first = issue.errors[0]?.[0];
  return first === undefined ? issue : deepest({ ...first, path: [...issue.path, ...first.path] } as Issue);
}

function codeOf(issue: Issue): FailureCode {
  if (issue.code === 'unrecognized_keys') return 'invalid_request';
  if (issue.path[0] === 'name') return 'name_invalid';
  return issue.path[0] === 'prompt' || issue.path[0] === 'command' ? 'argument_invalid' : 'invalid_request';
}

/** For a person first; the field's path, for who sends JSON, stands behind in brackets. */
function sentence(issue: Issue): string {
  const field = issue.path.map(String).join('.').slice(0, 100);
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${key.slice(0, 60)}"`).join(', ');
    return `Unknown field ${names}${field === '' ? '' : ` in "${field}"`}. Remove it.`;
  }
  if (field === '' && issue.code === 'custom') return issue.message; // what our own schema says of the whole
  if (field === '') return 'A JSON object is expected. Send one with the fields of /api/openapi.json.';
  const thing = thingOf(issue.path);
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return `${thing} is not given: the field "${field}" is missing. Send it.`;
  // Sentences of our own schemas end in a point, the library's words do not.
  if (issue.message.endsWith('.')) return `${thing} ("${field}"): ${issue.message}`;
  return `${thing} is not valid ("${field}": ${issue.message}).`;
}

/** What people call the fields of `/api` and of the messages of a page. */
const THINGS: Readonly<Record<string, string>> = {
  provider: 'The provider',
  cwd: 'The folder',
  path: 'The folder',
  name: 'The name',
  pinned: 'Whether it is pinned',
  rank: 'The rank',
  prompt: 'The opening prompt',
  command: 'The command',
  program: 'The program',
  args: 'The list of arguments',
  cols: 'The width',
  rows: 'The height',
  text: 'The text',
  session: 'The session',
  viewer: 'The viewer',
};

/** The name of the last field of a path that has one; an item of a list has its number, counted from one. */
function thingOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `${path.at(-2) === 'args' ? 'Argument' : 'Item'} ${last + 1}`;
  return THINGS[String(last)] ?? 'A field';
}
