import { expect, it } from 'vitest';
import { lastWords } from './last-words.mjs';

const AGAIN = 'Sessions run on; start it again with: npm start';

it.each([
  [{ code: 137 }, `The server was ended by SIGKILL. ${AGAIN}`],
  [{ code: 139, hasSpoken: true }, `The server was ended by SIGSEGV. ${AGAIN}`],
  [{ code: 7 }, `The server ended with code 7. ${AGAIN}`],
  [{ code: 1, hasSpoken: true }, null],
  [{ code: 137, isAsked: true }, null],
  [{ code: 0 }, null],
])('after %j: %j', (end, said) => expect(lastWords({ isAsked: false, hasSpoken: false, ...end })).toBe(said));
