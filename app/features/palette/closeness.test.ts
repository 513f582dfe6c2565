import { expect, test } from 'vitest';
import { closeness } from './closeness.ts';

test('letters that are scattered over a name or a path find nothing', () => {
  expect(closeness('thm', 'auth-api', '/tmp/scratch/m')).toBe(0);
  expect(closeness('wbp', 'Go to the board', '/webapp')).toBe(0);
});

test('every typed word must be found, in the name or in the rest', () => {
  expect(closeness('auth claude', 'auth-api', 'claude /a')).toBeGreaterThan(0);
  expect(closeness('~/code/web', 'auth-api', 'claude /home/ann/code/web')).toBeGreaterThan(0);
  expect(closeness('auth codex', 'auth-api', 'claude /a')).toBe(0);
});

test('the start of a name comes before the start of a word, that before its middle, and the rest last', () => {
  const fits = [
    closeness('api', 'api', ''),
    closeness('api', 'api-tests', ''),
    closeness('api', 'auth-api', ''),
    closeness('api', 'rapid', ''),
    closeness('api', 'billing', '/srv/api'),
    closeness('api', 'billing', '/srv/rapid'),
    closeness('api', 'billing', '/srv'),
  ];
  expect(fits).toEqual([...fits].sort((one, other) => other - one));
  expect(new Set(fits).size).toBe(fits.length);
  expect(fits.at(-1)).toBe(0);
});
