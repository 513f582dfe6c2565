import { expect, it } from 'vitest';
import { mergePreviews, type Preview } from './preview.ts';
import type { SessionId } from './session.ts';

const preview = (count: number, rows: Record<number, string>): Preview => ({
  session: 'aaaaaaaaaaaa' as SessionId,
  count,
  rows: Object.entries(rows).map(([at, text]) => ({ at: Number(at), runs: [{ text, fg: null, bg: null, flags: 0 }] })),
});

it('two changes are one: the newer of each row, and none beyond the count', () => {
  expect(mergePreviews(preview(3, { 0: 'a', 1: 'b', 2: 'c' }), preview(2, { 1: 'B' }))).toEqual(preview(2, { 0: 'a', 1: 'B' }));
});
