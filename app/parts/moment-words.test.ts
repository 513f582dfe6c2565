import { expect, it } from 'vitest';
import { momentWords, timeWords } from './moment-words.ts';

it('a moment is written with 24 hours and two digits, the year first', () => {
  const at = new Date(2026, 10, 1, 14, 3, 6).getTime();
  expect(timeWords(at)).toBe('14:03:06');
  expect(momentWords(at)).toBe('2026-11-01 14:03:06');
  expect(timeWords(new Date(2026, 0, 1).getTime())).toBe('00:00:00');
});
