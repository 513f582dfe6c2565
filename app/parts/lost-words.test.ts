import { expect, it } from 'vitest';
import { lostNews, lostWords } from './lost-words.ts';

const HELP = 'If it does not come back, run npm start in the Beckon folder.';

it.each([
  [0, false, 'Lost the server. Sessions do not depend on it. Trying again…'],
  [9_999, true, 'The server was stopped. Sessions do not depend on it. Trying again…'],
  [10_000, false, `Lost the server. Sessions do not depend on it. Trying again… ${HELP}`],
  [60_000, true, `The server was stopped. Sessions do not depend on it. Trying again… ${HELP}`],
])('away for %i ms, closing %s', (away, closing, words) => expect(lostWords(away, closing)).toBe(words));

it.each([
  [0, false, 'Server lost. Sessions do not depend on it.'],
  [9_999, true, 'Server stopped. Sessions do not depend on it.'],
  [10_000, true, 'The server is still away; npm start in the Beckon folder starts it.'],
])('a reader hears, away for %i ms, closing %s', (away, closing, news) => expect(lostNews(away, closing)).toBe(news));
