import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faceRule, SYMBOLS } from './symbols.mjs';

it('the committed style sheet names the symbols of the list', () => {
  expect(readFileSync(new URL('../../app/fonts/beckon-symbols.css', import.meta.url), 'utf8')).toBe(faceRule());
});

it('no symbol of the list is two cells wide in a terminal', () => {
  // The wide ones of these blocks by Unicode's EastAsianWidth.txt; they are drawn as pictures by every system.
  const wide =
    /[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]/;
  expect(SYMBOLS.filter((symbol) => wide.test(symbol))).toEqual([]);
});
